"""Whole rows by SQL that stands ready, for what every act looks up.

Django composes the SQL of a query anew each time, which takes several times as long as the database
needs to find a few rows by a key. Everything else is asked through Django.
"""

from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model
from psycopg import sql

from workpermit.core.ready_sql import fetch

Row = TypeVar("Row", bound=Model)


class RowQuery(Generic[Row]):
    """Rows of one model: `RowQuery(Section, 'WHERE "case" = %s')`; `rest` is what follows the table in a SELECT."""

    def __init__(self, model: type[Row], rest: str):
        self._model, self._rest = model, rest

    def __call__(self, *values: Any) -> list[Row]:
        """The rows for these values, which fill the places of `rest` in their order."""
        found = fetch(self._sql, values)
        rows = [self._converted(row) for row in found] if self._converters else found
        return [self._model.from_db(DEFAULT_DB_ALIAS, self._names, row) for row in rows]

    @cached_property
    def _names(self) -> list[str]:
        return [field.attname for field in self._model._meta.concrete_fields]

    @cached_property
    def _sql(self) -> str:
        columns = sql.SQL(", ").join([sql.Identifier(field.column) for field in self._model._meta.concrete_fields])
        table = sql.Identifier(self._model._meta.db_table)
        return sql.SQL("SELECT {} FROM {} ").format(columns, table).as_string() + self._rest

    @cached_property
    def _converters(self) -> dict[int, Any]:
        """By place: what Django makes of the column's value, as with JSON."""
        fields = enumerate(self._model._meta.concrete_fields)
        return {place: field.from_db_value for place, field in fields if hasattr(field, "from_db_value")}

    def _converted(self, row: tuple[Any, ...]) -> list[Any]:
        values = list(row)
        for place, convert in self._converters.items():
            values[place] = convert(values[place], None, connection)
        return values
