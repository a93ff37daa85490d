"""Ready-made counters, machines, shifts and changed days of one centre, and its manager."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.make import CENTRE, CENTRE_MANAGER, NOON, WORKING_DAY
from workpermit.centres import services
from workpermit.centres.models import Closure, Counter, DayOverride, Equipment, Shift
from workpermit.centres.queries import list_counters, places_in
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7

MANAGER = CENTRE_MANAGER
ELSEWHERE = Actor(UUID(int=71), Role.CENTRE_MANAGER, "BKK-SC-M-002")
CLERK = UUID(int=72)
DAY = timedelta(days=1)


def counter(number: str) -> Counter:
    """One of the centre's counters."""
    return next(one for one in list_counters(CENTRE) if one.number == number)


def equipment(*, by: Actor = MANAGER, at: datetime = NOON, **changes: Any) -> Equipment:
    """A camera at counter 1; `changes` replace what is registered."""
    said: dict[str, Any] = {
        "equipment": uuid7(), "centre": CENTRE, "counter": "1", "kind": "camera", "serial": f"C-{uuid7().hex[-12:]}",
    }  # fmt: skip
    return services.register_equipment(**{**said, **changes}, by=by, at=at)


def shift(*, by: Actor = MANAGER, at: datetime = NOON, **changes: Any) -> Shift:
    """One clerk for the whole working day; `changes` replace what is planned."""
    said: dict[str, Any] = {
        "shift": uuid7(), "centre": CENTRE, "account": CLERK, "counter": "", "day": WORKING_DAY, "from_hour": 8,
        "until_hour": 17,
    }  # fmt: skip
    return services.plan_shift(**{**said, **changes}, by=by, at=at)


def override(*, by: Actor = MANAGER, at: datetime = NOON, **changes: Any) -> DayOverride:
    """Ten places in each hour of the working day; `changes` replace what is ordered."""
    said: dict[str, Any] = {
        "override": uuid7(), "centre": CENTRE, "day": WORKING_DAY, "places": 10,
        "reason": "Half of the hall is painted.",
    }  # fmt: skip
    return services.override_day(**{**said, **changes}, by=by, at=at)


def closure(*, by: Actor = MANAGER, at: datetime = NOON, **changes: Any) -> Closure:
    """The centre is closed on the working day; `changes` replace what is ordered."""
    said: dict[str, Any] = {
        "closure": uuid7(), "centre": CENTRE, "first_day": WORKING_DAY, "last_day": WORKING_DAY,
        "reason_th": "ซ่อมระบบไฟฟ้า", "reason_en": "The electricity is repaired.",
    }  # fmt: skip
    return services.close_centre(**{**said, **changes}, by=by, at=at)


def places(day: date = WORKING_DAY, hour: int = 9, centre: str = CENTRE) -> int:
    """How many places an hour has."""
    return places_in(centre, day, hour, at=NOON)
