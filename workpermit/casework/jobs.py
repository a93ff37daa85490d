"""Jobs that follow an act, written in the same transaction.

A login may insert only the tasks that `workpermit.zones.queues` lists for it; the function
`casework_defer` checks that inside the database. The only argument is one record id, and every
task looks again whether it is due.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection


def enqueue(task: str, *records: UUID, not_before: datetime | None = None) -> None:
    """Queue `task` once for each record; nothing runs if the transaction does not commit."""
    calls = ", ".join(["casework_defer(%s, %s, %s)"] * len(records))
    values = [value for record in records for value in (task, record, not_before)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", values)
