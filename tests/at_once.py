"""Acts that happen at the same moment, on connections that really commit."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection


def at_once(*acts: Callable[[], object]) -> list[type[Exception] | None]:
    """What each act ended with, in no order, each in a thread and on a connection of its own that commits."""
    start = Barrier(len(acts))
    ends: list[type[Exception] | None] = []

    def run(act: Callable[[], object]) -> None:
        connection.ensure_connection()
        start.wait()
        try:
            act()
            ends.append(None)
        except Exception as error:
            ends.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads), "an act waits for a lock that the test itself holds"
    return ends
