"""One embedded PostgreSQL for a whole test run, shared by all workers, gone afterwards.

`PGHOST`, `PGPORT`, `PGUSER` and `PGPASSWORD` name another one; it must be a superuser's.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from workpermit.cli.postgres import Postgres
from workpermit.sealing.canonical import b64
from workpermit.sealing.keys import jwk

# Playwright keeps an event loop in the thread of the tests that use a browser; tests of the database
# that follow on the same worker are ordinary synchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

_started: list[tuple[subprocess.Popen[bytes], Path]] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Before Django reads its settings; the workers of xdist inherit the environment."""
    if "EWP_TEST_KEYS" in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="workpermit-tests-"))
    folder.chmod(0o755)
    _write_keys(folder)
    if "PGPORT" not in os.environ:
        _started.append((_start_postgres(folder), folder))


def pytest_unconfigure() -> None:
    for process, folder in _started:
        # At once: it is thrown away, and the gentle stop would wait for a connection that a test left open.
        process.send_signal(signal.SIGQUIT)
        process.wait(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)
    _started.clear()


def _write_keys(folder: Path) -> None:
    """Public keys to seal to; the tests that open records run a real vault with keys of its own."""
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    signing = {"kid": b64(b"test-key"), "key": jwk(key)}
    said = {
        "issuer": "tests",
        "demo": False,
        "intake": {"id": "intake-test", "key": b64(X25519PrivateKey.generate().public_key().public_bytes_raw())},
        "session": b64(Ed25519PrivateKey.generate().public_key().public_bytes_raw()),
        "permit": signing,
        "receipt": signing,
        "status": signing,
    }
    path = folder / "public-keys.json"
    path.write_text(json.dumps(said))
    os.environ["EWP_TEST_KEYS"] = str(path)
    os.environ["EWP_TEST_OBJECTS"] = str(folder / "objects")
    os.environ["EWP_TEST_STATEMENTS"] = str(folder / "statements")


def _start_postgres(folder: Path) -> subprocess.Popen[bytes]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    password = secrets.token_urlsafe(18)
    postgres = Postgres.find(folder, port)
    postgres.initialise(password)
    durability = [
        part for name in ("fsync", "synchronous_commit", "full_page_writes") for part in ("-c", f"{name}=off")
    ]
    with (folder / "postgres.log").open("wb") as log:
        process = subprocess.Popen([*postgres.command(), *durability], stdout=log, stderr=log)
    end = time.monotonic() + 30
    while not postgres.is_ready(password):
        if time.monotonic() > end or process.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start: {(folder / 'postgres.log').read_text()[-2000:]}")
        time.sleep(0.05)
    os.environ |= {"PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": "postgres", "PGPASSWORD": password}
    return process
