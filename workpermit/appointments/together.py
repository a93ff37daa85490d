"""Places for several applications in one act: on one day, one hour after the other, or spread over the free times."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from workpermit.appointments.counts import NoPlaceLeft, check_offered, find_hour, take_places
from workpermit.appointments.models import Appointment, GroupBooking
from workpermit.appointments.queries import FreeHour, list_free_hours
from workpermit.appointments.services import Visitor, book_visitor
from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken

ATTEMPTS = 3  # to plan anew where others were faster

Ends = dict[UUID, Appointment | RuleBroken]


class GroupOfAnother(RuleBroken):
    """A group belongs to the account that booked it."""


def book_places(
    visitors: Sequence[Visitor], *, centre: str, day: date, hour: int, spread: bool, by: Actor, at: datetime
) -> Ends:
    """Book as many as there is room for, from this hour on; by application its appointment, or what kept it out.

    `spread` goes on through the following days; without it all come on this day, one hour after the other. The places
    of an hour are taken together and last, so that a busy hour is locked for a moment only. Where others take them in
    between, everything is planned anew.

    Raises DayNotOffered, NoSuchPlace, or NoPlaceLeft where others were faster every time.
    """
    check_offered(centre, day, hour, at)
    for _earlier in range(ATTEMPTS - 1):
        with suppress(NoPlaceLeft):
            return _book(visitors, centre, _hours(centre, day, hour, spread=spread, at=at), by, at)
    return _book(visitors, centre, _hours(centre, day, hour, spread=spread, at=at), by, at)


def _hours(centre: str, day: date, hour: int, *, spread: bool, at: datetime) -> list[FreeHour]:
    free = list_free_hours(centre, at)
    return [one for one in free if (one.day, one.hour) >= (day, hour) and (spread or one.day == day)]


@transaction.atomic
def _book(visitors: Sequence[Visitor], centre: str, hours: list[FreeHour], by: Actor, at: datetime) -> Ends:
    seats = (free for free in hours for _ in range(free.left))
    seat = next(seats, None)
    ends: Ends = {}
    taken: Counter[tuple[date, int]] = Counter()
    # In one order, so that two groups with the same employers or workers wait for each other and never in a circle.
    for visitor in sorted(visitors, key=lambda one: (one.employer, str(one.worker))):
        if seat is None:
            ends[visitor.application] = NoPlaceLeft()
            continue
        try:
            with transaction.atomic():  # what keeps one from a place leaves the others theirs
                ends[visitor.application] = book_visitor(visitor, centre, seat.day, seat.hour, by=by, at=at)
        except RuleBroken as broken:
            ends[visitor.application] = broken
        else:
            taken[seat.day, seat.hour] += 1
            seat = next(seats, None)
    _take(centre, taken, at)
    return ends


def _take(centre: str, taken: Counter[tuple[date, int]], at: datetime) -> None:
    for (day, hour), count in sorted(taken.items()):
        take_places(find_hour(centre, day, hour, at, count=count), count)


def open_group(*, group: UUID, by: Actor, at: datetime) -> tuple[GroupBooking, bool]:
    """Begin a group, and whether it is new; one that this account has begun before stays as it is.

    Two that begin the same group at once: the second waits here until the first is done. Raises GroupOfAnother.
    """
    opened = GroupBooking(id=group, account=by.id, made_at=at)
    try:
        with transaction.atomic():
            GroupBooking.objects.bulk_create([opened])
    except IntegrityError:
        known = GroupBooking.objects.filter(pk=group, account=by.id).first()
        if known is None:
            raise GroupOfAnother from None
        return known, False
    return opened, True


def keep_entries(group: GroupBooking, entries: list[dict[str, str]]) -> None:
    """Note for each chosen application whether it has a place, or which rule kept it from one."""
    group.entries = entries
    GroupBooking.objects.filter(pk=group.pk, entries=[]).update(entries=entries)
