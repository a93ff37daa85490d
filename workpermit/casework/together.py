"""What one act leaves behind, its audit entries and its jobs, written at once or at the end of a larger act."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from workpermit.casework.models import AuditEntry
from workpermit.casework.rows import insert_rows
from workpermit.core.ready_sql import fetch


class Job(NamedTuple):
    """`task` for one record, not before a moment."""

    task: str
    record: UUID
    not_before: datetime | None


@dataclass(slots=True)
class _Waiting:
    entries: list[AuditEntry] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)


_waiting: ContextVar[_Waiting | None] = ContextVar("what is written together at the end", default=None)


@contextmanager
def one_transaction() -> Iterator[None]:
    """One act that moves several cases: all of it or nothing, its entries and its jobs in one statement each.

    The database undoes everything when the block fails, so an entry can neither be lost nor be left over.
    """
    together = _Waiting()
    with transaction.atomic():
        before = _waiting.set(together)
        try:
            yield
        finally:
            _waiting.reset(before)
        write_entries(together.entries)
        put_jobs(together.jobs)


def write_entries(entries: Sequence[AuditEntry]) -> None:
    """Add to the trail; inside `one_transaction` at its end."""
    together = _waiting.get()
    if together is not None:
        together.entries.extend(entries)
    elif entries:
        insert_rows(entries)


def put_jobs(jobs: Sequence[Job]) -> None:
    """Queue jobs; inside `one_transaction` at its end."""
    together = _waiting.get()
    if together is not None:
        together.jobs.extend(jobs)
    elif jobs:
        calls = ", ".join(["casework_defer(%s, %s, %s)"] * len(jobs))
        fetch(f"SELECT {calls}", [value for job in jobs for value in job])
