"""Receipts for what was paid: queue `document`."""

from uuid import UUID

from procrastinate.contrib.django import app

from workpermit.casework.retry import again
from workpermit.fees import services
from workpermit.fees.models import Bill
from workpermit.sealing.client import VaultUnreachable, vault

AGAIN = again(VaultUnreachable)


@app.task(name="sign_fee_receipt", queue="document", retry=AGAIN)
def sign_fee_receipt(record: str) -> None:
    """Have the vault sign which fee was paid, how much, and when; the bill keeps its first receipt."""
    bill = Bill.objects.get(pk=UUID(record))
    if bill.receipt or bill.paid_at is None:
        return
    facts = {
        "case": str(bill.application),
        "number": bill.receipt_number,
        "fee": bill.kind,
        "satang": str(bill.satang),
        "paid_at": bill.paid_at.isoformat(),
        "bank_reference": str(bill.notice_id),
    }
    services.keep_receipt(bill, vault("document").sign_receipt(kind="payment", facts=facts))
