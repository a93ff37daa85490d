"""Passing the stations that a route does not have, or that ask for nothing."""

from datetime import datetime

from django.db import transaction

from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Act, Status
from workpermit.applications.models import Application
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance
from workpermit.catalogue.kinds import Visit
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import SYSTEM
from workpermit.fees.lifecycle import Status as BillStatus
from workpermit.fees.models import Bill

PAID = BillStatus.PAID


@transaction.atomic
def pass_filing_fee(*, application: Application, at: datetime) -> None:
    """Begin the checks of an application for whose filing nothing was charged, or that was amended after it was paid.

    Raises WrongStatus or CaseHasMoved.
    """
    if is_due(application):
        return
    advance(application, Act.PASS_FILING_FEE, by=SYSTEM, at=at)
    enqueue("run_checks", application.pk)


@transaction.atomic
def pass_permit_fee(*, application: Application, at: datetime) -> None:
    """Go on to the visit of an application that was granted without a fee. Raises WrongStatus or CaseHasMoved."""
    if is_billed(application, Bill.Kind.PERMIT):
        return
    advance(application, Act.PASS_PERMIT_FEE, by=SYSTEM, at=at, changes={"due_at": None})


@transaction.atomic
def pass_visit(*, application: Application, identified: bool, at: datetime) -> None:
    """Go on without a visit where the service has none, or where a counter knows the worker: else ask for one.

    `identified` is the vault's word. It asks itself again before it signs anything.

    Raises WrongStatus or CaseHasMoved.
    """
    visit = get_version(application.service_version).visit
    if visit is Visit.NO or (visit is Visit.IF_NEEDED and identified):
        advance(application, Act.PASS_VISIT, by=SYSTEM, at=at)
        enqueue("issue_permit", application.pk)
    elif visit is Visit.IF_NEEDED and application.status == Status.AWAITING_VISIT:
        tell(application, "visit_due", by=SYSTEM, at=at)


def is_due(application: Application) -> bool:
    """Whether the filing fee was charged and is not paid."""
    return Bill.objects.filter(application=application.pk, kind=Bill.Kind.FILING).exclude(status=PAID).exists()


def is_billed(application: Application, kind: Bill.Kind) -> bool:
    """Whether a fee of this kind was charged."""
    return Bill.objects.filter(application=application.pk, kind=kind).exists()
