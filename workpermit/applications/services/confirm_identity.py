"""The clerk at the counter confirms that the visitor is the worker of this application."""

from datetime import datetime

from django.db import transaction

from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Act
from workpermit.applications.models import Application
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance
from workpermit.catalogue.kinds import Confirmation
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import Actor


@transaction.atomic
def confirm_identity(*, application: Application, by: Actor, at: datetime) -> None:
    """Move the application on, so that the system issues the permit.

    The vault has confirmed the link between the visitor and the filing; it checks that itself
    again before it signs. A worker who confirms only now is told so; so is every other account of the same person.

    Raises WrongStatus, WrongRole or CaseHasMoved.
    """
    advance(application, Act.CONFIRM_IDENTITY, by=by, at=at)
    enqueue("issue_permit", application.pk)
    enqueue("tell_of_identity", application.pk)
    late = get_version(application.service_version).confirm_before() is Confirmation.ISSUE
    if late and not application.confirmed_at:
        tell(application, "confirmation_due", by=by, at=at)
