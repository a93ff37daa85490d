"""Which days and hours may be booked.

How many places an hour has follows from the centre's counters, staff and days (`workpermit.centres`). Offered are
the next four weeks, beginning today; an hour can be booked until it ends.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from workpermit.centres.plan import Plan
from workpermit.centres.queries import plan_days
from workpermit.core.calendar import BANGKOK, bangkok_date

DAYS_AHEAD = 28


def bookable_days(at: datetime) -> list[date]:
    """The days that may be booked at `at` wherever a centre is open, first to last."""
    today = bangkok_date(at)
    return [today + timedelta(days=n) for n in range(DAYS_AHEAD)]


def begins(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), BANGKOK)


def plan_ahead(centres: Sequence[str], at: datetime) -> Plan:
    """The places of some centres on the days that may be booked. Raises NoSuchPlace."""
    days = bookable_days(at)
    return plan_days(centres, days[0], days[-1], at=at)


def bookable_hours(plan: Plan, centre: str, at: datetime) -> Iterator[tuple[date, int, int]]:
    """Day, hour and places of what a centre offers and has not ended, first to last."""
    for day in bookable_days(at):
        for hour, found in plan.day(centre, day).items():
            if found.places and _is_ahead(day, hour, at):
                yield day, hour, found.places


def times_offered(centres: Sequence[str], at: datetime) -> tuple[list[date], list[int]]:
    """The days on which one of these centres is open, and the hours at which one of them is. Raises NoSuchPlace."""
    plan = plan_ahead(centres, at)
    hours = {day: {hour for centre in centres for hour in plan.hours_open(centre, day)} for day in bookable_days(at)}
    return [day for day, open_at in hours.items() if open_at], sorted(set().union(*hours.values()))


def is_bookable(day: date, hour: int, at: datetime) -> bool:
    """Whether an hour lies ahead on a day that may be booked, wherever a centre is open then."""
    return 0 <= hour < 24 and day in bookable_days(at) and _is_ahead(day, hour, at)


def places_offered(centre: str, day: date, hour: int, at: datetime) -> int:
    """How many places an hour has in all; 0 where it is not offered or has ended. Raises NoSuchPlace."""
    plan = plan_days([centre], day, day, at=at)
    return plan.places_in(centre, day, hour) if is_bookable(day, hour, at) else 0


def _is_ahead(day: date, hour: int, at: datetime) -> bool:
    return begins(day, hour) + timedelta(hours=1) > at
