"""Statements that stand ready, sent by a cursor that is kept with its connection.

Django makes two cursors for each statement, its own and the driver's, which takes as long as sending a small statement
and reading its rows. What Django promises is kept: nothing is sent in a transaction that is broken, errors are those of
`django.db`, and whoever listens to the statements hears these too.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections

Read = TypeVar("Read")
_KEPT = "workpermit_cursor"  # the attribute of the driver's connection: both end together


def fetch(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows that one statement gives for these values. Raises django.db.Error."""
    return _send(sql, values, lambda cursor: list(cursor.fetchall()))


def change(sql: str, values: Sequence[Any]) -> int:
    """How many rows one statement has written or changed. Raises django.db.Error."""
    return _send(sql, values, lambda cursor: int(cursor.rowcount))


def _send(sql: str, values: Sequence[Any], read: Callable[[Any], Read]) -> Read:
    wrapper = connections[DEFAULT_DB_ALIAS]
    driver = wrapper.connection
    if driver is None or wrapper.queries_logged or wrapper.execute_wrappers:
        with wrapper.cursor() as cursor:
            cursor.execute(sql, values)
            return read(cursor)
    wrapper.validate_no_broken_transaction()
    with wrapper.wrap_database_errors:
        kept = getattr(driver, _KEPT, None)
        if kept is None:
            kept = wrapper.create_cursor()
            setattr(driver, _KEPT, kept)
        kept.execute(sql, values)
        return read(kept)
