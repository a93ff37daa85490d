"""The count of an hour: how many places it has, and how many are taken.

How many it has follows from the centre's counters, staff and days; the process keeps that as long as the word that
stands for them is the same (`centres.kept`), and the word is read in the statement that reads what is taken.
"""

from datetime import date, datetime
from typing import NamedTuple

from workpermit.appointments.models import Capacity
from workpermit.appointments.places import bookable_days, is_bookable, places_offered
from workpermit.centres.queries import kept_plan
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7
from workpermit.core.part_query import PartQuery
from workpermit.core.ready_sql import change


class NoPlaceLeft(RuleBroken):
    """All places of this hour are taken."""


class DayNotOffered(RuleBroken):
    """The centre does not offer this day or hour."""


class OfferedHour(NamedTuple):
    """An hour that can be booked, and its places in all."""

    centre: str
    day: date
    hour: int
    places: int


class _Counted(NamedTuple):
    """The word of the centre, and how many places are taken; None where the hour has never been booked."""

    basis: str
    taken: int | None


_COUNTED = PartQuery(
    _Counted,
    'SELECT centres_basis(%s, %s), (SELECT c.places - c."left" FROM appointments_capacity c '
    "WHERE c.centre = %s AND c.day = %s AND c.hour = %s)",
)
# The row is made by the first booking of its hour. A counter may have been closed since it was counted last: what is
# taken stays taken, and nothing is taken beyond what there is now.
_TAKE = """
INSERT INTO appointments_capacity AS kept (id, centre, day, hour, places, "left") VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (centre, day, hour) DO UPDATE
SET places = EXCLUDED.places, "left" = EXCLUDED."left" - (kept.places - kept."left")
WHERE kept.places - kept."left" <= EXCLUDED."left"
"""


def find_hour(centre: str, day: date, hour: int, at: datetime, *, count: int = 1) -> OfferedHour:
    """An hour in which so many places are left at this moment; nothing is taken or locked.

    Raises DayNotOffered, NoPlaceLeft or NoSuchPlace.
    """
    [found] = _COUNTED(centre, at, centre, day, hour)
    days = bookable_days(at)
    plan = kept_plan(centre, days[0], days[-1], basis=found.basis, at=at)
    places = plan.places_in(centre, day, hour) if is_bookable(day, hour, at) else 0
    if not places:
        raise DayNotOffered
    if places - (found.taken or 0) < count:
        raise NoPlaceLeft
    return OfferedHour(centre, day, hour, places)


def check_offered(centre: str, day: date, hour: int, at: datetime) -> None:
    """Raises DayNotOffered or NoSuchPlace; an hour without a place left is offered, too."""
    if not places_offered(centre, day, hour, at):
        raise DayNotOffered


def take_places(hour: OfferedHour, count: int = 1) -> None:
    """Take so many places of an hour, all or none.

    Last, so that the busy row is locked for as short as possible. Raises NoPlaceLeft.
    """
    left = hour.places - count
    if left < 0 or not change(_TAKE, [uuid7(), hour.centre, hour.day, hour.hour, hour.places, left]):
        raise NoPlaceLeft


def free_place(centre: str, day: date, hour: int) -> None:
    """Give one place of an hour back to everybody."""
    change(
        'UPDATE appointments_capacity SET "left" = "left" + 1 WHERE centre = %s AND day = %s AND hour = %s',
        [centre, day, hour],
    )


def lock_hours(*hours: tuple[str, date, int]) -> None:
    """In one order for everybody, so that two who swap their hours do not wait for each other for ever."""
    for centre, day, hour in sorted(set(hours)):
        Capacity.objects.select_for_update().filter(centre=centre, day=day, hour=hour).first()
