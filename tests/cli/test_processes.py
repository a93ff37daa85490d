"""Processes are watched, started again, stopped, and found again after a launcher was killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workpermit.cli import processes
from workpermit.cli.failures import CannotStart
from workpermit.cli.processes import MARK, Child, Supervisor, rotate, stop_strays, tail

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True); time.sleep(60)",
]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, said: list[str]):  # type: ignore[no-untyped-def]
    made = Supervisor(tmp_path, say=said.append)
    yield made
    made.stop()


def _until(true) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + 10
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_process_that_dies_is_started_again_and_said_so(
    supervisor: Supervisor, said: list[str], tmp_path: Path
) -> None:
    child = Child("bank", SLEEP, tmp_path / "bank.log")
    supervisor.start(child)
    assert child.process is not None
    first = child.process.pid
    child.process.kill()
    child.process.wait()

    supervisor.watch()
    assert said == [f"`bank` ended (code -9); starting it again in 2 s. Log: {tmp_path / 'bank.log'}"]
    assert child.due_at is not None
    child.due_at = time.monotonic()
    supervisor.watch()

    assert child.process.poll() is None
    assert child.process.pid != first


def test_pauses_grow_up_to_a_limit(supervisor: Supervisor, tmp_path: Path) -> None:
    child = Child("bank", [sys.executable, "-c", ""], tmp_path / "bank.log")
    pauses = []
    for _ in range(7):
        supervisor.start(child)
        assert child.process is not None
        child.process.wait()
        supervisor.watch()
        pauses.append(child.pause)
    child.due_at = None

    assert pauses == [2, 4, 8, 16, 30, 30, 30]


def test_process_that_ends_at_once_is_explained_by_its_log(supervisor: Supervisor, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('the key store is missing')"]
    child = Child("vault", command, tmp_path / "vault.log", healthy=lambda: False)
    supervisor.start(child)

    with pytest.raises(CannotStart, match=r"(?s)`vault` ended at once.*the key store is missing"):
        supervisor.wait_healthy(child)


def test_process_that_does_not_answer_is_reported(supervisor: Supervisor, tmp_path: Path) -> None:
    child = Child("vault", SLEEP, tmp_path / "vault.log", healthy=lambda: False)
    supervisor.start(child)

    with pytest.raises(CannotStart, match="did not answer within 0 seconds"):
        supervisor.wait_healthy(child, patience=0.2)


def test_stubborn_process_is_ended_by_force(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = Child("bank", STUBBORN, tmp_path / "bank.log")
    supervisor.start(child)
    _until(lambda: "on" in "".join(tail(child.log)))
    monkeypatch.setattr(supervisor, "_stop", lambda children, patience: Supervisor._stop(supervisor, children, 0.2))

    supervisor.stop()

    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_nothing_of_the_surroundings_reaches_a_child(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "hunter2")
    child = Child("bank", [sys.executable, "-c", "import os; print(dict(os.environ))"], tmp_path / "bank.log")
    supervisor.start(child)
    assert child.process is not None
    child.process.wait()

    assert "hunter2" not in "".join(tail(child.log))


def test_log_is_closed_to_others(supervisor: Supervisor, tmp_path: Path) -> None:
    child = Child("bank", SLEEP, tmp_path / "bank.log")
    supervisor.start(child)

    assert child.log.stat().st_mode & 0o077 == 0


def test_strays_of_this_installation_are_ended_and_of_no_other(tmp_path: Path) -> None:
    ours = subprocess.Popen(SLEEP, env={**os.environ, MARK: str(tmp_path)})
    other = subprocess.Popen(SLEEP, env={**os.environ, MARK: f"{tmp_path}-other"})
    for process in (ours, other):
        _until(lambda process=process: Path(f"/proc/{process.pid}/environ").read_bytes())
    try:
        assert stop_strays(tmp_path) == 1
        assert ours.wait(timeout=5) == -signal.SIGTERM
        assert other.poll() is None
    finally:
        for process in (ours, other):
            process.kill()
            process.wait()


def test_children_end_with_a_launcher_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from workpermit.cli.processes import Child, Supervisor\n"
        f"var = Path({str(tmp_path)!r}); child = Child('bank', {SLEEP!r}, var / 'bank.log')\n"
        "Supervisor(var).start(child); print(child.process.pid, flush=True); time.sleep(60)"
    )
    launcher = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert launcher.stdout is not None
    pid = int(launcher.stdout.readline())
    launcher.kill()
    launcher.communicate()

    _until(lambda: not processes._environment(pid))


def test_log_that_has_grown_large_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "LARGEST_LOG", 10)
    log = tmp_path / "bank.log"
    for number in range(5):
        log.write_text(f"{number} and quite some more")
        rotate(log)

    kept = sorted(path.name for path in tmp_path.iterdir())

    assert kept == ["bank.log.1", "bank.log.2", "bank.log.3"]
    assert (tmp_path / "bank.log.1").read_text().startswith("4")
