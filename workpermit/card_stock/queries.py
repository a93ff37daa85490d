"""Reading the ledger: what each centre holds, and how it came to be."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum

from workpermit.card_stock.lifecycle import Status
from workpermit.card_stock.models import (
    LONGEST_NOTE,
    Holding,
    Kind,
    Movement,
    SpoiltBy,
    State,
    StockCount,
    Transfer,
    WriteOff,
)
from workpermit.card_stock.serials import Serials, without

__all__ = ["LONGEST_NOTE", "Kind", "SpoiltBy", "State"]

_CARDS = Sum(F("last") - F("first") + 1)
NEWEST = 20
FEW = 200  # cards: below this a centre asks for more


@dataclass(frozen=True, slots=True)
class Balance:
    """One centre's cards since it opened; `stock` is what the books have there now, `transit` is on the way to it."""

    received: int = 0
    came: int = 0
    left: int = 0
    used: int = 0
    spoiled: int = 0
    written_off: int = 0
    stock: int = 0
    transit: int = 0

    @property
    def balances(self) -> bool:
        """Whether movements and holdings say the same."""
        return self.stock == self.received + self.came - self.left - self.used - self.spoiled - self.written_off


def balances() -> dict[str, Balance]:
    """Every centre that ever had a card."""
    return _balances(Movement.objects.all(), Holding.objects.all())


def balance_of(centre: str) -> Balance:
    """One centre's balance."""
    movements = Movement.objects.filter(Q(source=centre) | Q(target=centre))
    return _balances(movements, Holding.objects.filter(place=centre)).get(centre, Balance())


def _balances(movements: QuerySet[Movement], holdings: QuerySet[Holding]) -> dict[str, Balance]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    boxes = movements.filter(kind__in=[Kind.RECEIVE, Kind.SEND, Kind.ACCEPT]).order_by()
    for kind, source, target, cards in boxes.values_list("kind", "source", "target").annotate(cards=_CARDS):
        if kind == Kind.SEND:
            found[source]["left"] = found[source].get("left", 0) + cards
        else:
            found[target]["received" if kind == Kind.RECEIVE else "came"] = cards
    for place, state, cards in holdings.order_by().values_list("place", "state").annotate(cards=_CARDS):
        if state != State.LOST:
            found[place][state] = cards
    return {place: Balance(**numbers) for place, numbers in found.items()}


def list_stock(centre: str, state: str = State.STOCK) -> list[Serials]:
    """The ranges that the books have at a centre in a state, in order."""
    rows = Holding.objects.filter(place=centre, state=state).order_by("first")
    return [Serials(row.first, row.last) for row in rows]


def where_is(serials: Serials) -> Holding | None:
    """The first holding that has any of these serials."""
    return Holding.objects.filter(first__lte=serials.last, last__gte=serials.first).order_by("first").first()


def holds(centre: str, state: str, serials: Serials) -> bool:
    """Whether all of these serials are at the centre in that state."""
    return Holding.objects.filter(place=centre, state=state, first__lte=serials.first, last__gte=serials.last).exists()


def was_used(movement: UUID, *, serial: int, card: UUID, centre: str) -> bool:
    """Whether this movement of the ledger gave this blank of this centre to this card."""
    used = Movement.objects.filter(pk=movement, kind=Kind.USE, first=serial, order=card, target=centre)
    return used.exists()


def list_movements(centre: str) -> list[Movement]:
    """The newest movements from or to a centre."""
    return list(Movement.objects.filter(Q(source=centre) | Q(target=centre)).order_by("-id")[:NEWEST])


def list_on_the_way(centre: str) -> list[tuple[Transfer, Serials]]:
    """What can be accepted at a centre, with its box, the oldest first.

    Those are whole boxes, and cards that an accepted box did not have and that the Department did not write off.
    """
    refused = WriteOff.objects.filter(centre=centre, state=State.TRANSIT, status=Status.REJECTED)
    boxes = Transfer.objects.filter(Q(accepted_at=None) | Q(pk__in=refused.values("found_by")), receiver=centre)
    return [(box, cards) for box in boxes.order_by("id") for cards in list_not_arrived(box)]


def list_not_arrived(box: Transfer) -> list[Serials]:
    """The cards of a box that nobody accepted, neither written off nor proposed to be."""
    sent = [Serials(box.first, box.last)]
    if box.accepted_at is None:
        return sent
    came = Movement.objects.filter(target=box.receiver, kind=Kind.ACCEPT, order=box.pk)
    given_up = WriteOff.objects.filter(centre=box.receiver, found_by=box.pk).exclude(status=Status.REJECTED)
    gone = [*came.values_list("first", "last"), *given_up.values_list("first", "last")]
    return without(sent, [Serials(first, last) for first, last in gone])


def get_transfer(transfer: UUID) -> Transfer:
    """Raises Transfer.DoesNotExist."""
    return Transfer.objects.get(pk=transfer)


def list_counts(centre: str) -> list[StockCount]:
    """The newest counts of a centre."""
    return list(StockCount.objects.filter(centre=centre).order_by("-id")[:NEWEST])


def list_write_offs(centre: str = "", *, waiting: bool = False) -> list[WriteOff]:
    """Write-offs of one centre or of all, the newest first; with `waiting` only those that nobody decided on."""
    found = WriteOff.objects.order_by("-id")
    if centre:
        found = found.filter(centre=centre)
    return list(found.filter(status=Status.PROPOSED) if waiting else found[:NEWEST])


def get_write_off(write_off: UUID) -> WriteOff:
    """Raises WriteOff.DoesNotExist."""
    return WriteOff.objects.get(pk=write_off)
