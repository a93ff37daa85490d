"""A connector for workers whose rows are guarded by row-level security."""

from typing import Any

from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import UniqueViolation
from procrastinate.manager import QUEUEING_LOCK_CONSTRAINT
from procrastinate.psycopg_connector import PsycopgConnector
from psycopg.errors import UniqueViolation as DatabaseSaysTwice

LARGEST_POOL = 4  # one listens, one runs the job's bookkeeping, one keeps the clock


class GuardedConnector(PsycopgConnector):
    """Understands a refused duplicate without its detail.

    PostgreSQL leaves the values of a violated key out of the message where row-level security guards the
    table, and procrastinate reads the name of the lock from there.
    """

    async def execute_query_one_async(self, query: Any, **arguments: Any) -> Any:
        try:
            return await super().execute_query_one_async(query, **arguments)
        except AssertionError as error:
            found = error.__context__
            if isinstance(found, DatabaseSaysTwice) and found.diag.constraint_name == QUEUEING_LOCK_CONSTRAINT:
                lock = arguments.get("queueing_lock")
                raise UniqueViolation(constraint_name=QUEUEING_LOCK_CONSTRAINT, queueing_lock=lock) from found
            raise


def open_connector() -> GuardedConnector:
    """A connector to the database of this process's settings."""
    return GuardedConnector(kwargs=connector_params(), min_size=1, max_size=LARGEST_POOL)
