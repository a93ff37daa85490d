"""What the database grants is what workpermit.zones declares, no more and no less."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests import make
from tests.visits.make import KIOSK, counter
from workpermit.core.ids import uuid7
from workpermit.visits.queries import find_by_token, find_ticket_of
from workpermit.visits.services import take_ticket
from workpermit.visits.waits import Place, place_of
from workpermit.visits.wishes import Wish
from workpermit.zones.logins import ALL, GOVERNMENT, OWNER, PUBLIC
from workpermit.zones.privileges import PRIVILEGES
from workpermit.zones.queues import QUEUES_OF
from workpermit.zones.rows import PUBLIC_ROWS

pytestmark = pytest.mark.django_db

JOBS = {"procrastinate_jobs", "procrastinate_events", "procrastinate_workers", "procrastinate_periodic_defers"}


def query(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def read_as(login: str, table: str, what: str = "count(*)") -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {login}")
        cursor.execute(f"SELECT {what} FROM {table}")


def declared() -> set[tuple[str, str, str]]:
    found = set()
    for login, tables in PRIVILEGES.items():
        for table, grant in tables.items():
            found |= {
                (login, table, name.upper()) for name in ("select", "insert", "delete") if getattr(grant, name) is True
            }
    for login in QUEUES_OF:
        found |= {(login, table, name) for table in JOBS for name in ("SELECT", "INSERT", "UPDATE", "DELETE")}
    return found


def test_table_privileges_are_exactly_the_declared_ones() -> None:
    logins = ", ".join(f"'{login}'" for login in ALL)
    granted = query(
        "SELECT grantee, table_name, privilege_type FROM information_schema.role_table_grants "
        f"WHERE grantee IN ({logins}) AND table_schema = 'public'"
    )

    assert set(granted) == declared()


def test_updates_are_granted_by_column_and_exactly_as_declared() -> None:
    logins = ", ".join(f"'{login}'" for login in ALL)
    granted = query(
        "SELECT grantee, table_name, column_name FROM information_schema.role_column_grants "
        f"WHERE grantee IN ({logins}) AND privilege_type = 'UPDATE' AND table_name NOT LIKE 'procrastinate%'"
    )
    expected = {
        (login, table, column)
        for login, tables in PRIVILEGES.items()
        for table, grant in tables.items()
        for column in grant.update
    }

    assert set(granted) == expected


def test_reading_by_column_is_exactly_as_declared() -> None:
    narrowed = {
        (login, table): grant.select
        for login, tables in PRIVILEGES.items()
        for table, grant in tables.items()
        if isinstance(grant.select, tuple)
    }
    assert narrowed
    for (login, table), columns in narrowed.items():
        granted = query(
            "SELECT column_name FROM information_schema.role_column_grants "
            f"WHERE grantee = '{login}' AND table_name = '{table}' AND privilege_type = 'SELECT'"
        )
        assert {name for (name,) in granted} == set(columns)


def test_the_public_login_follows_a_number_and_learns_no_clerk() -> None:
    """What its page asks is answered; which account sits at which counter, or holds a number, is not."""
    at = make.NOON
    counter()
    for _visitor in range(2):
        _ticket, token = take_ticket(wish=Wish.ASSISTED, first=False, by=KIOSK, at=at)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {PUBLIC}")
        ticket = find_by_token(token)
        assert ticket is not None
        assert place_of(ticket, at) == Place(1, 20)
        assert find_ticket_of(uuid7()) is None
        cursor.execute("RESET ROLE")

    for column, table in (("clerk", "visits_ticket"), ("clerk", "visits_countersession"), ("ticket", "visits_turn")):
        with pytest.raises(ProgrammingError, match="permission denied"):
            read_as(PUBLIC, table, column)


def test_the_departments_login_reads_times_of_halls_and_no_ticket_no_appointment_and_no_clerk() -> None:
    for table, columns in {
        "visits_ticket": ("id", "number", "appointment", "clerk", "counter"),
        "visits_turn": ("id", "ticket", "counter"),
        "visits_countersession": ("id", "clerk", "counter"),
    }.items():
        read_as(GOVERNMENT, table, "centre")
        for column in columns:
            with pytest.raises(ProgrammingError, match="permission denied"):
                read_as(GOVERNMENT, table, column)


def test_nothing_is_granted_to_everybody() -> None:
    tables = query(
        "SELECT table_name FROM information_schema.role_table_grants "
        "WHERE grantee = 'PUBLIC' AND table_schema = 'public'"
    )

    assert tables == []


def test_no_login_is_more_than_a_login() -> None:
    roles = query(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'wp_%' AND (rolsuper OR rolbypassrls OR rolcreaterole)"
    )
    owned = query("SELECT tablename FROM pg_tables WHERE tableowner LIKE 'wp_%' AND tableowner <> 'wp_owner'")

    assert roles == []
    assert owned == []
    assert {OWNER, *ALL} <= {row[0] for row in query("SELECT rolname FROM pg_roles")}


def test_protected_tables_force_row_level_security() -> None:
    forced = query("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")

    assert {row[0] for row in forced} >= set(PUBLIC_ROWS) | JOBS


def test_functions_that_run_as_their_owner_name_their_search_path() -> None:
    loose = query(
        "SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace "
        "WHERE n.nspname = 'public' AND prosecdef AND NOT COALESCE(proconfig::text, '') LIKE '%search_path%'"
    )

    assert loose == []


@pytest.mark.parametrize("table", ["sealing_sealedrecord", "sealing_sealedkey"])
@pytest.mark.parametrize("login", [login for login in ALL if login != "wp_vault"])
def test_sealed_tables_are_read_by_the_vault_alone(login: str, table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        read_as(login, table)


def test_an_account_that_is_not_set_sees_no_rows() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {PUBLIC}")
        cursor.execute("SELECT count(*) FROM applications_application")
        assert cursor.fetchone() == (0,)
