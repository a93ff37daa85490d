"""A kiosk that loses its link goes on giving numbers that it holds; whoever took one is in the line once it is back.

The numbers have a letter of their own and come from the same row for centre, day and letter as all others, so that no
two kiosks hold the same. A kiosk that has lost what it kept is another kiosk and gets other numbers: those that it may
have given are not given again.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from workpermit.casework.lifecycle import WrongRole
from workpermit.catalogue.queries import queue_number
from workpermit.core.actors import Actor, Role
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.visits.models import KioskNumber, Ticket
from workpermit.visits.offline import DONE, UNKNOWN, happened_at
from workpermit.visits.rules import HasTicket
from workpermit.visits.services import next_number, take_ticket
from workpermit.visits.wishes import KIOSK_SERIES, Wish


@dataclass(frozen=True, slots=True)
class Given:
    """A number that a kiosk gave by itself; `at` is by the kiosk's own clock."""

    number: int
    wish: str
    first: bool
    at: datetime


@transaction.atomic
def hold_numbers(*, kiosk: UUID, by: Actor, at: datetime) -> list[int]:
    """The numbers that this kiosk may give today without its link, in their order, always as many as it needs.

    Fewer where its centre has had as many as there are for a day. Raises WrongRole.
    """
    if by.role is not Role.SYSTEM:
        raise WrongRole
    day = bangkok_date(at)
    of_centre = KioskNumber.objects.filter(centre=by.place, day=day)
    used = Ticket.objects.filter(centre=by.place, day=day, series=KIOSK_SERIES).values("number")
    free = list(of_centre.filter(kiosk=kiosk).exclude(number__in=used).order_by("number"))
    lacking = min(queue_number("kiosk_block") - len(free), queue_number("kiosk_numbers_a_day") - of_centre.count())
    more = [
        KioskNumber(
            id=uuid7(),
            kiosk=kiosk,
            centre=by.place,
            day=day,
            number=next_number(by.place, at, KIOSK_SERIES),
            held_at=at,
        )
        for _number in range(lacking)
    ]
    KioskNumber.objects.bulk_create(more)
    return [one.number for one in (*free, *more)]


def take_given(
    given: Sequence[Given], *, kiosk: UUID, kiosk_clock: datetime, by: Actor, at: datetime
) -> dict[int, str]:
    """Put whoever took a number of this kiosk into the line, as of then; what became of each, `done` or why not.

    A number that was sent before is answered as then. Times are corrected by how far the kiosk's clock is off now.
    """
    return {one.number: _take(one, kiosk, happened_at(one.at, kiosk_clock, at), by, at) for one in given}


def _take(one: Given, kiosk: UUID, happened: datetime, by: Actor, at: datetime) -> str:
    held = KioskNumber.objects.filter(kiosk=kiosk, centre=by.place, day=bangkok_date(at), number=one.number).first()
    if held is None or one.wish not in Wish.values:
        return UNKNOWN
    with suppress(HasTicket):  # sent before
        take_ticket(wish=Wish(one.wish), first=one.first, by=by, at=max(happened, held.held_at), kept=held.number)
    return DONE
