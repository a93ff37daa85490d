"""Each zone's own login, with its real password, tried against every table of the main database."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from tests.adversary.realm import Realm
from tests.adversary.superuser import Superuser
from workpermit.zones.logins import ALL, DOCUMENT, PUBLIC, VAULT
from workpermit.zones.privileges import PRIVILEGES, Grant
from workpermit.zones.queues import QUEUES_OF, TASKS
from workpermit.zones.rows import PUBLIC_ROWS

JOBS = ("procrastinate_jobs", "procrastinate_events", "procrastinate_workers", "procrastinate_periodic_defers")
SEALED = {"sealing_sealedrecord", "sealing_sealedkey"}
Right = tuple[str, str]  # (table, "insert" | "delete" | "truncate" | "select COLUMN" | "update COLUMN")


@pytest.fixture(scope="module")
def columns(realm: Realm) -> dict[str, list[str]]:
    """Every table and view of the main database outside the catalogues, with its columns."""
    rows = realm.vault.main.all(
        "SELECT table_schema AS schema, table_name AS name, column_name AS part FROM information_schema.columns "
        "WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2, 3"
    )
    assert {row["schema"] for row in rows} == {"public"}
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["name"], []).append(row["part"])
    return found


def attempts(table: str, columns: list[str]) -> Iterator[tuple[str, sql.Composed]]:
    name = sql.Identifier(table)
    yield "insert", sql.SQL("INSERT INTO {} DEFAULT VALUES").format(name)
    yield "delete", sql.SQL("DELETE FROM {} WHERE false").format(name)
    yield "truncate", sql.SQL("TRUNCATE {} CASCADE").format(name)
    for column in columns:
        yield f"select {column}", sql.SQL("SELECT {} FROM {} LIMIT 0").format(sql.Identifier(column), name)
        change = sql.SQL("UPDATE {} SET {} = DEFAULT WHERE false").format(name, sql.Identifier(column))
        yield f"update {column}", change


def allowed(connection: psycopg.Connection, statement: sql.Composed) -> bool:
    """Whether the database lets it happen as far as privileges go; nothing of it stays."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege as error:
        # A trigger or a row policy refuses with the same class, but only after the privilege was there.
        return not str(error).startswith("permission denied")
    except psycopg.Error:
        return True
    return True


def declared(login: str, columns: dict[str, list[str]]) -> set[Right]:
    everything = Grant(select=True, insert=True, delete=True)
    jobs = dict.fromkeys(JOBS, everything) if login in QUEUES_OF else {}
    found: set[Right] = {(table, f"update {column}") for table in jobs for column in columns[table]}
    for table, grant in {**PRIVILEGES[login], **jobs}.items():
        found |= {(table, name) for name in ("insert", "delete") if getattr(grant, name)}
        seen = columns[table] if grant.select is True else grant.select or ()
        found |= {(table, f"select {column}") for column in seen}
        found |= {(table, f"update {column}") for column in grant.update}
    return found


@pytest.mark.parametrize("login", ALL)
def test_a_login_can_do_to_every_table_what_is_declared_and_nothing_else(
    realm: Realm, columns: dict[str, list[str]], login: str
) -> None:
    with realm.connect(login) as connection:
        found = {
            (table, name)
            for table, parts in columns.items()
            for name, statement in attempts(table, parts)
            if allowed(connection, statement)
        }

    assert found == declared(login, columns)
    # Whatever is declared: who is not the vault opens no sealed table, and the vault writes none.
    sealed = {name.split()[0] for table, name in found if table in SEALED}
    assert sealed <= ({"select"} if login == VAULT else {"insert"})
    assert not any(name in ("truncate", "delete") for table, name in found if table not in JOBS)


def test_the_vaults_reader_reads_sealed_tables_and_writes_nothing(realm: Realm, columns: dict[str, list[str]]) -> None:
    assert declared(VAULT, columns) == {(table, f"select {column}") for table in SEALED for column in columns[table]}


@pytest.mark.parametrize("database", ["vault", "postgres", "template1"])
@pytest.mark.parametrize("login", [*ALL, "wp_migrate"])
def test_no_zone_enters_another_database(realm: Realm, login: str, database: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        realm.connect(login, database)


def test_the_vaults_own_login_does_not_enter_the_main_database(realm: Realm) -> None:
    with realm.connect("vault", "vault") as own:
        assert own.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        realm.connect("vault", "workpermit")


def test_the_owner_of_the_tables_cannot_log_in(realm: Realm) -> None:
    realm.passwords.setdefault("wp_owner", "")
    with pytest.raises(psycopg.OperationalError, match="password|not permitted"):
        realm.connect("wp_owner")


WAYS_UP = (
    "SET ROLE wp_owner",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION wp_owner",
    "SET session_replication_role = replica",
    "ALTER TABLE applications_application DISABLE TRIGGER ALL",
    "ALTER TABLE applications_application DISABLE ROW LEVEL SECURITY",
    "DROP TRIGGER status_moves_by_the_table ON applications_application",
    "CREATE TABLE mine (x int)",
    "CREATE TEMP TABLE mine (x int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION casework_move_is_allowed(kind text, act text, source text, target text, login text) "
    "RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT * FROM pg_authid",
    "ALTER ROLE wp_public BYPASSRLS",
    "GRANT wp_document TO wp_public",
    "INSERT INTO casework_allowed_move VALUES ('application', 'issue', '', 'issued', 'wp_public')",
    "INSERT INTO casework_allowed_task VALUES ('issue_permit', 'document', 'wp_public')",
)


@pytest.mark.parametrize("login", ALL)
def test_no_login_becomes_more_than_it_is(realm: Realm, login: str) -> None:
    with realm.connect(login) as connection:
        for way in WAYS_UP:
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction(force_rollback=True):
                connection.execute(way.encode())


@pytest.mark.parametrize("login", ALL)
def test_a_login_queues_the_tasks_that_are_listed_for_it(realm: Realm, login: str) -> None:
    found = set()
    with realm.connect(login) as connection:
        for task in [*TASKS, "end_windows", "no_such_task"]:
            try:
                with connection.transaction(force_rollback=True):
                    connection.execute("SELECT casework_defer(%s, %s, NULL)", [task, uuid4()])
                found.add(task)
            except psycopg.errors.InsufficientPrivilege:
                continue

    assert found == {task for task, (_, logins) in TASKS.items() if login in logins}


@pytest.mark.parametrize("login", QUEUES_OF)
def test_a_worker_puts_no_job_into_anothers_queue(realm: Realm, login: str) -> None:
    others = {queue for queues in QUEUES_OF.values() for queue in queues} - set(QUEUES_OF[login])
    with realm.connect(login) as connection:
        for queue in others:
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
                connection.execute(
                    "INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES (%s, 'issue_permit')", [queue]
                )


def test_the_public_login_sees_no_row_of_another_account(realm: Realm) -> None:
    """All rows of a stranger's case are there; with another account, or none, nothing of it is seen."""
    filing, registrar, raw, assertion = realm.granted()
    del registrar
    root = Superuser(realm)
    root.application(filing)
    root.decision(filing.case, raw, assertion)
    root.paid_bill(filing, realm.paid(filing.number))
    root.identity(filing)
    seen = {}
    for account in (filing.owner.account, uuid4(), ""):
        with realm.connect(PUBLIC) as public, public.transaction():
            public.execute("SELECT set_config('wp.account', %s, true)", [str(account)])
            for table in PUBLIC_ROWS:
                row = public.execute(
                    sql.SQL("SELECT count(*) FROM {} t WHERE t::text LIKE %s").format(sql.Identifier(table)),
                    [f"%{filing.case}%"],
                ).fetchone()
                seen[table, account == filing.owner.account] = row[0] if row else 0

    assert {table for (table, own), n in seen.items() if own and n} >= {
        "applications_application",
        "decisions_decision",
        "fees_bill",
        "appointments_appointment",
        "identity_identitycheck",
    }
    assert {table for (table, own), n in seen.items() if not own and n} == set()


def test_the_public_login_moves_nothing_that_belongs_to_another_zone(realm: Realm) -> None:
    """With the name of any act, from the account that owns the case."""
    filing = realm.filing()
    Superuser(realm).application(filing, status="recommended")
    for act, target in (("grant", "granted"), ("issue", "issued"), ("pay_filing_fee", "checking"), ("", "issued")):
        with realm.connect(PUBLIC) as public, public.transaction(force_rollback=True):
            public.execute("SELECT set_config('wp.account', %s, true)", [str(filing.owner.account)])
            public.execute("SELECT set_config('wp.act', %s, true)", [act])
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="not in the lifecycle"):
                public.execute("UPDATE applications_application SET status = %s WHERE id = %s", [target, filing.case])


def test_the_document_worker_cannot_decide(realm: Realm) -> None:
    with realm.connect(DOCUMENT) as worker, pytest.raises(psycopg.errors.InsufficientPrivilege):
        worker.execute("INSERT INTO decisions_decision DEFAULT VALUES")
