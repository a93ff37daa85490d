"""How the ledger of blank cards reads on a page, the same at the centres and at the Department."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workpermit.card_stock.serials import Serials
from workpermit.catalogue.queries import get_centre

if TYPE_CHECKING:
    from workpermit.card_stock.models import Movement, WriteOff

KINDS: dict[str, str | Promise] = {
    "receive": _("Received from the maker"),
    "send": _("Sent to another centre"),
    "accept": _("Accepted from another centre"),
    "use": _("Used for a card"),
    "spoil": _("Spoiled"),
    "write_off": _("Written off"),
}
REASONS: dict[str, str | Promise] = {
    "jam": _("The printer jammed"),
    "print": _("The print is bad"),
    "chip": _("The chip does not answer"),
    "damaged": _("It was damaged before use"),
    "wrong": _("It was printed for the wrong person"),
}
STATES: dict[str, tuple[str | Promise, str]] = {
    "proposed": (_("Waits for a decision"), "warn"),
    "approved": (_("Written off"), "none"),
    "rejected": (_("To be looked for"), "bad"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One movement."""

    kind: str | Promise
    cards: Serials
    at: datetime
    more: str | Promise


@dataclass(frozen=True, slots=True)
class Proposal:
    """One write-off, decided or not."""

    id: UUID
    centre: str
    cards: Serials
    on_the_way: bool
    state: str | Promise
    chip: str
    proposed_at: datetime
    decided_at: datetime | None
    remark: str


def lines_of(movements: "Iterable[Movement]") -> list[Line]:
    """Each movement with its reason, the other centre or the paper of the delivery."""
    return [Line(KINDS[one.kind], Serials(one.first, one.last), one.moved_at, _more(one)) for one in movements]


def proposals_of(write_offs: "Iterable[WriteOff]") -> list[Proposal]:
    """Each write-off as a page tells it."""
    return [
        Proposal(
            id=one.pk,
            centre=centre_name(one.centre),
            cards=Serials(one.first, one.last),
            on_the_way=one.state == "transit",
            state=STATES[one.status][0],
            chip=STATES[one.status][1],
            proposed_at=one.proposed_at,
            decided_at=one.decided_at,
            remark=one.remark,
        )
        for one in write_offs
    ]


def centre_name(code: str) -> str:
    """A centre's name in the reader's language."""
    return get_centre(code).name.show(get_language() or "th")


def _more(movement: "Movement") -> str | Promise:
    if movement.kind == "send":
        return centre_name(movement.target)
    return REASONS[movement.reason] if movement.reason else movement.note
