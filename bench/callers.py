"""The counters of one centre, a thread each, under the operator's own configuration and login.

`python -m bench.callers CONFIG CENTRE` calls until nobody waits and prints one JSON object.
"""

import os
import sys
import threading
import time
from typing import TYPE_CHECKING

from bench.measure import Measured, summary

if TYPE_CHECKING:
    from workpermit.visits.models import CounterSession


def main(config: str, centre: str) -> None:
    """All counters of a centre that are open today."""
    os.environ["EWP_CONFIG"] = config
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.operator"
    import django

    django.setup()
    from bench.operations.calling import as_json

    print(as_json(_call_all(centre)))


def _call_all(centre: str) -> Measured:
    from django.db import connection
    from django.utils import timezone

    from workpermit.visits.queries import list_sessions

    times: list[float] = []
    sessions = list_sessions(centre, timezone.now())
    connection.close()  # as many as a process may have go to the counters
    threads = [threading.Thread(target=_call_until_empty, args=(session, times)) for session in sessions]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return summary(times, elapsed=time.perf_counter() - began, failed=0)


def _call_until_empty(session: "CounterSession", times: list[float]) -> None:
    from django.db import connection
    from django.utils import timezone

    from workpermit.core.actors import Actor, Role
    from workpermit.visits.services import call_next, hold_ticket

    clerk = Actor(session.clerk, Role.OPERATOR_CLERK, session.centre)
    while True:
        began = time.perf_counter()
        ticket = call_next(session=session, by=clerk, at=timezone.now())
        if ticket is None:
            break
        hold_ticket(ticket, session=session, by=clerk, at=timezone.now())
        times.append((time.perf_counter() - began) * 1000)
    connection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
