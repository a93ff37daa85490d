"""The whole of `workpermit up`: starts everything, survives `kill -9`, stops everything."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from tests.system import free_base
from workpermit.cli.installation import ROOT, Installation
from workpermit.cli.postgres import Postgres
from workpermit.cli.processes import MARK, _environment, _pids

pytestmark = pytest.mark.xdist_group("whole system")
PATIENCE = 90.0  # seconds


class Launcher:
    """One `workpermit up` and what it says."""

    def __init__(self, at: Installation) -> None:
        self.at = at
        self.said = at.var.with_name("said")
        at.var.parent.mkdir(exist_ok=True)
        with self.said.open("wb") as out:
            command = [sys.executable, "-m", "workpermit.cli", "up", "--var", str(at.var), "--ports", str(at.base)]
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)

    def wait_ready(self) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE
        while "Ready after" not in self.said.read_text():
            assert self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < end, self.said.read_text()
            time.sleep(0.05)
        run: dict[str, Any] = json.loads(self.at.run_file.read_text())
        return run

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        # Twice, as under `make`, which passes a signal on that the whole group has had already.
        self.process.send_signal(number)
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


def _left_over(at: Installation) -> list[int]:
    """Processes of this installation, PostgreSQL included."""
    wanted = f"{MARK}={at.var}".encode()
    marked = [pid for pid in _pids() if wanted in _environment(pid).split(b"\0")]
    return marked + Postgres.find(at.var, at.port("postgres"))._processes()


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    made = Installation(tmp_path_factory.mktemp("up") / "var", free_base())
    yield made
    for pid in _left_over(made):
        os.kill(pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def run(at: Installation) -> Iterator[dict[str, Any]]:
    launcher = Launcher(at)
    try:
        yield launcher.wait_ready()
    finally:
        code = launcher.stop()
    assert code == 0
    assert _left_over(at) == []


def _get(url: str, path: str = "/") -> httpx.Response:
    address = httpx.URL(url)
    with httpx.Client(trust_env=False) as client:
        return client.get(f"http://127.0.0.1:{address.port}{path}", headers={"host": address.netloc.decode()})


def test_every_site_answers(run: dict[str, Any]) -> None:
    for url in {**run["sites"], **run["demo_sites"]}.values():
        assert _get(url).status_code < 500, url


def test_unknown_host_is_refused(run: dict[str, Any]) -> None:
    port = httpx.URL(run["sites"]["applicant"]).port

    assert _get(f"http://registrar.localhost:{port}").status_code in (400, 404, 421)


def test_every_file_is_closed_to_others(run: dict[str, Any], at: Installation) -> None:
    open_to_others = [
        str(path)
        for path in at.var.rglob("*")
        if not path.is_symlink() and "postgres" not in path.parts and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]

    assert open_to_others == []


def test_keyring_holds_a_login_key_for_everybody_and_a_second_for_each_registrar(run: dict[str, Any]) -> None:
    keys = httpx.get(f"{run['keyring']}/keys").json()["keys"]

    held = {(key["person"], key["purpose"]) for key in keys}

    assert held >= {(one["person"], "login") for one in run["staff"]}
    registrars = {one["person"] for one in run["staff"] if one["role"] == "registrar"}
    assert {person for person, purpose in held if purpose == "decision"} == registrars


def test_every_statement_that_gives_power_counts(run: dict[str, Any], at: Installation) -> None:
    command = [sys.executable, "-m", "workpermit.cli", "vault", "statements", "--config", str(at.config("vault"))]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)

    assert listed.returncode == 0, listed.stderr
    assert {line.split()[0] for line in listed.stdout.splitlines()} == {"counts"}
    assert sum("role=registrar" in line for line in listed.stdout.splitlines()) == 6


def test_second_start_of_the_same_installation_is_told_so(run: dict[str, Any], at: Installation) -> None:
    command = [sys.executable, "-m", "workpermit.cli", "up", "--var", str(at.var)]
    second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)

    assert second.returncode == 1
    assert "This installation is already running" in second.stderr
    assert "Traceback" not in second.stderr


def test_other_installation_on_the_same_ports_is_told_so(run: dict[str, Any], at: Installation, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "workpermit.cli", "up", "--var", str(tmp_path / "v"), "--ports", str(at.base)]
    second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)

    assert second.returncode == 1
    assert f"{at.port('public')} (public)" in second.stderr
    assert f"make run PORTS={at.base + 1000}" in second.stderr


def test_public_login_reaches_neither_the_vault_nor_the_jobs(run: dict[str, Any], at: Installation) -> None:
    config = json.loads(at.config("public").read_text())["database"]
    keys = {"host": config["host"], "port": config["port"], "user": config["user"], "password": config["password"]}

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(**keys, dbname="vault")
    connection = psycopg.connect(**keys, dbname=config["name"])
    with connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT * FROM procrastinate_jobs")


def test_child_that_dies_is_started_again(run: dict[str, Any], at: Installation) -> None:
    wanted = f"{MARK}={at.var}".encode()
    banks = [pid for pid in _pids() if wanted in _environment(pid).split(b"\0") and b"demo.bank" in _command(pid)]
    assert len(banks) == 1
    os.kill(banks[0], signal.SIGKILL)

    end = time.monotonic() + 30
    while True:
        try:
            assert _get(run["demo_sites"]["bank"], "/health").status_code == 200
        except httpx.TransportError:
            assert time.monotonic() < end
            time.sleep(0.2)
        else:
            break


def test_workers_give_way_to_the_pages(run: dict[str, Any], at: Installation) -> None:
    wanted = f"{MARK}={at.var}".encode()
    ours = {pid: _command(pid) for pid in _pids() if wanted in _environment(pid).split(b"\0")}
    workers = [os.getpriority(os.PRIO_PROCESS, pid) for pid, command in ours.items() if b"cli\0worker" in command]
    servers = [os.getpriority(os.PRIO_PROCESS, pid) for pid, command in ours.items() if b"granian" in command]

    assert min(workers) > max(servers)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_killed_launcher_leaves_a_system_that_starts_again(tmp_path: Path) -> None:
    at = Installation(tmp_path / "var", free_base())
    first = Launcher(at)
    try:
        before = first.wait_ready()
        first.stop(signal.SIGKILL)

        again = Launcher(at)
        after = again.wait_ready()
        code = again.stop(signal.SIGTERM)
    finally:
        for pid in _left_over(at):
            os.kill(pid, signal.SIGKILL)

    assert after == before
    assert code == 0
    assert _left_over(at) == []


def test_key_store_that_is_open_to_others_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    at = Installation(tmp_path / "var", free_base())
    first = Launcher(at)
    first.wait_ready()
    first.stop()
    (at.key_store.keys / "store.json").chmod(0o644)

    second = Launcher(at)
    code = second.process.wait(PATIENCE)

    assert code == 1
    assert "is open to others" in second.said.read_text()
    assert "Traceback" not in second.said.read_text()
    assert _left_over(at) == []
