"""One request looked at from inside: how many SQL statements, and what takes the time.

A process of its own under the public zone's configuration, login and middleware:
`python -m bench.inside CONFIG COOKIE TOKEN ID…` hands in the drafts and prints one JSON object.
"""

import cProfile
import json
import os
import pstats
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

SHOWN = 25  # functions


def main(config: str, cookie: str, token: str, *drafts: str) -> None:
    """The first drafts warm up, one is counted, of the rest every other is timed and every other is profiled."""
    os.environ["EWP_CONFIG"] = config
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.public"
    import django

    django.setup()
    submit = _submitter(cookie, token)
    warm, counted, rest = drafts[:5], drafts[5], drafts[6:]
    timed, profiled = rest[::2], rest[1::2]
    for draft in warm:
        submit(draft)
    with statements() as seen:
        submit(counted)
    cpu = time.process_time()
    for draft in timed:
        submit(draft)
    cpu = (time.process_time() - cpu) / len(timed) * 1000
    profile = cProfile.Profile(time.thread_time)  # the CPU of this thread, not its waiting
    profile.enable()
    for draft in profiled:
        submit(draft)
    profile.disable()
    print(json.dumps({"statements": seen, "cpu_ms": cpu, "top": _top(profile, len(profiled))}))


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every SQL statement of this thread, savepoints among them; BEGIN and COMMIT are the driver's own."""
    from django.db import connection

    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def _submitter(cookie: str, token: str) -> Callable[[str], None]:
    from urllib.parse import urlsplit

    from django.conf import settings
    from django.test import Client

    client = Client(enforce_csrf_checks=True, headers={"host": urlsplit(settings.SITES["applicant"]).netloc})
    client.cookies.load(cookie)

    def submit(draft: str) -> None:
        address = f"/applications/{draft}/check/"
        answer = client.post(address, {"csrfmiddlewaretoken": token})
        if answer.status_code != 302 or not answer.headers["Location"].endswith("/submitted/"):
            raise RuntimeError(f"handing in answered {answer.status_code}")

    return submit


def _top(profile: cProfile.Profile, times: int) -> list[list[object]]:
    """Function, calls and milliseconds of its own and in all, per request."""
    rows = pstats.Stats(profile).stats.items()  # type: ignore[attr-defined]
    found = sorted(rows, key=lambda row: -row[1][2])[:SHOWN]
    return [
        [
            f"{file.split('site-packages/')[-1]}:{line}:{name}",
            said[1] / times,
            said[2] / times * 1000,
            said[3] / times * 1000,
        ]
        for (file, line, name), said in found
    ]


if __name__ == "__main__":
    main(*sys.argv[1:])
