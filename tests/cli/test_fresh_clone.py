"""A stranger's first hour: clone, `make run`, a walk from the first page to a permit that verifies."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.system import free_base
from workpermit.cli.walk.seed import all_told
from workpermit.sealing.canonical import unb64

ROOT = Path(__file__).parents[2]
PATIENCE = 600.0  # seconds; a new clone installs everything first


def environment() -> dict[str, str]:
    """What a stranger's shell has: nothing of ours."""
    ours = ("PG", "EWP_", "DJANGO", "PYTHONPATH", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@pytest.mark.xdist_group("clone")
def test_a_fresh_clone_runs_and_walks(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone)], check=True)
    # Ports of its own: between this look at them and their use a whole installation lies.
    base = free_base(lowest=12_000, blocks=70)
    log = (tmp_path / "run.log").open("wb")
    with log:
        running = subprocess.Popen(
            ["make", "run", f"PORTS={base}"],
            cwd=clone,
            env=environment(),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_for(clone / "var" / "run.json", running, tmp_path / "run.log")
        walk = subprocess.run(
            ["make", "walk"], cwd=clone, env=environment(), capture_output=True, text=True, timeout=300, check=False
        )
        assert walk.returncode == 0, walk.stdout[-3000:] + walk.stderr[-2000:]
        (left,) = (clone / "var" / "walks").iterdir()
        check_with_openssl(left)
        check_by_eye(left)
        wait_for_cases(clone / "var")
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=60)
    wait_until_gone(clone / "var" / "run.json")
    shutil.rmtree(clone, ignore_errors=True)


def wait_for(run_file: Path, running: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not run_file.exists():
        assert running.poll() is None, log.read_text()[-3000:]
        assert time.monotonic() < end, log.read_text()[-3000:]
        time.sleep(0.5)


def wait_until_gone(run_file: Path) -> None:
    """`make` ends with the signal; the launcher below it takes its processes down first."""
    end = time.monotonic() + 60
    while run_file.exists():
        assert time.monotonic() < end, "the system does not stop"
        time.sleep(0.2)


def wait_for_cases(var: Path) -> None:
    """The demonstration's own cases are told to their ends, beside the walk."""
    end = time.monotonic() + 240
    while not all_told(var):
        assert time.monotonic() < end, (var / "log" / "cases.log").read_text()[-2000:]
        time.sleep(1)


def check_with_openssl(left: Path) -> None:
    """STANDARDS: authenticator data, then the hash of the client data, is what the key signed."""
    digest = subprocess.run(
        ["openssl", "dgst", "-sha256", "-binary", "client_data.json"], cwd=left, check=True, capture_output=True
    ).stdout
    (left / "signed.bin").write_bytes((left / "authenticator_data.bin").read_bytes() + digest)
    command = ["openssl", "dgst", "-sha256", "-verify", "registrar.pem", "-signature", "signature.der", "signed.bin"]
    said = subprocess.run(command, cwd=left, capture_output=True, text=True, check=False)
    assert said.stdout.strip() == "Verified OK"

    (left / "with_domain.bin").write_bytes(b"e-WorkPermitOS/decision/v1\0" + (left / "decision.json").read_bytes())
    rebuilt = subprocess.run(
        ["openssl", "dgst", "-sha256", "-binary", "with_domain.bin"], cwd=left, check=True, capture_output=True
    ).stdout
    challenge = re.search(r'"challenge":"([A-Za-z0-9_-]+)"', (left / "client_data.json").read_text())
    assert challenge is not None
    assert unb64(challenge.group(1)) == rebuilt


def check_by_eye(left: Path) -> None:
    """The QR on the paper is the address that the walk opened."""
    subprocess.run(["pdftoppm", "-r", "200", "-png", "permit.pdf", "permit"], cwd=left, check=True)
    image = next(left.glob("permit*.png"))
    seen = subprocess.run(
        ["zbarimg", "--quiet", "--raw", str(image)], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert seen == (left / "qr.txt").read_text()
