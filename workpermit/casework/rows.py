"""Writing the rows of cases by SQL that is composed once.

Django composes the SQL of every insert and update anew, which takes several times as long as the
database needs to run it. The shapes are few here, so each is kept.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field, JSONField, Model
from psycopg import sql

from workpermit.core.ready_sql import change

_VALUE = sql.SQL("%s")
# The trigger on `status` reads the act from a setting. The function sets it and gives back the status, so that
# announcing the act is no statement of its own (workpermit.zones.guards).
_STATUS = sql.SQL("casework_status_by(%s, %s)")
_COMMA = sql.SQL(", ")
# The driver takes these as they are, whatever the column. Choices of an enumeration are not among them.
_PLAIN = frozenset({str, int, bool, UUID, datetime, date, type(None)})


def insert_rows(rows: Sequence[Model], *, act: str = "") -> None:
    """Insert new rows of one model with one statement; rows of a case by this act.

    Rows have client-made keys, and a login that may only insert cannot use RETURNING.
    """
    model = type(rows[0])
    values: list[Any] = []
    for row in rows:
        for field in model._meta.concrete_fields:
            if act and field.name == "status":
                values.append(act)
            values.append(_as_sent(field, getattr(row, field.attname)))
    change(_insert(model, len(rows), bool(act)), values)


def move_row(model: type[Model], key: UUID, *, act: str, source: str, target: str, changes: Mapping[str, Any]) -> bool:
    """Take a case from one status to another by this act and change columns; False if it had another status."""
    fields = _fields(model)
    values = [_as_sent(fields[name], value) for name, value in changes.items()]
    return change(_update(model, tuple(changes)), [act, target, *values, key, source]) == 1


def _as_sent(field: "Field[Any, Any]", value: Any) -> Any:
    """The value as Django hands it to the driver; asking Django takes longer than sending it."""
    if type(value) in _PLAIN and not isinstance(field, JSONField):
        return value
    return field.get_db_prep_save(value, connection)


@cache
def _fields(model: type[Model]) -> "dict[str, Field[Any, Any]]":
    return {field.attname: field for field in model._meta.concrete_fields}


@cache
def _insert(model: type[Model], count: int, is_case: bool) -> str:
    fields = model._meta.concrete_fields
    row = _COMMA.join([_STATUS if is_case and field.name == "status" else _VALUE for field in fields])
    composed = sql.SQL("INSERT INTO {} ({}) VALUES {}").format(
        sql.Identifier(model._meta.db_table),
        _COMMA.join([sql.Identifier(field.column) for field in fields]),
        _COMMA.join([sql.SQL("({})").format(row)] * count),
    )
    return composed.as_string()


@cache
def _update(model: type[Model], names: tuple[str, ...]) -> str:
    fields = _fields(model)
    columns = [sql.SQL("{} = %s").format(sql.Identifier(fields[name].column)) for name in names]
    composed = sql.SQL("UPDATE {} SET status = {}, {} WHERE id = %s AND status = %s").format(
        sql.Identifier(model._meta.db_table), _STATUS, _COMMA.join(columns)
    )
    return composed.as_string()
