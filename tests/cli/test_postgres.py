"""The embedded PostgreSQL starts under a closed home, and after any kind of end."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from workpermit.cli import postgres as module
from workpermit.cli.database import prepare_databases
from workpermit.cli.failures import CannotStart
from workpermit.cli.postgres import NAMESPACE, SETPRIV_ENTERING, Postgres, find_binaries, ways_to_run
from workpermit.cli.secret_store import Secrets, load_secrets
from workpermit.zones.logins import ALL

Start = Callable[[Postgres], "subprocess.Popen[bytes]"]


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    return load_secrets(tmp_path / "secrets.json")


@pytest.fixture
def closed_home(tmp_path: Path) -> Path:
    """A folder that others may not enter, with a path longer than a socket's name may be."""
    folder = tmp_path / "home" / ("deep" * 25) / "var"
    folder.mkdir(parents=True)
    (tmp_path / "home").chmod(0o700)
    return folder


@contextmanager
def _running(postgres: Postgres, password: str) -> Iterator["subprocess.Popen[bytes]"]:
    with (postgres.folder / "log").open("ab") as log:
        process = subprocess.Popen(postgres.command(), stdout=log, stderr=log)
    try:
        end = time.monotonic() + 20
        while not postgres.is_ready(password):
            assert process.poll() is None, (postgres.folder / "log").read_text()
            assert time.monotonic() < end
            time.sleep(0.02)
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _version(postgres: Postgres, password: str) -> int:
    with postgres.connect(password) as connection:
        return connection.info.server_version


def test_starts_under_a_closed_home(closed_home: Path, secrets: Secrets) -> None:
    postgres = Postgres.find(closed_home, _free_port())
    postgres.initialise(secrets.superuser)

    with _running(postgres, secrets.superuser):
        assert _version(postgres, secrets.superuser) >= 150_000


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_starts_where_user_namespaces_are_forbidden(closed_home: Path, secrets: Secrets) -> None:
    postgres = Postgres(closed_home, _free_port(), find_binaries(), tuple(SETPRIV_ENTERING))
    postgres.initialise(secrets.superuser)

    with _running(postgres, secrets.superuser):
        assert _version(postgres, secrets.superuser) >= 150_000


def test_starts_again_after_the_power_went(closed_home: Path, secrets: Secrets) -> None:
    postgres = Postgres.find(closed_home, _free_port())
    postgres.initialise(secrets.superuser)
    with _running(postgres, secrets.superuser) as process:
        process.kill()
        process.wait()
        assert (postgres.cluster / "postmaster.pid").exists()
        # The number of the dead belongs to a living process by now: this one.
        _write_pid(postgres.cluster / "postmaster.pid", os.getpid())

        postgres.stop_strays()
        with _running(postgres, secrets.superuser):
            assert _version(postgres, secrets.superuser)


def test_older_postgres_of_the_same_folder_is_ended(closed_home: Path, secrets: Secrets) -> None:
    postgres = Postgres.find(closed_home, _free_port())
    postgres.initialise(secrets.superuser)
    with _running(postgres, secrets.superuser) as process:
        assert postgres.stop_strays() > 0
        process.wait(5)

    assert not (postgres.cluster / "postmaster.pid").exists()


def test_cluster_that_was_made_half_is_made_anew(closed_home: Path, secrets: Secrets) -> None:
    postgres = Postgres.find(closed_home, _free_port())
    (closed_home / "postgres.new").mkdir()
    (closed_home / "postgres.new" / "half").write_text("half")

    postgres.initialise(secrets.superuser)

    assert postgres.is_initialised
    assert not (postgres.cluster / "half").exists()


def test_no_login_is_a_superuser_or_steps_past_row_level_security(closed_home: Path, secrets: Secrets) -> None:
    postgres = Postgres.find(closed_home, _free_port())
    postgres.initialise(secrets.superuser)
    with _running(postgres, secrets.superuser):
        prepare_databases(postgres, secrets.superuser, secrets.passwords)
        prepare_databases(postgres, secrets.superuser, secrets.passwords)
        with postgres.connect(secrets.superuser) as connection:
            mighty = connection.execute(
                "SELECT rolname FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%' AND rolname <> 'postgres' "
                "AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)"
            ).fetchall()

        assert mighty == []
        for login in ALL:
            assert _may_connect(postgres, login, secrets.passwords[login], "workpermit")
            assert not _may_connect(postgres, login, secrets.passwords[login], "vault")
            assert not _may_connect(postgres, login, "wrong", "workpermit")
        assert _may_connect(postgres, "vault", secrets.passwords["vault"], "vault")
        assert not _may_connect(postgres, "vault", secrets.passwords["vault"], "workpermit")


def test_log_repeats_neither_statements_nor_values(closed_home: Path, secrets: Secrets) -> None:
    postgres = Postgres.find(closed_home, _free_port())
    postgres.initialise(secrets.superuser)
    with _running(postgres, secrets.superuser), postgres.connect(secrets.superuser) as connection:
        connection.execute("CREATE TABLE secret (value text PRIMARY KEY)")
        connection.execute("INSERT INTO secret VALUES (%s)", ["CANARY-1"])
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO secret VALUES ('CANARY-1')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO secret VALUES (%s)", ["CANARY-1"])

    assert "duplicate key" in (closed_home / "log").read_text()
    assert "CANARY" not in (closed_home / "log").read_text()


def test_root_tries_a_namespace_first() -> None:
    assert ways_to_run(root=True)[0] == NAMESPACE
    assert ways_to_run(root=False) == [[]]


def test_machine_that_allows_neither_way_is_told_so(closed_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ways_to_run", lambda root: [["false"]])

    with pytest.raises(CannotStart, match="Start as an ordinary user"):
        Postgres.find(closed_home, 1)


def test_wrong_pgbin_is_named(closed_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGBIN", "/nowhere")

    with pytest.raises(CannotStart, match="There is no PostgreSQL in /nowhere"):
        Postgres.find(closed_home, 1)


def _write_pid(path: Path, pid: int) -> None:
    path.write_text("\n".join([str(pid), *path.read_text().splitlines()[1:]]) + "\n")


def _may_connect(postgres: Postgres, login: str, password: str, database: str) -> bool:
    try:
        psycopg.connect(
            host="127.0.0.1", port=postgres.port, user=login, password=password, dbname=database, connect_timeout=3
        ).close()
    except psycopg.OperationalError:
        return False
    return True
