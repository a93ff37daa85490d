"""Ready-made drafts and the officers who write and publish them."""

from datetime import datetime
from typing import Any

from tests.freezes.make import OFFICER, SECOND
from tests.make import NOON
from tests.released import service
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7
from workpermit.oversight import services
from workpermit.oversight.lifecycle import Status
from workpermit.oversight.models import Draft
from workpermit.oversight.subjects import Kind

__all__ = ["COHORT", "OFFICER", "SECOND", "changed", "draft", "fee", "publish"]
COHORT = "CR-2025-11-11-LMV"
NOTE = "The ministerial regulation of this month sets new fees."


def draft(
    kind: str = Kind.SERVICE, subject: str = "s59_new", *, status: str = Status.DRAFTED, at: datetime = NOON
) -> Draft:
    """A draft that was walked to `status`; beyond the first, one with a fee of a hundred baht more."""
    service()
    begun = services.begin_draft(draft=uuid7(), kind=kind, subject=subject, by=OFFICER, at=at)
    if status == Status.DRAFTED:
        return begun
    changed(begun, fee(begun, 10_000), at=at)
    services.try_draft(draft=begun.pk, by=OFFICER, at=at)
    if status in (Status.PROPOSED, Status.SENT_BACK, Status.PUBLISHED):
        services.propose_draft(draft=begun.pk, note=NOTE, by=OFFICER, at=at)
    if status == Status.SENT_BACK:
        services.send_back_draft(draft=begun.pk, remark="The source is missing.", by=SECOND, at=at)
    if status == Status.PUBLISHED:
        services.publish_draft(draft=begun.pk, valid_from=None, by=SECOND, at=at)
    if status == Status.DROPPED:
        services.drop_draft(draft=begun.pk, by=OFFICER, at=at)
    return Draft.objects.get(pk=begun.pk)


def fee(begun: Draft, more: int) -> dict[str, Any]:
    """What the draft says, with a filing fee that is higher by so many satang."""
    definition: dict[str, Any] = begun.definition
    fees = [{**one, "satang": one["satang"] + more} if one["id"] == "filing" else one for one in definition["fees"]]
    return {**definition, "fees": fees}


def changed(begun: Draft, definition: object, *, by: Actor = OFFICER, at: datetime = NOON) -> Draft:
    """The draft with another definition, saved by its author."""
    seen = Draft.objects.get(pk=begun.pk).revision
    return services.change_draft(draft=begun.pk, definition=definition, seen=seen, by=by, at=at)


def publish(
    kind: str, subject: str, definition: object, *, valid_from: datetime | None = None, at: datetime = NOON
) -> Draft:
    """A version that two officers brought about."""
    begun = services.begin_draft(draft=uuid7(), kind=kind, subject=subject, by=OFFICER, at=at)
    changed(begun, definition, at=at)
    services.try_draft(draft=begun.pk, by=OFFICER, at=at)
    services.propose_draft(draft=begun.pk, note=NOTE, by=OFFICER, at=at)
    return services.publish_draft(draft=begun.pk, valid_from=valid_from, by=SECOND, at=at)
