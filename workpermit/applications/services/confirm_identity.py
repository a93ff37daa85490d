"""The clerk at the counter confirms that the visitor is the worker of this application."""

from datetime import datetime

from django.db import transaction

from workpermit.applications.lifecycle import Act
from workpermit.applications.models import Application
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance
from workpermit.core.actors import Actor


@transaction.atomic
def confirm_identity(*, application: Application, by: Actor, at: datetime) -> None:
    """Move the application on, so that the system issues the permit.

    The vault has confirmed the link between the visitor and the filing; it checks that itself
    again before it signs. Raises WrongStatus, WrongRole or CaseHasMoved.
    """
    advance(application, Act.CONFIRM_IDENTITY, by=by, at=at)
    enqueue("issue_permit", application.pk)
