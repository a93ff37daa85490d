"""The two databases and the logins of docs/architecture.md. None is a superuser, none steps past row-level security."""

import psycopg
from psycopg import sql

from workpermit.cli.postgres import Postgres
from workpermit.zones.logins import ALL, OWNER

MIGRATOR = "wp_migrate"
MAIN = "workpermit"
VAULT = "vault"
LOGINS: tuple[str, ...] = (*ALL, MIGRATOR, VAULT)
_HARMLESS = sql.SQL("NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS")


def prepare_databases(postgres: Postgres, superuser_password: str, passwords: dict[str, str]) -> None:
    """Create what is missing and set every password; running it again changes nothing."""
    with postgres.connect(superuser_password) as connection:
        _create_role(connection, OWNER, None)
        for login in LOGINS:
            _create_role(connection, login, passwords[login])
        # Migrations create everything as the owner, whichever login runs them.
        connection.execute(sql.SQL("GRANT {} TO {}").format(_name(OWNER), _name(MIGRATOR)))
        connection.execute(sql.SQL("ALTER ROLE {} SET role = {}").format(_name(MIGRATOR), sql.Literal(OWNER)))
        _create_database(connection, MAIN, OWNER, [*ALL, MIGRATOR])
        _create_database(connection, VAULT, VAULT, [VAULT])
        for spare in ("postgres", "template1"):
            connection.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(_name(spare)))


def _create_role(connection: psycopg.Connection, role: str, password: str | None) -> None:
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {}").format(_name(role)))
    login = sql.SQL("NOLOGIN") if password is None else sql.SQL("LOGIN PASSWORD {}").format(sql.Literal(password))
    connection.execute(sql.SQL("ALTER ROLE {} {} {}").format(_name(role), _HARMLESS, login))


def _create_database(connection: psycopg.Connection, database: str, owner: str, logins: list[str]) -> None:
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                _name(database), _name(owner)
            )
        )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(_name(database)))
    for login in logins:
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(_name(database), _name(login)))


def _name(text: str) -> sql.Identifier:
    return sql.Identifier(text)
