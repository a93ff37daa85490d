"""What the bank says about a basket (the signature is verified at the edge, not here)."""

from tests.make import NOON
from workpermit.core.ids import uuid7
from workpermit.fees.models import BankNotice, Basket


def basket_notice(basket: Basket, satang: int) -> BankNotice:
    """What the bank says about a basket."""
    return BankNotice.objects.create(
        id=uuid7(),
        bank_id=str(uuid7()),
        raw="header.payload.signature",
        ref1=basket.number,
        ref2=Basket.REF2,
        satang=satang,
        received_at=NOON,
    )
