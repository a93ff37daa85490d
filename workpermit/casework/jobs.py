"""Jobs that follow an act, written in the same transaction.

A login may insert only the tasks that `workpermit.zones.queues` lists for it; the function
`casework_defer` checks that inside the database. The only argument is one record id, and every
task looks again whether it is due.
"""

from datetime import datetime
from uuid import UUID

from workpermit.casework.together import Job, put_jobs


def enqueue(task: str, *records: UUID, not_before: datetime | None = None) -> None:
    """Queue `task` once for each record; nothing runs if the transaction does not commit."""
    put_jobs([Job(task, record, not_before) for record in records])
