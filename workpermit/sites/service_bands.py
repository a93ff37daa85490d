"""What a centre can serve in an hour, service by service (`sites/parts/service_bands.html`).

Hours that follow each other and are alike stand together as one band.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.functional import Promise

from workpermit.catalogue.queries import get_centre, service_minutes
from workpermit.centres.capacity import Hour
from workpermit.centres.plan import Plan
from workpermit.sites.centres_words import CAPABILITIES, LIMITS

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Served:
    """One service in one band: people in an hour, and what keeps it from more."""

    service: Words
    people: int
    limit: Words


@dataclass(frozen=True, slots=True)
class Band:
    """Hours from `first` until `until`, in each of which the same can be served."""

    first: int
    until: int
    served: tuple[Served, ...]


@dataclass(frozen=True, slots=True)
class DayServices:
    """A day: its bands, first to last, and the minutes that each service is counted with."""

    day: date
    bands: tuple[Band, ...]
    minutes: tuple[tuple[Words, int], ...]


def day_services(plan: Plan, centre: str, day: date) -> DayServices:
    """What each service of a centre can serve on a day. Raises NoSuchPlace."""
    by_service = {service: plan.day(centre, day, service) for service in CAPABILITIES}
    rows = [
        (hour, tuple(by_service[service][hour] for service in CAPABILITIES)) for hour in plan.hours_open(centre, day)
    ]
    size = get_centre(centre).size
    minutes = tuple((words, service_minutes(service, size)) for service, words in CAPABILITIES.items())
    return DayServices(day, tuple(_bands(rows)), minutes)


def _bands(rows: list[tuple[int, tuple[Hour, ...]]]) -> list[Band]:
    begins = [0, *(at for at, (one, other) in enumerate(pairwise(rows), 1) if (one[0] + 1, one[1]) != other), len(rows)]
    return [
        Band(rows[first][0], rows[until - 1][0] + 1, _said(rows[first][1]))
        for first, until in pairwise(begins)
        if first < until
    ]


def _said(hours: tuple[Hour, ...]) -> tuple[Served, ...]:
    named = zip(CAPABILITIES.values(), hours, strict=True)
    return tuple(Served(words, hour.places, LIMITS[hour.limit]) for words, hour in named)
