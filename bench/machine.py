"""The machine that the figures come from, and what the system takes of its memory."""

import os
import platform
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workpermit.cli.processes import MARK

MEMORY_LIMIT = 2048  # MB for the whole demonstration system


@dataclass(frozen=True, slots=True)
class Machine:
    """`busy` is the load average of the last minute before the run: what others did on the machine."""

    processor: str
    cores: int
    memory_gb: float
    kernel: str
    python: str
    postgres: str
    day: str
    busy: float

    def words(self) -> str:
        """One line for people."""
        return (
            f"{self.processor}, {self.cores} cores, {self.memory_gb:.0f} GB, Linux {self.kernel}, "
            f"Python {self.python}, PostgreSQL {self.postgres}; {self.day}; load average before the run {self.busy:.1f}"
        )


def this_machine(postgres: str) -> Machine:
    """What the kernel says. `postgres` is the server's version."""
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    processor = models[0].split(":", 1)[1].strip() if models else platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Machine(
        processor=processor,
        cores=len(os.sched_getaffinity(0)),
        memory_gb=memory / 2**30,
        kernel=platform.release().split("-")[0],
        python=platform.python_version(),
        postgres=postgres,
        day=datetime.now(UTC).date().isoformat(),
        busy=os.getloadavg()[0],
    )


def processes_of(var: Path, words: str = "") -> list[int]:
    """Processes of one installation, known by the mark in their environment; `words` must stand in the command."""
    mark = f"{MARK}={var}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            environment, command = (entry / "environ").read_bytes(), (entry / "cmdline").read_bytes()
        except OSError:
            continue  # it has ended, or is somebody else's
        if mark in environment.split(b"\0") and words.encode() in command.replace(b"\0", b" "):
            found.append(int(entry.name))
    return sorted(found)


def memory_of(pids: list[int]) -> float:
    """Megabytes that these processes take together: the sum of their PSS, so that shared pages count once."""
    return sum(proportional_size(_read(pid)) for pid in pids) / 1024


def proportional_size(smaps_rollup: str) -> int:
    """The line `Pss` of /proc/…/smaps_rollup, in kB; nothing where there is none."""
    lines = (line.split() for line in smaps_rollup.splitlines())
    return next((int(words[1]) for words in lines if words and words[0] == "Pss:"), 0)


def _read(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return ""
