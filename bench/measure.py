"""Asking many times, and counting: over HTTP by several clients, or a function by one or several."""

import http.client
import statistics
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

PATIENCE = 30.0  # seconds for one answer
T = TypeVar("T")
Connections = dict[int, http.client.HTTPConnection]  # by port; one client's own
Act = Callable[[Connections], bool]


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `cookie` and `body` as they go over the wire; `expect` is the status of success.

    `refused` is the status of an answer that says no and is one all the same; 0 where there is none.
    """

    url: str
    method: str = "GET"
    cookie: str = ""
    body: str = ""
    expect: int = 200
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: how often per second, how long each took (milliseconds), how many did not succeed."""

    rate: float
    p50: float
    p95: float
    p99: float
    failed: int
    count: int


def many(asks: Iterable[Ask], *, clients: int) -> Measured:
    """Send all of `asks`, in order, by a number of clients that keep their connections."""
    return together([_sender(ask) for ask in asks], clients=clients)


def together(acts: Sequence[Act], *, clients: int) -> Measured:
    """Do all of `acts`, each once, by a number of clients at a time.

    An act gets the connections that its client keeps, and says whether it succeeded. The clients are
    threads of this process: what they cost is part of the measured machine, as in every figure.
    """
    lock, waiting = threading.Lock(), iter(acts)
    times: list[float] = []
    failures: list[bool] = []

    def client() -> None:
        kept: Connections = {}
        while True:
            with lock:
                act = next(waiting, None)
            if act is None:
                break
            began = time.perf_counter()
            good = act(kept)
            times.append((time.perf_counter() - began) * 1000)
            if not good:
                failures.append(good)
        for connection in kept.values():
            connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return summary(times, elapsed=time.perf_counter() - began, failed=len(failures))


def alone(act: Callable[[], object], *, seconds: float) -> Measured:
    """Repeat something for a while, one after the other."""
    times: list[float] = []
    began = time.perf_counter()
    while (now := time.perf_counter()) - began < seconds:
        act()
        times.append((time.perf_counter() - now) * 1000)
    return summary(times, elapsed=time.perf_counter() - began, failed=0)


def summary(times: Sequence[float], *, elapsed: float, failed: int) -> Measured:
    """What a run comes to. `times` in milliseconds, `elapsed` in seconds. Raises ValueError for an empty run."""
    if not times:
        raise ValueError("nothing was measured")
    ordered = sorted(times)
    return Measured(
        rate=len(ordered) / elapsed,
        p50=statistics.median(ordered),
        p95=percentile(ordered, 95),
        p99=percentile(ordered, 99),
        failed=failed,
        count=len(ordered),
    )


def percentile(ordered: Sequence[float], part: int) -> float:
    """The smallest value that at least `part` per cent of the sorted values do not exceed (nearest rank)."""
    return ordered[max(0, -(-len(ordered) * part // 100) - 1)]


def median_run(runs: Sequence[Measured]) -> Measured:
    """The run with the middle rate; its failures are those of all runs, so that none is lost from sight."""
    middle = sorted(runs, key=lambda run: run.rate)[(len(runs) - 1) // 2]
    failed = sum(run.failed for run in runs)
    return Measured(middle.rate, middle.p50, middle.p95, middle.p99, failed, middle.count)


def shares(items: Sequence[T], parts: int) -> Iterator[Sequence[T]]:
    """Equal shares in order; what is left over stays out."""
    size = len(items) // parts
    yield from (items[part * size : (part + 1) * size] for part in range(parts))


def _sender(ask: Ask) -> Act:
    parts = urlsplit(ask.url)
    port = parts.port or 80
    headers = {"Host": parts.netloc, "Cookie": ask.cookie}
    if ask.body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    path = parts.path + (f"?{parts.query}" if parts.query else "")

    def send(connections: Connections) -> bool:
        # The sites' names all lead to the loopback; the header says which site is meant.
        if port not in connections:
            connections[port] = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connections[port].request(ask.method, path, body=ask.body or None, headers=headers)
            answer = connections[port].getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            connections.pop(port).close()
            return False
        return answer.status in (ask.expect, ask.refused)

    return send
