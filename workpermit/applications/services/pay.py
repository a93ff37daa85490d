"""What a settled bill does to its application."""

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
from workpermit.fees.models import BankNotice, Bill
from workpermit.fees.services import match_notice


@transaction.atomic
def record_payment(notice: BankNotice, *, at: datetime) -> Bill | None:
    """Settle the bill that the notice pays and move the application on; tell who paid another amount.

    Returns None when the notice settles nothing (fees.services.match_notice says why on the notice).
    """
    was = notice.outcome
    bill = match_notice(notice, at=at)
    if bill is None:
        if notice.outcome != was and notice.outcome == BankNotice.Outcome.WRONG_AMOUNT:
            _tell_of_wrong_amount(notice, at=at)
        return None
    application = Application.objects.get(pk=bill.application)
    if bill.kind == Bill.Kind.FILING and application.status == Status.SUBMITTED:
        advance(application, Act.PAY_FILING_FEE, by=SYSTEM, at=at, changes={"due_at": None})
        enqueue("run_checks", application.pk)
        tell(application, "filing_fee_paid", by=SYSTEM, at=at, facts={"satang": bill.satang})
    elif bill.kind == Bill.Kind.PERMIT and application.status == Status.GRANTED:
        advance(application, Act.PAY_PERMIT_FEE, by=SYSTEM, at=at, changes={"due_at": None})
        if get_version(application.service_version).visit is Visit.YES:
            tell(application, "permit_fee_paid", by=SYSTEM, at=at, facts={"satang": bill.satang})
        else:
            enqueue("pass_stations", application.pk)
    return bill


def _tell_of_wrong_amount(notice: BankNotice, *, at: datetime) -> None:
    """The bill stays open; whoever paid must not believe that it is settled."""
    bill = Bill.objects.get(ref1=notice.ref1, kind=notice.ref2)
    facts = {"satang": notice.satang, "kind": bill.kind, "due_at": bill.due_at.isoformat()}
    tell(Application.objects.get(pk=bill.application), "payment_of_wrong_amount", by=SYSTEM, at=at, facts=facts)
