"""When a centre is open.

The centres of a demonstration are open day and night, so that the whole story can be walked at any
time. Demonstration is a property of the vault's keys, so a real installation cannot be set to it.
"""

from collections.abc import Collection, Sequence
from datetime import date

from workpermit.catalogue import queries as catalogue
from workpermit.catalogue.reference import Centre
from workpermit.sealing.services import public_keys

DAY_AND_NIGHT = tuple(range(24))


def hours_open(centre: Centre) -> Sequence[int]:
    """The hours at which a visit may begin, Bangkok time."""
    return DAY_AND_NIGHT if public_keys().demo else catalogue.opening_hours(centre).hours


def is_open_on(centre: Centre, day: date, holidays: Collection[date]) -> bool:
    """Whether the day is a day of the week on which the centre is open, and no public holiday."""
    if public_keys().demo:
        return True
    return day.isoweekday() in catalogue.opening_hours(centre).weekdays and day not in holidays
