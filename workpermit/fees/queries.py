"""Reading bills, baskets and notices."""

from datetime import datetime
from uuid import UUID

from workpermit.core.actors import Actor
from workpermit.fees.lifecycle import Status
from workpermit.fees.models import BankNotice, Basket, Bill


def list_bills(application: UUID) -> list[Bill]:
    """The bills of an application, oldest first."""
    return list(Bill.objects.filter(application=application).order_by("billed_at", "id"))


def find_bill(application: UUID, kind: str) -> Bill | None:
    return Bill.objects.filter(application=application, kind=kind).first()


def open_until(application: UUID) -> datetime | None:
    """Until when the filing fee can be paid; None where it is paid or was never charged."""
    found = find_bill(application, Bill.Kind.FILING)
    return found.due_at if found and found.status == Status.OPEN else None


def get_basket(basket: UUID, *, seen_by: Actor) -> Basket:
    """Raises Basket.DoesNotExist, also for what the reader may not see."""
    return Basket.objects.get(pk=basket, account=seen_by.id)


def basket_of(bill: Bill, *, seen_by: Actor) -> Basket | None:
    """The basket in which the reader put a bill, if he did."""
    return Basket.objects.filter(pk=bill.basket_id, account=seen_by.id).first() if bill.basket_id else None


def list_baskets(*, seen_by: Actor) -> list[Basket]:
    """The reader's baskets of which something is still to be paid, newest first."""
    due = Basket.objects.filter(account=seen_by.id, bills__status=Status.OPEN)
    return list(due.distinct().order_by("-id")[:100])


def bills_in(basket: Basket) -> list[Bill]:
    """The bills of a basket in the order of their applications."""
    return list(Bill.objects.filter(basket=basket).order_by("application"))


def get_notice(notice: UUID) -> BankNotice:
    """Raises BankNotice.DoesNotExist."""
    return BankNotice.objects.get(pk=notice)


def payment_of(application: UUID, kind: str) -> str:
    """The bank's signed notice that settled a bill, or "" while it is not settled."""
    raw = Bill.objects.filter(application=application, kind=kind, notice__isnull=False).values_list("notice__raw")
    found = raw.first()
    return found[0] if found else ""
