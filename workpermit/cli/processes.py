"""Starts processes, waits until they answer, starts them again when they die, and stops them all."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from workpermit.cli.failures import CannotStart
from workpermit.cli.installation import ROOT

LARGEST_LOG = 5_000_000  # bytes; a larger one is set aside at the next start
KEPT_LOGS = 3
CALM = 60.0  # seconds after which a restarted process counts as healthy again
LONGEST_PAUSE = 30.0
MARK = "EWP_INSTALLATION"
_PR_SET_PDEATHSIG = 1  # prctl(2)
_LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass(slots=True)
class Child:
    """A process that belongs to the installation. `healthy` says whether it answers."""

    name: str
    command: list[str]
    log: Path
    env: dict[str, str] = field(default_factory=dict)
    healthy: Callable[[], bool] = lambda: True
    stop_signal: signal.Signals = signal.SIGTERM
    last: bool = False  # stopped after the others: what they stand on
    once: str = ""  # said when it has ended well; such a process is not started again
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = 1.0
    due_at: float | None = None


class Supervisor:
    """Owns the children of one installation. Used from the main thread only: see `_die_with_parent`."""

    def __init__(self, var: Path, say: Callable[[str], None] = print) -> None:
        self.var = var
        self.say = say
        self.children: list[Child] = []

    def start(self, child: Child) -> None:
        if child not in self.children:
            self.children.append(child)
            rotate(child.log)
        with open(os.open(child.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            child.process = subprocess.Popen(
                child.command,
                cwd=ROOT,
                env={**_plain_environment(), **child.env, MARK: str(self.var)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent(child.stop_signal),
            )
        child.started_at, child.due_at = time.monotonic(), None

    def wait_healthy(self, child: Child, patience: float = 45.0) -> None:
        """Wait until the child answers. Raises CannotStart with the last lines of its log."""
        end = time.monotonic() + patience
        while not child.healthy():
            ended = child.process is not None and child.process.poll() is not None
            if ended or time.monotonic() > end:
                what = "ended at once" if ended else f"did not answer within {patience:.0f} seconds"
                raise CannotStart(
                    "\n  ".join([f"The process `{child.name}` {what}. Its log ({child.log}) ends:", *tail(child.log)])
                )
            time.sleep(0.05)

    def watch(self) -> None:
        """One look at every child: start again, with growing pauses, what has died."""
        now = time.monotonic()
        for child in self.children:
            if child.due_at is not None:
                if now >= child.due_at:
                    self.start(child)
                continue
            if child.process is None or child.process.poll() is None:
                continue
            if child.once:
                ended_well = child.process.returncode == 0
                self.say(child.once if ended_well else f"`{child.name}` did not finish. Log: {child.log}")
                child.due_at = float("inf")
                continue
            child.pause = 1.0 if now - child.started_at > CALM else min(child.pause * 2, LONGEST_PAUSE)
            child.due_at = now + child.pause
            code = child.process.returncode
            self.say(f"`{child.name}` ended (code {code}); starting it again in {child.pause:.0f} s. Log: {child.log}")

    def stop(self) -> None:
        """Stop everything: what serves first, then what it stands on. Nobody is left after ten seconds."""
        self._stop([child for child in self.children if not child.last], 5.0)
        for child in reversed([child for child in self.children if child.last]):
            self._stop([child], 3.0)
        self.children.clear()

    def _stop(self, children: list[Child], patience: float) -> None:
        running = [child for child in children if child.process is not None]
        for child in running:
            if child.process is not None and child.process.poll() is None:
                child.process.send_signal(child.stop_signal)
        end = time.monotonic() + patience
        for child in running:
            assert child.process is not None
            try:
                child.process.wait(max(0.05, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"`{child.name}` does not stop by itself and is ended by force.")
            _kill_group(child.process.pid)
            child.process.wait()


def stop_strays(var: Path) -> int:
    """End what an earlier launcher of the same installation has left; returns how many processes.

    A process is known by the mark in its environment, never by a number in a file: numbers are reused.
    """
    wanted = f"{MARK}={var}".encode()
    strays = [pid for pid in _pids() if pid != os.getpid() and wanted in _environment(pid).split(b"\0")]
    for number, patience in ((signal.SIGTERM, 4.0), (signal.SIGKILL, 2.0)):
        for pid in strays:
            if wanted in _environment(pid).split(b"\0"):
                os.kill(pid, number)
        end = time.monotonic() + patience
        while any(_environment(pid) for pid in strays) and time.monotonic() < end:
            time.sleep(0.05)
    return len(strays)


def rotate(log: Path) -> None:
    """Set a log aside that has grown too large, and keep the last few."""
    if not log.exists() or log.stat().st_size <= LARGEST_LOG:
        return
    for number in range(KEPT_LOGS - 1, 0, -1):
        older = log.with_name(f"{log.name}.{number}")
        if older.exists():
            older.replace(log.with_name(f"{log.name}.{number + 1}"))
    log.replace(log.with_name(f"{log.name}.1"))


def tail(log: Path, lines: int = 12) -> list[str]:
    if not log.exists():
        return ["(empty)"]
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - 8000))
        return file.read().decode(errors="replace").splitlines()[-lines:] or ["(empty)"]


def _plain_environment() -> dict[str, str]:
    """What a child may inherit: nothing of the surroundings that could change how it behaves."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "LC_ALL", "TMPDIR", "TZ") if name in os.environ}
    binaries = str(Path(sys.executable).parent)
    return {
        **kept,
        "PATH": f"{binaries}:{os.environ.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "" if os.access(ROOT, os.W_OK) else "1",
    }


def _die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """The kernel sends `number` when the thread that started the child ends, even by `kill -9`."""

    def prepare() -> None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)

    return prepare


def _kill_group(pid: int) -> None:
    """End what is left of a child's session: its own workers, never anybody else."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _environment(pid: int) -> bytes:
    """The environment of a process; empty when it has ended or belongs to somebody else."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""
