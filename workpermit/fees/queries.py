"""Reading bills and notices."""

from uuid import UUID

from workpermit.fees.models import BankNotice, Bill


def list_bills(application: UUID) -> list[Bill]:
    """The bills of an application, oldest first."""
    return list(Bill.objects.filter(application=application).order_by("billed_at", "id"))


def find_bill(application: UUID, kind: str) -> Bill | None:
    return Bill.objects.filter(application=application, kind=kind).first()


def get_notice(notice: UUID) -> BankNotice:
    """Raises BankNotice.DoesNotExist."""
    return BankNotice.objects.get(pk=notice)


def payment_of(application: UUID, kind: str) -> str:
    """The bank's signed notice that settled a bill, or "" while it is not settled."""
    raw = Bill.objects.filter(application=application, kind=kind, notice__isnull=False).values_list("notice__raw")
    found = raw.first()
    return found[0] if found else ""
