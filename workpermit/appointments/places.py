"""Which days and hours a centre offers, and how many places.

A centre's nominal capacity of a day (catalogue) is spread evenly over its hours. Offered are the
working days of the next four weeks, beginning today.
"""

from datetime import date, datetime, timedelta

from workpermit.catalogue.queries import holidays
from workpermit.core.calendar import bangkok_date, is_working_day

HOURS = (8, 9, 10, 11, 13, 14, 15, 16)
DAYS_AHEAD = 28


def places_in_hour(capacity_per_day: int) -> int:
    return max(1, capacity_per_day // len(HOURS))


def bookable_days(at: datetime) -> list[date]:
    """The working days that may be booked at `at`, first to last."""
    today = bangkok_date(at)
    days = (today + timedelta(days=n) for n in range(DAYS_AHEAD))
    return [day for day in days if is_working_day(day, holidays())]
