"""The running service: frames, processes, and how it stops."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.vault.world import CREDENTIALS, World, configuration
from workpermit.sealing.client import VaultClient, VaultRefused, VaultUnreachable
from workpermit.sealing.frame import LARGEST, short_path


class Running:
    def __init__(self, folder: Path, config: dict) -> None:
        self.socket = Path(config["socket"])
        file = folder / "vault.json"
        file.write_text(json.dumps(config))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "workpermit.vault", "serve", "--config", str(file)],
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said = []
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            if line == "vault ready\n":
                break

    def children(self) -> list[int]:
        said = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in said.split()]

    def client(self, name: str = "public", secret: bytes | None = None) -> VaultClient:
        return VaultClient(self.socket, name, CREDENTIALS[name] if secret is None else secret)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return self.process.wait(timeout=10)


@pytest.fixture
def running(store, databases, tmp_path: Path) -> Iterator[Running]:
    # Longer than the 107 bytes that the kernel takes as a socket's name.
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    deep.mkdir(parents=True)
    one = Running(tmp_path, configuration(databases, store.keys, deep / "vault.sock"))
    yield one
    if one.process.returncode is None:
        one.stop()


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition, seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_answers_over_a_socket_with_a_long_path(running: Running, store):
    assert len(str(running.socket)) > 107

    said = running.client().public_keys()

    assert said == json.loads(store.public_keys.read_text())


def test_the_socket_is_for_its_own_user_alone(running: Running):
    assert running.socket.stat().st_mode & 0o777 == 0o600


def test_a_wrong_secret_is_refused_and_logged(running: Running, world: World):
    with pytest.raises(VaultRefused) as said:
        running.client(secret=b"x" * 32).public_keys()

    assert said.value.code == "bad_credential"
    row = world.last_log()
    assert (row["credential"], row["granted"], row["code"]) == ("public", False, "bad_credential")


def test_a_broken_frame_ends_only_its_own_connection(running: Running):
    for raw in (b"", b"\x00\x00", (LARGEST + 1).to_bytes(4, "big"), b"\x00\x00\x00\x01\xff", b"\x00\x00\x00\x01\x01"):
        with socket.socket(socket.AF_UNIX) as connection, short_path(running.socket) as address:
            connection.connect(address)
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(10) == b""

    assert running.client().public_keys()["demo"] is True


def test_sigterm_ends_every_process_and_removes_the_socket(running: Running):
    children = running.children()
    assert len(children) == 2

    assert running.stop() == 0

    assert not any(is_alive(pid) for pid in children)
    assert not running.socket.exists()


def test_no_orphan_remains_when_the_parent_is_killed(running: Running):
    children = running.children()

    running.stop(signal.SIGKILL)

    wait_until(lambda: not any(is_alive(pid) for pid in children))


def test_a_process_that_died_is_replaced(running: Running):
    first = running.children()[0]

    os.kill(first, signal.SIGKILL)

    wait_until(lambda: len(running.children()) == 2 and first not in running.children())
    assert running.client().public_keys()["demo"] is True


def test_what_has_run_out_is_deleted_by_the_service_itself(store, databases, tmp_path, world: World):
    world.begin("applicant")
    left = "SELECT count(*) AS n FROM login_ticket WHERE expires_at < now() - interval '1 hour'"
    world.vault.database.run("UPDATE login_ticket SET expires_at = now() - interval '2 hours'")
    assert world.vault.database.one(left)["n"] > 0

    one = Running(tmp_path, configuration(databases, store.keys, tmp_path / "vault.sock"))

    wait_until(lambda: world.vault.database.one(left)["n"] == 0)
    assert one.client().public_keys()["demo"] is True
    assert one.stop() == 0


def test_starts_again_over_the_socket_that_a_killed_one_left(running: Running, store, databases, tmp_path):
    running.stop(signal.SIGKILL)
    assert running.socket.exists()

    again = Running(tmp_path, configuration(databases, store.keys, running.socket))

    assert again.client().public_keys()["demo"] is True
    assert again.stop() == 0


def test_nobody_there_is_told_as_unreachable(tmp_path):
    with pytest.raises(VaultUnreachable):
        VaultClient(tmp_path / "vault.sock", "public", b"").public_keys()


def test_production_refuses_keys_in_files_with_a_clear_sentence(store, databases, tmp_path):
    config = configuration(databases, store.keys, tmp_path / "vault.sock") | {"production": True}

    one = Running(tmp_path, config)

    assert one.process.wait(timeout=10) != 0
    one.process.stderr.close()
    assert "production needs a hardware module" in one.said[-1]
