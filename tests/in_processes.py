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
    start, pipes = fork.Barrier(processes), [fork.Pipe(duplex=False) for _ in range(processes)]

    def child(number: int) -> None:
        # The connection of the parent's thread belongs to the parent; a new thread has one of its own.
        thread = Thread(target=run, args=(number,))
        thread.start()
        thread.join()

    def run(number: int) -> None:
        connection.ensure_connection()
        start.wait(timeout)
        try:
            pipes[number][1].send(act(number))
        except Exception as error:
            pipes[number][1].send(type(error).__name__)
        finally:
            connection.close()

    children = [fork.Process(target=child, args=(number,)) for number in range(processes)]
    for process in children:
        process.start()
    try:
        # A child can inherit a lock that another thread held when it was forked; nobody waits for that for ever.
        if not all(ends.poll(2 * timeout) for ends, _ in pipes):
            raise TimeoutError("a process did not answer")
        return [ends.recv() for ends, _ in pipes]
    finally:
        for process in children:
            process.join(1)
            process.kill()
