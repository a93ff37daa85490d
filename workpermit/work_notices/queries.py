"""Finding notices. Row-level security keeps each account to its own."""

from uuid import UUID

from workpermit.core.actors import Actor
from workpermit.work_notices.lifecycle import Status
from workpermit.work_notices.models import WorkNotice


def get_notice(notice: UUID, *, seen_by: Actor) -> WorkNotice:
    """Raises WorkNotice.DoesNotExist, also for what the reader may not see."""
    return WorkNotice.objects.get(pk=notice, filing_account=seen_by.id)


def list_own_notices(*, seen_by: Actor) -> list[WorkNotice]:
    """The reader's own notices, newest first, at most 100."""
    own = WorkNotice.objects.filter(filing_account=seen_by.id).exclude(status=Status.DISCARDED)
    return list(own.order_by("-id")[:100])
