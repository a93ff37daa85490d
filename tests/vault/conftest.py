"""A vault in this process, on a real PostgreSQL, with a clock that the test sets.

The databases last for the whole run: accounts and cases are new in every test, as they are in life.
"""

import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from tests.vault.world import NOW, World, end_connections
from workpermit.vault.database import Database
from workpermit.vault.init import Store, init_store, load_officers
from workpermit.vault.schema import init_database


def address(name: str) -> dict[str, object]:
    return {
        "host": os.environ["PGHOST"],
        "port": int(os.environ["PGPORT"]),
        "user": os.environ["PGUSER"],
        "password": os.environ["PGPASSWORD"],
        "name": name,
    }


def sealed_tables() -> str:
    """The SQL of the real migration, so that the vault's own query is tried on the tables as they are."""
    sql, said, before = StringIO(), connection.settings_dict, connection.settings_dict["NAME"]
    said["NAME"] = "postgres"
    try:
        call_command("sqlmigrate", "sealing", "0001", stdout=sql)
    finally:
        connection.close()
        said["NAME"] = before
    return sql.getvalue()


@pytest.fixture(scope="session")
def databases(django_db_blocker) -> Iterator[dict[str, dict[str, object]]]:
    """The vault's own database, and a main database with the sealed tables as the migration makes them."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    names = {"database": f"test_vault_{worker}", "main_database": f"test_vault_main_{worker}"}
    end_connections()
    with psycopg.connect(dbname="postgres", autocommit=True) as server:
        for name in names.values():
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{name}"')
        with psycopg.connect(dbname=names["main_database"]) as main, django_db_blocker.unblock():
            main.execute(sealed_tables().encode())
        init_database(f"dbname={names['database']}")
        yield {part: address(name) for part, name in names.items()}
        end_connections()
        for name in names.values():
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def store(tmp_path_factory, databases) -> Store:
    made = init_store(tmp_path_factory.mktemp("store") / "keys", demo=True, at=NOW)
    with Database(f"dbname={databases['database']['name']}") as database:
        load_officers(made, database, at=NOW)
    return made


@pytest.fixture
def world(store: Store, databases, tmp_path: Path) -> World:
    return World(store, databases, tmp_path / "vault.sock")
