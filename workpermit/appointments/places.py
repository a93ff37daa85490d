"""Which days and hours a centre offers, and how many places.

A centre's nominal capacity of a day (catalogue) is spread evenly over its hours. Offered are the
working days of the next four weeks, beginning today; an hour can be booked until it ends.

The centres of a demonstration are open day and night, so that the whole story can be walked at any
time. Demonstration is a property of the vault's keys, so a real installation cannot be set to it.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from workpermit.catalogue.queries import holidays
from workpermit.core.calendar import BANGKOK, bangkok_date, is_working_day
from workpermit.sealing.services import public_keys

HOURS = (8, 9, 10, 11, 13, 14, 15, 16)
DAY_AND_NIGHT = tuple(range(24))
DAYS_AHEAD = 28


def hours_open() -> Sequence[int]:
    """The hours at which a visit may begin, Bangkok time."""
    return DAY_AND_NIGHT if public_keys().demo else HOURS


def places_in_hour(capacity_per_day: int) -> int:
    return max(1, capacity_per_day // len(hours_open()))


def bookable_days(at: datetime) -> list[date]:
    """The days that may be booked at `at`, first to last."""
    today = bangkok_date(at)
    days = [today + timedelta(days=n) for n in range(DAYS_AHEAD)]
    if public_keys().demo:
        return days
    known = holidays(at)
    return [day for day in days if is_working_day(day, known)]


def begins(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), BANGKOK)


def bookable_hours(at: datetime) -> list[tuple[date, int]]:
    """The days and hours that are offered and have not ended, first to last."""
    hours = [(day, hour) for day in bookable_days(at) for hour in hours_open()]
    return [(day, hour) for day, hour in hours if begins(day, hour) + timedelta(hours=1) > at]


def is_bookable(day: date, hour: int, at: datetime) -> bool:
    """Whether the hour is offered and has not ended."""
    return (day, hour) in bookable_hours(at)
