"""Taking an application back in order to amend it, before an officer has it."""

from datetime import datetime, timedelta

from django.db import transaction

from workpermit.applications.lifecycle import Act
from workpermit.applications.models import Application
from workpermit.applications.rules import check_filer, check_method
from workpermit.casework.lifecycle import advance
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import Actor


@transaction.atomic
def amend_application(*, application: Application, method: str, by: Actor, at: datetime) -> None:
    """Let the filer change what was handed in; the version that was stays, number and day of filing too.

    A filing fee that is due stays due, and can be paid meanwhile. Where none is, there is the time of a correction.

    Raises NotTheFiler, StrongerSignInNeeded, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_filer(application, by)
    check_method(method)
    changes = {} if application.due_at else {"due_at": amended_until(application, at)}
    advance(application, Act.AMEND, by=by, at=at, changes=changes)


def amended_until(application: Application, at: datetime) -> datetime | None:
    """Until when an application for which nothing is due has to be handed in again."""
    window = get_version(application.service_version).windows.correction
    return at + timedelta(seconds=window.seconds) if window else None
