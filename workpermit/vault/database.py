"""One lasting connection for each database and process; reconnects after a failure."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Self
from uuid import UUID

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.rows import DictRow, dict_row

Unavailable = (psycopg.OperationalError, psycopg.InterfaceError)


def conninfo(said: dict[str, Any]) -> str:
    """The connection string of a `database` part of a configuration file."""
    return make_conninfo(
        host=said["host"], port=said["port"], dbname=said["name"], user=said["user"], password=said["password"]
    )


def uuid_array(ids: Iterable[UUID]) -> str:
    """Ids as PostgreSQL reads an array of them; adapting a list one by one costs far more."""
    return "{" + ",".join(map(str, ids)) + "}"


class Database:
    """Every statement is its own transaction unless it stands inside `transaction()`."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._connection: psycopg.Connection[DictRow] | None = None

    @property
    def connection(self) -> psycopg.Connection[DictRow]:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(self._dsn, autocommit=True, row_factory=dict_row, connect_timeout=3)
        return self._connection

    def transaction(self) -> AbstractContextManager[psycopg.Transaction]:
        return self.connection.transaction()

    def run(self, sql: str, *values: Any) -> int:
        """Execute, and say how many rows it touched."""
        return self.connection.execute(sql.encode(), values).rowcount

    def all(self, sql: str, *values: Any) -> Sequence[DictRow]:
        return self.connection.execute(sql.encode(), values).fetchall()

    def one(self, sql: str, *values: Any) -> DictRow | None:
        """The first row, or None."""
        return self.connection.execute(sql.encode(), values).fetchone()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
