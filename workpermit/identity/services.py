"""Recording what was found at the counter."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7
from workpermit.identity.models import IdentityCheck


@transaction.atomic
def record_check(
    *, application: UUID, appointment: UUID, visit: UUID, centre: str, reason: str, by: Actor, at: datetime
) -> IdentityCheck:
    """Record one comparison; an empty `reason` means that the person was confirmed."""
    outcome = IdentityCheck.Outcome.NOT_CONFIRMED if reason else IdentityCheck.Outcome.CONFIRMED
    check = IdentityCheck(
        id=uuid7(),
        application=application,
        appointment=appointment,
        visit=visit,
        centre=centre,
        outcome=outcome,
        reason=reason,
        checked_by=by.id,
        checked_at=at,
    )
    IdentityCheck.objects.bulk_create([check])
    return check
