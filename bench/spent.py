"""How much processor time an operation takes in each kind of process: a busy machine changes a rate more than this."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from bench.ground import Ground
from bench.machine import processes_of


class Spent:
    """Adds up over the runs of one measurement. `site` names the zone whose processes are counted."""

    def __init__(self, ground: Ground, site: str):
        self._ground, self._site = ground, site
        self._seconds: dict[str, float] = {}
        self._count = 0

    @contextmanager
    def over(self, count: int) -> Iterator[None]:
        """Count what is taken inside the block, in which the operation is done `count` times."""
        before = self._now()
        yield
        for name, seconds in self._now().items():
            self._seconds[name] = self._seconds.get(name, 0.0) + seconds - before[name]
        self._count += count

    def words(self) -> str:
        """Milliseconds for one operation."""
        each = [f"{seconds / self._count * 1000:.1f} ms {name}" for name, seconds in self._seconds.items()]
        return f"processor time of each: {', '.join(each)}"

    def _now(self) -> dict[str, float]:
        var, port = self._ground.system.var, urlsplit(self._ground.system.site(self._site)).port
        return {
            "zone": processor_time(processes_of(var, f"--port {port}")),
            "vault": processor_time(processes_of(var, "workpermit.vault serve")),
            "PostgreSQL": processor_time(_postgres(var)),
            "workers": processor_time(processes_of(var, "workpermit.cli worker")),
        }


def processor_time(pids: list[int]) -> float:
    """Seconds that these processes have taken so far; one that has ended counts nothing."""
    return sum(_ticks(pid) for pid in pids) / os.sysconf("SC_CLK_TCK")


def ticks(stat: str) -> int:
    """User and system time in a line of /proc/…/stat, whose second word may hold spaces and brackets."""
    words = stat.rpartition(")")[2].split()
    return int(words[11]) + int(words[12])


def _ticks(pid: int) -> int:
    try:
        return ticks(Path(f"/proc/{pid}/stat").read_text())
    except OSError:
        return 0


def _postgres(var: Path) -> list[int]:
    """The server and its processes, which write their state over their environment, and so over the mark."""
    server = int((var / "postgres" / "postmaster.pid").read_text().split()[0])
    return [server, *map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split())]
