"""How many people a centre can serve in an hour: what follows from counters and staff, and what limits it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workpermit.centres.models import Counter, Equipment

IDENTITY = "identity"  # the service for which places are booked; the others are served by ticket
# Where one of these stands broken without another that works, a counter cannot do it.
NEEDS = {IDENTITY: ("camera", "passport_reader"), "cards": ("card_printer",)}


class Limit(StrEnum):
    """What keeps an hour from having more places; the first of these that is reached."""

    CLOSED = "closed"
    COUNTERS = "counters"
    STAFF = "staff"
    PUBLISHED = "published"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class Hour:
    """The places of one hour, and what limits them."""

    places: int
    limit: Limit


CLOSED = Hour(0, Limit.CLOSED)


def served(*, counters: int, staff: int, minutes: int) -> Hour:
    """How many people an hour can serve at `counters` that are fit with `staff` planned, `minutes` each."""
    limits = [Hour(counters * 60 // minutes, Limit.COUNTERS), Hour(staff * 60 // minutes, Limit.STAFF)]
    return min(limits, key=lambda hour: hour.places)


def places_of(*, counters: int, staff: int, minutes: int, published: int, override: int | None) -> Hour:
    """The places of an hour in which `counters` are fit to identify people and `staff` are planned.

    `minutes` is what one visit takes; `published` is the centre's own number for an hour, which only an
    `override` may exceed. No override makes more of counters and staff than they are.
    """
    limits = [
        served(counters=counters, staff=staff, minutes=minutes),
        Hour(published, Limit.PUBLISHED) if override is None else Hour(override, Limit.OVERRIDE),
    ]
    return min(limits, key=lambda hour: hour.places)


def fit_counters(service: str, counters: Iterable["Counter"], equipment: Iterable["Equipment"]) -> int:
    """How many open counters can do this: nothing that it needs stands there broken without another."""
    needed = NEEDS.get(service, ())
    broken: dict[tuple[str, str], bool] = {}
    for one in equipment:
        if one.counter and one.kind in needed and one.status != "retired":
            at = (one.counter, one.kind)
            broken[at] = broken.get(at, True) and one.status != "working"
    unfit = {counter for (counter, _kind), is_broken in broken.items() if is_broken}
    return sum(service in one.capabilities and one.is_open and one.number not in unfit for one in counters)
