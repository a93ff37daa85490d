"""Billing, and settling what the bank reports."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance, begin
from workpermit.core.actors import SYSTEM, Actor
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import new_basket_number, uuid7
from workpermit.fees.lifecycle import Act, Status
from workpermit.fees.models import BankNotice, Basket, Bill
from workpermit.fees.notice import Notice


class NoBasketNumberFree(RuleBroken):
    """No free number was found for a basket; please try again."""


def bill_fee(
    *,
    application: UUID,
    kind: Bill.Kind,
    number: str,
    satang: int,
    due_at: datetime,
    by: Actor,
    at: datetime,
    basket: Basket | None = None,
) -> Bill:
    """Charge one fee of an application. Raises WrongRole, or IntegrityError if it was charged before."""
    bill = Bill(
        id=uuid7(),
        application=application,
        kind=kind,
        ref1=number,
        basket=basket,
        satang=satang,
        billed_at=at,
        due_at=due_at,
    )
    begin(bill, Act.BILL, by=by, at=at, root=application)
    return bill


def open_basket(*, basket: UUID, by: Actor, at: datetime) -> tuple[Basket, bool]:
    """Give a new basket its number; whether it is new. One that this account has opened before stays as it is.

    Two that open the same basket at once: the second waits here until the first is done. Raises NoBasketNumberFree.
    """
    for _attempt in range(5):
        opened = Basket(id=basket, number=new_basket_number(), account=by.id, made_at=at)
        try:
            with transaction.atomic():
                Basket.objects.bulk_create([opened])
        except IntegrityError:
            known = Basket.objects.filter(pk=basket, account=by.id).first()
            if known:
                return known, False
        else:
            return opened, True
    raise NoBasketNumberFree


def keep_entries(basket: Basket, entries: list[dict[str, str]]) -> None:
    """Note for each chosen application whether it was submitted, or which rule kept it out."""
    basket.entries = entries
    Basket.objects.filter(pk=basket.pk, entries=[]).update(entries=entries)


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
def match_notice(notice: BankNotice, *, at: datetime) -> list[Bill]:
    """Settle what a notice pays, one bill or all that are open in a basket, or say on the notice why it pays nothing.

    Returns the bills that are settled now, and writes what was found into `notice.outcome`. A wrong amount settles
    nothing: it waits for a refund. Raises CaseHasMoved where a bill is settled or voided at the same moment.
    """
    if notice.outcome != BankNotice.Outcome.WAITING:
        return []
    bills = bills_paid_by(notice)
    outcome = _outcome(bills, notice)
    # Two workers may hold the same notice; the first to write wins.
    unmatched = BankNotice.objects.filter(pk=notice.pk, outcome=BankNotice.Outcome.WAITING)
    if not unmatched.update(outcome=outcome):
        return []
    notice.outcome = outcome
    if outcome != BankNotice.Outcome.MATCHED:
        return []
    due = [bill for bill in bills if bill.status == Status.OPEN]
    for bill in due:
        changes = {"paid_at": at, "notice_id": notice.pk}
        advance(bill, Act.SETTLE, by=SYSTEM, at=at, root=bill.application, changes=changes)
    enqueue("sign_fee_receipt", *[bill.pk for bill in due])
    return due


def bills_paid_by(notice: BankNotice) -> list[Bill]:
    """The bill that a notice names, or all of the basket that it names; in one order, so that two never deadlock."""
    if notice.ref2 == Basket.REF2:
        return list(Bill.objects.filter(basket__number=notice.ref1).select_related("basket").order_by("application"))
    return list(Bill.objects.filter(ref1=notice.ref1, kind=notice.ref2))


def keep_receipt(bill: Bill, receipt: str) -> None:
    """Keep the vault's signed receipt of a paid bill; the first one stays."""
    Bill.objects.filter(pk=bill.pk, receipt="").update(receipt=receipt)


def _outcome(bills: Sequence[Bill], notice: BankNotice) -> BankNotice.Outcome:
    if not bills:
        return BankNotice.Outcome.UNKNOWN_BILL
    statuses = {bill.status for bill in bills}
    if Status.OPEN not in statuses:
        return BankNotice.Outcome.ALREADY_PAID if Status.PAID in statuses else BankNotice.Outcome.NOT_DUE
    if sum(bill.satang for bill in bills if bill.status == Status.OPEN) != notice.satang:
        return BankNotice.Outcome.WRONG_AMOUNT
    return BankNotice.Outcome.MATCHED
