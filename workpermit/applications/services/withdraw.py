"""Withdrawing before a decision."""

from datetime import datetime

from django.db import transaction

from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Act, Status
from workpermit.applications.models import Application
from workpermit.applications.rules import check_filer
from workpermit.casework.lifecycle import advance
from workpermit.core.actors import Actor
from workpermit.fees.services import void_open_bills


@transaction.atomic
def withdraw_application(*, application: Application, by: Actor, at: datetime) -> None:
    """End an application at the filer's wish; what is not paid is no longer due.

    Raises NotTheFiler, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_filer(application, by)
    was_draft = application.status == Status.DRAFT
    advance(application, Act.WITHDRAW, by=by, at=at, changes={"due_at": None})
    void_open_bills(application=application.pk, by=by, at=at)
    if not was_draft:
        tell(application, "application_withdrawn", by=by, at=at)
