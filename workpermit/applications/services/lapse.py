"""What is not paid or corrected within its window ends by itself."""

from datetime import datetime

from django.db import transaction

from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Act
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import advance
from workpermit.core.actors import SYSTEM
from workpermit.core.errors import RuleBroken
from workpermit.fees.services import void_open_bills


class NotDueYet(RuleBroken):
    """The window is still open."""


@transaction.atomic
def lapse_application(*, application: Application, at: datetime) -> None:
    """End an application whose window has passed.

    Raises NotDueYet (also where the time was extended at this moment), WrongStatus or CaseHasMoved (a payment may
    arrive at the same moment).
    """
    due = Application.objects.select_for_update().values_list("due_at", flat=True).get(pk=application.pk)
    if application.due_at is None or (due or application.due_at) > at:
        raise NotDueYet
    was = application.status
    advance(application, Act.LAPSE, by=SYSTEM, at=at, changes={"due_at": None})
    void_open_bills(application=application.pk, by=SYSTEM, at=at)
    tell(application, "application_lapsed", by=SYSTEM, at=at, facts={"was": was})
