"""Telling the parties of a permit that it ends, on the days that the catalogue names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.catalogue.renewals import reminders
from workpermit.core.actors import SYSTEM
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.permits.models import Permit, Reminder
from workpermit.permits.statement import read_statement
from workpermit.sealing.keys import PublicKeys
from workpermit.sealing.refusal import Refused

BATCH = 200
NOT_RENEWED = (Status.REFUSED, Status.WITHDRAWN, Status.LAPSED)

# Of the days that have passed without a letter (the system was down) only the nearest counts. A permit that was
# issued later than such a day was never due on it: nobody is told of the end on the day of the beginning.
_DUE = """
SELECT permit.id, nearest.days
FROM permits_permit permit
CROSS JOIN LATERAL (
  SELECT min(one.days) AS days FROM unnest(%(days)s) AS one(days) WHERE one.days >= permit.valid_until - %(today)s
) nearest
WHERE permit.valid_until BETWEEN %(today)s AND %(today)s + %(longest)s
  AND (permit.issued_at AT TIME ZONE 'Asia/Bangkok')::date <= permit.valid_until - nearest.days
  AND NOT EXISTS (SELECT FROM permits_reminder told WHERE told.permit = permit.id AND told.days <= nearest.days)
  AND NOT EXISTS (
    SELECT FROM applications_application renewal
    WHERE renewal.basis = permit.number AND renewal.kind = 'renewal'
      AND renewal.submitted_at IS NOT NULL AND renewal.status <> ALL(%(not_renewed)s)
  )
ORDER BY permit.valid_until, permit.id
LIMIT %(batch)s
"""


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A permit whose parties are to be told, and for which of the catalogue's days."""

    permit: Permit
    days: int


def list_due_reminders(at: datetime, *, batch: int = BATCH) -> list[DueReminder]:
    """What is to be told at `at`, the permit that ends next first; not where a renewal is filed or granted."""
    days = reminders().days
    asked: dict[str, Any] = {
        "days": list(days), "longest": days[0], "today": bangkok_date(at),
        "not_renewed": [status.value for status in NOT_RENEWED], "batch": batch,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_DUE, asked)
        rows: list[tuple[UUID, int]] = cursor.fetchall()
    permits = Permit.objects.in_bulk([key for key, _ in rows])
    return [DueReminder(permits[key], days) for key, days in rows]


@transaction.atomic
def remind(due: Sequence[DueReminder], *, keys: PublicKeys, at: datetime) -> int:
    """Tell worker and employer of each permit; answers for how many permits letters were queued.

    What was dealt with is written down first, so that nobody is told twice. That holds for a permit that another
    replaced as well, though nobody hears of its end.

    Raises IntegrityError where another run dealt with one of them meanwhile; then nothing of this batch is done.
    """
    Reminder.objects.bulk_create(
        Reminder(id=uuid7(), permit=one.permit.pk, days=one.days, reminded_at=at) for one in due
    )
    told = [one.permit for one in due if not _is_replaced(one.permit, keys)]
    applications = Application.objects.in_bulk([permit.application for permit in told])
    for permit in told:
        facts = {"permit": permit.number, "until": permit.valid_until.isoformat()}
        tell(applications[permit.application], "permit_ends", by=SYSTEM, at=at, facts=facts)
    return len(told)


def _is_replaced(permit: Permit, keys: PublicKeys) -> bool:
    try:
        return read_statement(permit.statement, keys).status == "replaced"
    except Refused:
        return False
