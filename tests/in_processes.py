"""Acts that happen at the same moment in several processes, as several servers would do them."""

import importlib
import pickle
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from django.db import connection

Act = Callable[[int, Barrier], str]


def in_processes(act: Act, *, processes: int, timeout: float = 60) -> list[str]:
    """What each process's act answered, in order; `act` is a function of a module, for it travels to the process.

    It gets the number of its process and a barrier of all of them. The acts begin together, each on a connection of
    its own that commits. An error is answered by its class's name. Raises TimeoutError.

    The processes are not forked from the one that runs the tests: its threads may hold locks at that moment.
    """
    server = get_context("forkserver")
    server.set_forkserver_preload(["tests.set_up_django"])
    start, together = server.Barrier(processes), server.Barrier(processes)
    pipes = [server.Pipe(duplex=False) for _ in range(processes)]
    carried = pickle.dumps(act)
    children = [
        server.Process(target=_child, args=(carried, n, start, together, pipes[n][1], connection.settings_dict))
        for n in range(processes)
    ]
    for process in children:
        process.start()
    try:
        if not all(ends.poll(timeout) for ends, _ in pipes):
            raise TimeoutError("a process did not answer")
        return [ends.recv() for ends, _ in pipes]
    finally:
        for process in children:
            process.join(1)
            process.kill()


def _child(
    carried: bytes, number: int, start: Barrier, together: Barrier, ends: Connection, database: dict[str, Any]
) -> None:
    importlib.import_module("tests.set_up_django")
    connection.settings_dict.update(database)
    try:
        connection.ensure_connection()
        start.wait(30)
        ends.send(pickle.loads(carried)(number, together))
    except Exception as error:
        ends.send(type(error).__name__)
    finally:
        connection.close()
