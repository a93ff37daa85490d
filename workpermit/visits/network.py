"""How all centres do today: times and numbers of a day, without a ticket, a person or a clerk in them.

What the Department reads. Its login may select the columns named here and no others.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from workpermit.core.calendar import bangkok_date
from workpermit.visits.wishes import Wish


@dataclass(frozen=True, slots=True)
class DayTimes:
    """One centre on one day. Minutes are None where nobody has come yet."""

    served: int = 0
    gone: int = 0  # called in vain
    waiting: int = 0  # in the hall now
    median: float | None = None
    longest: float | None = None
    open: int = 0  # counters at which somebody identifies people now


@dataclass(frozen=True, slots=True)
class HourTimes:
    """One hour of the calls of a centre, in Bangkok: how many were finished, and minutes of waiting."""

    hour: int
    served: int
    median: float
    longest: float


# Whoever still waits counts with the wait so far: a centre where nobody is called would seem to have no waits at all.
# Whoever has an appointment and whose hour has not come does not wait yet (as in `waits.py`).
_TIMES = """
SELECT centre, count(*) FILTER (WHERE "end" = 'finish_ticket'), count(*) FILTER (WHERE "end" = 'give_up_calling'),
       count(*) FILTER (WHERE "end" = 'waiting'),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY waited), max(waited)
FROM (
    SELECT centre, "end", greatest(extract(epoch FROM called_at - waiting_since), 0) / 60 AS waited
    FROM visits_turn WHERE centre = ANY(%(centres)s) AND day = %(day)s
    UNION ALL
    SELECT centre, status, CASE WHEN status = 'waiting' THEN extract(epoch FROM %(at)s - waiting_since)
                                ELSE greatest(extract(epoch FROM called_at - waiting_since), 0) END / 60
    FROM visits_ticket WHERE centre = ANY(%(centres)s) AND day = %(day)s
        AND (status IN ('called', 'serving') OR status = 'waiting' AND waiting_since <= %(at)s)
) AS wait GROUP BY centre
"""
_OPEN = """
SELECT centre, count(*) FROM visits_countersession
WHERE centre = ANY(%(centres)s) AND day = %(day)s AND closed_at IS NULL
    AND %(wish)s = ANY(string_to_array(serves, ' ')) GROUP BY centre
"""
_HOURS = """
SELECT hour, count(*) FILTER (WHERE "end" = 'finish_ticket'), percentile_cont(0.5) WITHIN GROUP (ORDER BY waited),
       max(waited)
FROM (
    SELECT "end", extract(hour FROM called_at AT TIME ZONE 'Asia/Bangkok')::int AS hour,
           greatest(extract(epoch FROM called_at - waiting_since), 0) / 60 AS waited
    FROM visits_turn WHERE centre = %(centre)s AND day = %(day)s
) AS turn GROUP BY hour ORDER BY hour
"""


def times_of_centres(centres: Collection[str], at: datetime) -> dict[str, DayTimes]:
    """What was measured at some centres on the day of `at`, and how many wait there now, by centre."""
    day = bangkok_date(at)
    asked: dict[str, Any] = {"centres": list(centres), "day": day, "at": at, "wish": Wish.IDENTITY.value}
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, asked)
        opened = dict(cursor.fetchall())
        cursor.execute(_TIMES, asked)
        measured = {row[0]: row[1:] for row in cursor.fetchall()}
    return {
        code: _day_times(measured.get(code), opened.get(code, 0))
        for code in centres
        if code in measured.keys() | opened
    }


def _day_times(row: tuple[int, int, int, float, float] | None, opened: int) -> DayTimes:
    if row is None:
        return DayTimes(open=opened)
    served, gone, waiting, median, longest = row
    return DayTimes(served, gone, waiting, float(median), float(longest), opened)


def hours_of_centre(centre: str, day: date) -> list[HourTimes]:
    """What was measured at a centre on a day, by the hour of the call."""
    with connection.cursor() as cursor:
        cursor.execute(_HOURS, {"centre": centre, "day": day})
        return [HourTimes(row[0], row[1], float(row[2]), float(row[3])) for row in cursor.fetchall()]
