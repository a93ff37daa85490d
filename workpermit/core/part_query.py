"""A few columns of rows as named tuples, by SQL that stands ready: for pages that show many rows.

Beside `row_query`: what a page does not show is neither sent nor made into a model.
"""

from typing import Any, Generic, TypeVar

from workpermit.core.ready_sql import fetch

Part = TypeVar("Part", bound=tuple[Any, ...])


class PartQuery(Generic[Part]):
    """`PartQuery(Step, "SELECT act, at FROM …")`: one `Step` for each row, its values in the order of the columns."""

    def __init__(self, part: type[Part], sql: str):
        self._part, self._sql = part, sql

    def __call__(self, *values: Any) -> list[Part]:
        """The rows for these values, which fill the places of the SQL in their order."""
        return [self._part(*row) for row in fetch(self._sql, values)]
