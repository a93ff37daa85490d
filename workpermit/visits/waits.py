"""How long people wait: what a visitor may expect now, and what was measured by counter and hour."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from django.db import connection
from django.db.models import Avg, Count, F

from workpermit.catalogue.queries import queue_number
from workpermit.core.calendar import bangkok_date
from workpermit.visits.lifecycle import Act
from workpermit.visits.models import CounterSession, Ticket, Turn
from workpermit.visits.queries import list_sessions, list_waiting

MEASURED = timedelta(hours=2)  # what was measured longer ago says little about now
ENOUGH = 5  # visits, below which the assumed time is used
STEP = 5  # minutes; nobody should take an estimate for a promise


@dataclass(frozen=True, slots=True)
class Place:
    """`ahead` are called earlier; `minutes` is about how long that takes, None while no counter is open for it."""

    ahead: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Hour:
    """One counter in one hour of a day in Bangkok: how many left it, and minutes on average and at the slow end."""

    counter: str
    hour: int
    visitors: int
    gone: int
    waited: float
    waited_slow: float
    served: float


def place_of(ticket: Ticket, at: datetime) -> Place:
    """Where a ticket that waits stands, among those whom the same counters call."""
    sessions = list_sessions(ticket.centre, at)
    line = list_waiting(ticket.centre, at)
    ours = _counters_for(ticket.wish, sessions)
    wishes = {wish for session in ours for wish in session.wishes} | {ticket.wish}
    ahead = 0
    for one in line:
        if one.pk == ticket.pk:
            break
        ahead += one.wish in wishes
    return Place(ahead, _minutes(ticket.centre, ticket.wish, ahead, len(ours), at))


def wait_for(centre: str, wish: str, at: datetime) -> Place:
    """What somebody who came now without an appointment would have before them."""
    ours = _counters_for(wish, list_sessions(centre, at))
    wishes = {wish for session in ours for wish in session.wishes} | {wish}
    ahead = sum(one.wish in wishes for one in list_waiting(centre, at))
    return Place(ahead, _minutes(centre, wish, ahead, len(ours), at))


def _counters_for(wish: str, sessions: list[CounterSession]) -> list[CounterSession]:
    return [session for session in sessions if wish in session.wishes]


def _minutes(centre: str, wish: str, ahead: int, counters: int, at: datetime) -> int | None:
    if not counters:
        return None
    return ceil((ahead + 1) / counters * minutes_at_counter(centre, wish, at) / STEP) * STEP if ahead else STEP


def minutes_at_counter(centre: str, wish: str, at: datetime) -> float:
    """Minutes from call to end as measured lately at this centre, or as assumed while too little was measured."""
    done = Turn.objects.filter(
        centre=centre, day=bangkok_date(at), ended_at__gt=at - MEASURED, wish=wish, end=Act.FINISH
    )
    measured = done.aggregate(count=Count("id"), time=Avg(F("ended_at") - F("called_at")))
    if measured["count"] < ENOUGH:
        return float(queue_number("minutes_assumed"))
    return float(measured["time"] / timedelta(minutes=1))


# By counter and hour in one pass over the day's turns; the database's clock is not asked. Whoever has an appointment
# and is called before its hour has not waited, and takes nothing off the waiting of others.
BY_HOUR = """
SELECT counter, hour, count(*) FILTER (WHERE NOT gone), count(*) FILTER (WHERE gone), COALESCE(avg(waited), 0),
       COALESCE(percentile_cont(0.9) WITHIN GROUP (ORDER BY waited), 0), COALESCE(avg(served), 0)
FROM (
    SELECT counter, "end" = 'give_up_calling' AS gone,
           extract(hour FROM called_at AT TIME ZONE 'Asia/Bangkok')::int AS hour,
           greatest(extract(epoch FROM called_at - waiting_since), 0) / 60 AS waited,
           extract(epoch FROM ended_at - serving_since) / 60 AS served
    FROM visits_turn WHERE centre = %s AND day = %s
) AS turn
GROUP BY counter, hour ORDER BY length(counter), counter, hour
"""


def times_by_counter(centre: str, day: date) -> list[Hour]:
    """What was measured on a day, by counter and by the hour of the call."""
    with connection.cursor() as cursor:
        cursor.execute(BY_HOUR, [centre, day])
        return [Hour(row[0], row[1], row[2], row[3], *(float(value) for value in row[4:])) for row in cursor.fetchall()]
