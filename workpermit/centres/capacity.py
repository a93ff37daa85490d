"""How many people a centre can serve in an hour: what follows from counters and staff, and what limits it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workpermit.centres.models import Counter, Equipment

# Without one of these that works, a counter that has them identifies nobody.
IDENTITY_NEEDS = ("camera", "passport_reader")


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


def places_of(*, counters: int, staff: int, minutes: int, published: int, override: int | None) -> Hour:
    """The places of an hour in which `counters` are fit to identify people and `staff` are planned.

    `minutes` is what one visit takes; `published` is the centre's own number for an hour, which only an
    `override` may exceed. No override makes more of counters and staff than they are.
    """
    limits = [
        Hour(counters * 60 // minutes, Limit.COUNTERS),
        Hour(staff * 60 // minutes, Limit.STAFF),
        Hour(published, Limit.PUBLISHED) if override is None else Hour(override, Limit.OVERRIDE),
    ]
    return min(limits, key=lambda hour: hour.places)


def fit_counters(counters: Iterable["Counter"], equipment: Iterable["Equipment"]) -> int:
    """How many open counters can identify people: nothing that they need stands there broken without another."""
    broken: dict[tuple[str, str], bool] = {}
    for one in equipment:
        if one.counter and one.kind in IDENTITY_NEEDS and one.status != "retired":
            at = (one.counter, one.kind)
            broken[at] = broken.get(at, True) and one.status != "working"
    unfit = {counter for (counter, _kind), is_broken in broken.items() if is_broken}
    return sum(one.identity and one.is_open and one.number not in unfit for one in counters)
