"""Billing, and settling what the bank reports."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance, begin
from workpermit.core.actors import SYSTEM, Actor
from workpermit.core.ids import uuid7
from workpermit.fees.lifecycle import Act, Status
from workpermit.fees.models import BankNotice, Bill
from workpermit.fees.notice import Notice


def bill_fee(
    *, application: UUID, kind: Bill.Kind, number: str, satang: int, due_at: datetime, by: Actor, at: datetime
) -> Bill:
    """Charge one fee of an application. Raises WrongRole, or IntegrityError if it was charged before."""
    bill = Bill(id=uuid7(), application=application, kind=kind, ref1=number, satang=satang, billed_at=at, due_at=due_at)
    begin(bill, Act.BILL, by=by, at=at, root=application)
    return bill


@transaction.atomic
def void_open_bills(*, application: UUID, by: Actor, at: datetime) -> None:
    """Take back what is no longer due, because the application was withdrawn or lapsed."""
    for bill in Bill.objects.filter(application=application, status=Status.OPEN):
        advance(bill, Act.VOID, by=by, at=at, root=application)


def receive_notice(*, notice: Notice, at: datetime) -> bool:
    """Keep what the bank said, as it came, and have it matched. False if it had come before.

    The caller has verified the bank's signature. The same notice may come any number of times.
    """
    row = BankNotice(
        id=uuid7(),
        bank_id=notice.bank_id,
        raw=notice.raw,
        ref1=notice.ref1,
        ref2=notice.ref2,
        satang=notice.satang,
        received_at=at,
    )
    try:
        with transaction.atomic():
            BankNotice.objects.bulk_create([row])
            enqueue("match_payment", row.pk)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def match_notice(notice: BankNotice, *, at: datetime) -> Bill | None:
    """Settle the bill that a notice pays and have its receipt signed, or say on the notice why it pays none.

    Returns the bill if it is settled now, and writes what was found into `notice.outcome`. A wrong amount settles
    nothing: it waits for a refund.
    """
    if notice.outcome != BankNotice.Outcome.WAITING:
        return None
    bill = Bill.objects.filter(ref1=notice.ref1, kind=notice.ref2).first()
    outcome = _outcome(bill, notice)
    # Two workers may hold the same notice; the first to write wins.
    unmatched = BankNotice.objects.filter(pk=notice.pk, outcome=BankNotice.Outcome.WAITING)
    if not unmatched.update(outcome=outcome):
        return None
    notice.outcome = outcome
    if bill is None or outcome != BankNotice.Outcome.MATCHED:
        return None
    advance(bill, Act.SETTLE, by=SYSTEM, at=at, root=bill.application, changes={"paid_at": at, "notice_id": notice.pk})
    enqueue("sign_fee_receipt", bill.pk)
    return bill


def keep_receipt(bill: Bill, receipt: str) -> None:
    """Keep the vault's signed receipt of a paid bill; the first one stays."""
    Bill.objects.filter(pk=bill.pk, receipt="").update(receipt=receipt)


def _outcome(bill: Bill | None, notice: BankNotice) -> BankNotice.Outcome:
    if bill is None:
        return BankNotice.Outcome.UNKNOWN_BILL
    if bill.status == Status.PAID:
        return BankNotice.Outcome.ALREADY_PAID
    if bill.status != Status.OPEN:
        return BankNotice.Outcome.NOT_DUE
    if bill.satang != notice.satang:
        return BankNotice.Outcome.WRONG_AMOUNT
    return BankNotice.Outcome.MATCHED
