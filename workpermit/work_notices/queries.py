"""Finding notices. Row-level security keeps each account to its own."""

from typing import TYPE_CHECKING
from uuid import UUID

from workpermit.core.actors import Actor, Role
from workpermit.work_notices.lifecycle import Status
from workpermit.work_notices.models import WorkNotice

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

PAGE = 100
SEEN_BY_OFFICES = (
    *("id", "status", "status_changed_at", "number", "service", "service_version", "started_at", "event_on", "due_on"),
    *("until_on", "province", "office", "basis", "filed_at", "acknowledged_at"),
)  # not whose account filed it


def get_notice(notice: UUID, *, seen_by: Actor) -> WorkNotice:
    """A notice of the reader's own, or for an officer one that was filed for the office.

    Raises WorkNotice.DoesNotExist, also for what the reader may not see.
    """
    if seen_by.role is Role.APPLICANT:
        return WorkNotice.objects.get(pk=notice, filing_account=seen_by.id)
    return _of_office(seen_by).get(pk=notice)


def list_own_notices(*, seen_by: Actor) -> list[WorkNotice]:
    """The reader's own notices, newest first, at most 100."""
    own = WorkNotice.objects.filter(filing_account=seen_by.id).exclude(status=Status.DISCARDED)
    return list(own.order_by("-id")[:PAGE])


def list_filed_notices(*, seen_by: Actor, before: "datetime | None" = None) -> list[WorkNotice]:
    """What was filed for an officer's office, newest first, at most 100; with `before` what is older."""
    filed = _of_office(seen_by)
    return list((filed.filter(filed_at__lt=before) if before else filed).order_by("-filed_at", "-id")[:PAGE])


def find_notice_by_number(number: str, *, seen_by: Actor) -> WorkNotice | None:
    """The notice of an officer's office with this number."""
    return _of_office(seen_by).filter(number=number).first()


def _of_office(by: Actor) -> "QuerySet[WorkNotice]":
    """What the vault has acknowledged: before that it does not know whose province it is."""
    return WorkNotice.objects.filter(office=by.place, status=Status.ACKNOWLEDGED).only(*SEEN_BY_OFFICES)
