"""A statement that stands ready behaves as one of Django's own, with a cursor that is kept."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from workpermit.core.ready_sql import change, fetch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE told (id int PRIMARY KEY, word text) ON COMMIT DROP")


def test_rows_come_and_changes_are_counted() -> None:
    assert change("INSERT INTO told VALUES (%s, %s), (%s, %s)", [1, "a", 2, "b"]) == 2
    assert change("UPDATE told SET word = %s WHERE id = %s", ["c", 2]) == 1
    assert change("UPDATE told SET word = %s WHERE id = %s", ["c", 9]) == 0
    assert fetch("SELECT id, word FROM told ORDER BY id", []) == [(1, "a"), (2, "c")]


def test_rows_of_one_statement_stay_when_the_next_is_sent() -> None:
    first = fetch("SELECT n FROM generate_series(1, %s) n", [3])
    second = fetch("SELECT n FROM generate_series(1, %s) n", [1])

    assert (first, second) == ([(1,), (2,), (3,)], [(1,)])


def test_times_are_those_that_django_reads() -> None:
    [(ours,)] = fetch("SELECT now()", [])
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        assert (cursor.fetchone()) == (ours,)
    assert ours.tzinfo is not None


def test_errors_are_djangos_and_name_the_constraint() -> None:
    change("INSERT INTO told VALUES (%s, %s)", [1, "a"])

    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        change("INSERT INTO told VALUES (%s, %s)", [1, "b"])

    assert raised.value.__cause__.diag.constraint_name == "told_pkey"
    with pytest.raises(DataError), transaction.atomic():
        fetch("SELECT 1 / %s", [0])
    assert fetch("SELECT word FROM told", []) == [("a",)]


def test_nothing_is_sent_in_a_broken_transaction() -> None:
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            fetch("SELECT 1", [])


def test_whoever_listens_hears_it() -> None:
    with CaptureQueriesContext(connection) as seen:
        fetch("SELECT %s", [7])

    assert [one["sql"] for one in seen] == ["SELECT 7"]


def test_a_connection_that_was_lost_is_told_as_lost_and_the_next_one_is_good() -> None:
    with ThreadPoolExecutor(1) as apart:  # a thread has a connection of its own
        apart.submit(_lose_and_go_on).result()


def _lose_and_go_on() -> None:
    try:
        assert fetch("SELECT 1", []) == [(1,)]
        assert fetch("SELECT 1", []) == [(1,)]
        connection.connection.close()
        with pytest.raises(OperationalError):
            fetch("SELECT 1", [])
        connection.close()
        assert fetch("SELECT 2", []) == [(2,)]
        assert fetch("SELECT 3", []) == [(3,)]
    finally:
        connection.close()
