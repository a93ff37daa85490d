"""What settled bills do to their applications."""

from datetime import datetime

from django.db import transaction

from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Act, Status
from workpermit.applications.models import Application
from workpermit.applications.services.amend import amended_until
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance
from workpermit.catalogue.kinds import Visit
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import SYSTEM
from workpermit.fees.lifecycle import Status as BillStatus
from workpermit.fees.models import BankNotice, Basket, Bill
from workpermit.fees.services import bills_paid_by, match_notice
from workpermit.letters.services import queue_letter


@transaction.atomic
def record_payment(notice: BankNotice, *, at: datetime) -> list[Bill]:
    """Settle what the notice pays and move the applications on; tell who paid another amount.

    Returns the settled bills; none when the notice settles nothing (fees.services.match_notice says why on it).
    """
    was = notice.outcome
    settled = match_notice(notice, at=at)
    if not settled and notice.outcome != was and notice.outcome == BankNotice.Outcome.WRONG_AMOUNT:
        _tell_of_wrong_amount(notice, at=at)
    for bill in settled:
        _go_on(bill, at)
    return settled


def _go_on(bill: Bill, at: datetime) -> None:
    application = Application.objects.get(pk=bill.application)
    if bill.kind == Bill.Kind.FILING and application.status == Status.SUBMITTED:
        advance(application, Act.PAY_FILING_FEE, by=SYSTEM, at=at, changes={"due_at": None})
        enqueue("run_checks", application.pk)
        tell(application, "filing_fee_paid", by=SYSTEM, at=at, facts={"satang": bill.satang})
    elif bill.kind == Bill.Kind.FILING and application.status == Status.AMENDING:
        advance(application, Act.PAY_FILING_FEE, by=SYSTEM, at=at, changes={"due_at": amended_until(application, at)})
    elif bill.kind == Bill.Kind.PERMIT and application.status == Status.GRANTED:
        advance(application, Act.PAY_PERMIT_FEE, by=SYSTEM, at=at, changes={"due_at": None})
        if get_version(application.service_version).visit is Visit.YES:
            tell(application, "permit_fee_paid", by=SYSTEM, at=at, facts={"satang": bill.satang})
        else:
            enqueue("pass_stations", application.pk)


def _tell_of_wrong_amount(notice: BankNotice, *, at: datetime) -> None:
    """The bill stays open; whoever paid must not believe that it is settled."""
    due = [bill for bill in bills_paid_by(notice) if bill.status == BillStatus.OPEN]
    facts = {"satang": notice.satang, "kind": notice.ref2, "due_at": min(bill.due_at for bill in due).isoformat()}
    basket = due[0].basket
    if notice.ref2 != Basket.REF2 or basket is None:
        application = Application.objects.get(pk=due[0].application)
        tell(application, "payment_of_wrong_amount", by=SYSTEM, at=at, facts=facts)
        return
    queue_letter(
        "basket_of_wrong_amount",
        about=basket.pk,
        subject=basket.pk,
        account=basket.account,
        by=SYSTEM,
        at=at,
        facts=facts | {"number": basket.number},
    )
