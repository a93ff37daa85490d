"""Ordering a freeze and lifting it. One officer may: in an emergency nobody waits for a second."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from workpermit.casework.lifecycle import advance, begin
from workpermit.catalogue.queries import get_service
from workpermit.core.actors import Actor
from workpermit.freezes.lifecycle import Act
from workpermit.freezes.models import Freeze
from workpermit.freezes.rules import FreezeStopsNothing, check_message, check_times


@transaction.atomic
def order_freeze(
    *,
    freeze: UUID,
    service: str,
    filings: bool,
    decisions: bool,
    message_th: str,
    message_en: str,
    begins_at: datetime | None,
    ends_at: datetime | None,
    by: Actor,
    at: datetime,
) -> Freeze:
    """Stop filings, decisions or both, for a service or (empty) for all, from `begins_at` (None: at once).

    The same `freeze` sent twice is ordered once. Raises NoSuchService, FreezeStopsNothing, FreezeSaysNothing,
    FreezeBeginsInThePast, FreezeEndsTooEarly or WrongRole.
    """
    sent_before = Freeze.objects.filter(pk=freeze, ordered_by=by.id).first()
    if sent_before is not None:
        return sent_before
    if service:
        get_service(service, at)
    if not (filings or decisions):
        raise FreezeStopsNothing
    check_message(message_th, message_en)
    check_times(begins_at or at, ends_at, at)
    ordered = Freeze(
        id=freeze, service=service, filings=filings, decisions=decisions, message_th=message_th.strip(),
        message_en=message_en.strip(), begins_at=begins_at or at, ends_at=ends_at, ordered_by=by.id,
    )  # fmt: skip
    begin(ordered, Act.ORDER, by=by, at=at)
    return ordered


def lift_freeze(*, freeze: Freeze, by: Actor, at: datetime) -> Freeze:
    """End a freeze now, or call off one that has not begun.

    Raises WrongStatus, WrongRole or CaseHasMoved.
    """
    advance(freeze, Act.LIFT, by=by, at=at, changes={"lifted_by": by.id, "lifted_at": at})
    return freeze
