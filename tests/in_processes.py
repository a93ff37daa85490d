"""Acts that happen at the same moment in several processes, as several servers would do them."""

from collections.abc import Callable
from multiprocessing import get_context
from threading import Thread

from django.db import connection


def in_processes(act: Callable[[int], str], *, processes: int, timeout: float = 30) -> list[str]:
    """What each process's act answered, in order; `act` gets the number of its process.

    The acts begin together, each on a connection of its own that commits. An error is answered by its class's name.
    """
    fork = get_context("fork")
    start, ends = fork.Barrier(processes), fork.SimpleQueue()

    def child(number: int) -> None:
        # The connection of the parent's thread belongs to the parent; a new thread has one of its own.
        thread = Thread(target=run, args=(number,))
        thread.start()
        thread.join()

    def run(number: int) -> None:
        connection.ensure_connection()
        start.wait(timeout)
        try:
            ends.put((number, act(number)))
        except Exception as error:
            ends.put((number, type(error).__name__))
        finally:
            connection.close()

    children = [fork.Process(target=child, args=(number,)) for number in range(processes)]
    for process in children:
        process.start()
    answers = dict(ends.get() for _ in children)
    for process in children:
        process.join(timeout)
    return [answers[number] for number in range(processes)]
