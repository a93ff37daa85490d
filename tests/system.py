"""A whole system for the tests that need one: every zone a real process, on ports of its own.

It is started once per worker of the test run; tests that use it are grouped on one worker.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOWEST, BLOCKS = 20_000, 125  # first port of the first block of a hundred; how many blocks
PATIENCE = 120.0  # seconds to start; the machine may be busy with other tests


@dataclass(frozen=True, slots=True)
class System:
    """A running installation. `run` is what `var/run.json` says."""

    var: Path
    run: dict[str, Any]
    process: subprocess.Popen[bytes]

    def site(self, name: str, path: str = "/") -> str:
        return f"{self.run['sites'][name]}{path}"

    def secrets(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.var / "secrets.json").read_text())
        return found


@contextmanager
def running_system(var: Path | None = None) -> Iterator[System]:
    """Start an installation in a folder of its own, and stop it."""
    made = None if var else Path(tempfile.mkdtemp(prefix="workpermit-system-"))
    var = var or made
    assert var is not None
    base = free_base()
    # The variables of the test database must not reach the installation's own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "EWP_", "DJANGO"))}
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "workpermit.cli", "up", "--var", str(var), "--ports", str(base)]
    with (var / "up.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        yield System(var, _wait(process, var), process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            process.kill()
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)


def free_base(*, lowest: int = LOWEST, blocks: int = BLOCKS) -> int:
    """A first port from which all that an installation needs are free.

    Below 32768: from there on the kernel takes ports for connections that go out.
    """
    for place in range(blocks):
        base = lowest + (os.getpid() + place) % blocks * 100
        if all(_is_free(base + offset) for offset in range(40)):
            return base
    raise RuntimeError("no free ports")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _wait(process: subprocess.Popen[bytes], var: Path) -> dict[str, Any]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if (var / "run.json").exists():
            found: dict[str, Any] = json.loads((var / "run.json").read_text())
            return found
        time.sleep(0.2)
    raise RuntimeError(f"the system did not start: {(var / 'up.log').read_text()[-3000:]}")
