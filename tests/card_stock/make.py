"""Ready-made boxes of blank cards and the people who move them."""

from uuid import UUID

from tests.make import NOON, OPERATOR_CLERK
from workpermit.card_stock import services
from workpermit.card_stock.models import Movement, WriteOff
from workpermit.card_stock.serials import Serials, read_range
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7

HERE, THERE = "BKK-SC-M-001", "CMI-SC-M-001"
CLERK = OPERATOR_CLERK
OTHER_CLERK = Actor(UUID(int=31), Role.OPERATOR_CLERK, THERE)
OFFICER = Actor(UUID(int=32), Role.POLICY_OFFICER, "DOE")


def serials(first: int, last: int | None = None, letters: str = "TH") -> Serials:
    """`TH` and these numbers."""
    return read_range(f"{letters}{first:08d}", f"{letters}{first if last is None else last:08d}")


def delivery(first: int = 1, last: int = 100, *, by: Actor = CLERK) -> Movement:
    """A hundred blanks of the maker."""
    return services.receive_blanks(movement=uuid7(), serials=serials(first, last), note="D-1", by=by, at=NOON)


def count(*counted: Serials) -> list[WriteOff]:
    """Count these cards; the proposals that come of it."""
    taken = services.count_stock(count=uuid7(), counted=counted, by=CLERK, at=NOON)
    return list(WriteOff.objects.filter(found_by=taken.pk).order_by("first"))


def approve(proposed: WriteOff, *, by: Actor = OFFICER, remark: str = "Fire at the centre.") -> WriteOff:
    """A second person agrees."""
    return services.approve_write_off(write_off=proposed.pk, remark=remark, by=by, at=NOON)
