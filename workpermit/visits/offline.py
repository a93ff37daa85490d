"""A counter that loses its link goes on with numbers that it holds; what it did is sent later and counts once.

Each open counter holds a few waiting numbers as its own. No other counter calls them, so that two counters without
a link, which cannot ask each other, never call the same person. A counter gives a number back in two steps: the answer
leaves it out, and the next message, which no longer has it, frees it. Whatever message is lost on the way, the numbers
that the database keeps for a counter always include those that the counter believes to have.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from workpermit.catalogue.queries import queue_number
from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken
from workpermit.visits import services
from workpermit.visits.lifecycle import Status
from workpermit.visits.models import CounterSession, OfflineAct, Ticket
from workpermit.visits.queries import in_order, list_sessions
from workpermit.visits.rules import OtherQueue

# What a counter can do by itself. Nothing is issued, nobody is identified, no number is given out.
OFFLINE: dict[str, Callable[..., None]] = {
    "call": partial(services.call_ticket, already=True),
    "recall": services.recall_ticket,
    "serve": services.serve_ticket,
    "finish": services.finish_ticket,
    "hold": services.hold_ticket,
    "give-up": services.give_up_calling,
}
DONE, UNKNOWN = "done", "unknown"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One act as the counter recorded it; `at` is by the counter's own clock."""

    id: UUID
    ticket: UUID
    act: str
    at: datetime


@transaction.atomic
def hold_block(*, session: CounterSession, have: Collection[UUID], by: Actor, at: datetime) -> list[Ticket]:
    """The waiting numbers that this counter holds from now on, in the order in which it calls them.

    `have` are those that it holds now. As many for each counter as there are people for all of them, and no more than
    a few. Raises OtherQueue.
    """
    if session.clerk != by.id or session.closed_at or session.centre != by.place:
        raise OtherQueue
    # By centre, day and status, so that the index of today's hall is read and not every ticket that there ever was.
    line = Ticket.objects.filter(centre=session.centre, day=session.day, status=Status.WAITING)
    line.filter(reserved=session.pk).exclude(pk__in=have).update(reserved=None)
    sessions = list_sessions(session.centre, at)
    waiting = line.filter(wish__in=session.wishes)
    share = min(queue_number("offline_block"), waiting.count() // max(1, len(sessions)))
    held = list(in_order(waiting.filter(reserved=session.pk), at))
    if len(held) < share:
        free = in_order(waiting.filter(not_held_by([one.pk for one in sessions])), at)
        taken = list(free.select_for_update(skip_locked=True)[: share - len(held)])
        Ticket.objects.filter(pk__in=[one.pk for one in taken]).update(reserved=session.pk)
        held += taken
    return held[:share]


def not_held_by(sessions: Sequence[UUID]) -> Q:
    """Tickets that none of these open counters holds."""
    return Q(reserved=None) | ~Q(reserved__in=sessions)


def clock_off_by(counter_clock: datetime, at: datetime) -> int:
    """Seconds by which a counter's clock is ahead (or behind, negative); 0 while that is too little to matter."""
    off = round((counter_clock - at).total_seconds())
    return off if abs(off) >= queue_number("clock_off_by") else 0


def take_recorded(
    acts: Sequence[Recorded], *, session: CounterSession, counter_clock: datetime, by: Actor, at: datetime
) -> dict[UUID, str]:
    """Do what a counter recorded without its link, in its order; what became of each, `done` or the rule that refused.

    Of a counter that was closed meanwhile counts what was done before. An act that was sent before is answered as
    then. Times are corrected by how far the counter's clock is off now.
    """
    known = {row.pk: row.outcome for row in OfflineAct.objects.filter(pk__in=[one.id for one in acts])}
    for one in acts:
        if one.id not in known:
            known[one.id] = _do(one, session, happened_at(one.at, counter_clock, at), by, at)
    return {one.id: known[one.id] for one in acts}


def _do(one: Recorded, session: CounterSession, happened: datetime, by: Actor, at: datetime) -> str:
    ticket = Ticket.objects.filter(pk=one.ticket, centre=by.place).first()
    outcome = UNKNOWN
    with transaction.atomic():
        row = OfflineAct(
            id=one.id, session=session.pk, ticket=one.ticket, act=one.act, at=happened, received_at=at, outcome=DONE
        )
        if ticket is not None and one.act in OFFLINE:
            try:
                OFFLINE[one.act](ticket, session=session, by=by, at=max(happened, ticket.status_changed_at))
                outcome = DONE
            except RuleBroken as broken:
                outcome = broken.code
        row.outcome = outcome
        OfflineAct.objects.bulk_create([row])
    return outcome


def happened_at(counter_time: datetime, counter_clock: datetime, at: datetime) -> datetime:
    """When it happened by the server's clock, never later than now and never on an earlier day than the last."""
    ago = min(max(counter_clock - counter_time, timedelta()), timedelta(hours=12))
    return at - ago
