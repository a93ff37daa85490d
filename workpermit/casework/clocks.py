"""The service clock: working days that a case has used, computed from its trail.

It stops while the case, or a question about it, waits on the applicant. The day on which it begins
is not counted (Civil and Commercial Code s.193/3), and neither are weekends and holidays; a day
counts if the office had the case at the end of it.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from workpermit.core.calendar import bangkok_date, is_working_day

Wait = tuple[datetime, datetime | None]  # from when until when; None: still


class Moved(Protocol):
    """What the clock reads of an entry of the trail."""

    @property
    def to_status(self) -> str: ...

    @property
    def at(self) -> datetime: ...


def working_days_used(
    entries: Sequence[Moved],
    *,
    running: Collection[str],
    until: datetime,
    holidays: Collection[date],
    waits: Sequence[Wait] = (),
) -> int:
    """How many working days the case stood in one of the `running` statuses, up to `until`.

    `entries` are those of one case (not of its parts), oldest first. During `waits` the case stands
    still whatever its status.
    """
    course = [(bangkok_date(entry.at), entry.to_status) for entry in entries]
    day = next((moved for moved, status in course if status in running), None)
    if day is None:
        return 0
    last, used = bangkok_date(until), 0
    while day < last:
        day += timedelta(days=1)
        held = _status_at_end(course, day) in running and not any(_waits_at_end(wait, day) for wait in waits)
        if held and is_working_day(day, holidays):
            used += 1
    return used


def _status_at_end(course: Sequence[tuple[date, str]], day: date) -> str:
    earlier = [status for moved, status in course if moved <= day]
    return earlier[-1] if earlier else ""


def _waits_at_end(wait: Wait, day: date) -> bool:
    begun, ended = wait
    return bangkok_date(begun) <= day and (ended is None or bangkok_date(ended) > day)
