"""What stops an act of the queue; each is a rule that somebody at a counter can read."""

from datetime import datetime, timedelta

from workpermit.catalogue.queries import queue_number
from workpermit.core.actors import Actor
from workpermit.core.calendar import bangkok_date
from workpermit.core.errors import RuleBroken
from workpermit.visits.models import CounterSession, Ticket


class CounterNeedsName(RuleBroken):
    """A counter has a name of at most eight characters and serves at least one wish."""


class NotAtThisCounter(RuleBroken):
    """A ticket that was called belongs to the counter that called it."""


class OtherQueue(RuleBroken):
    """A counter works on the queue of its own centre and of this day."""


class HeldByCounter(RuleBroken):
    """What a counter holds for when its link is lost is called there alone: it may be calling that number just now."""


class VisitorIsStillHere(RuleBroken):
    """A counter calls the next one when its own visitor has gone, and closes without a visitor."""


class NotCalledOftenEnough(RuleBroken):
    """A number is called several times before its visitor counts as gone."""


class TooLateToUndo(RuleBroken):
    """A call is undone within seconds; after that the visitor may be on the way."""


class SameWish(RuleBroken):
    """A transfer changes what the visitor is waiting for, to something that centres do."""


class HasTicket(RuleBroken):
    """An appointment has one ticket at a time."""


class TooManyTickets(RuleBroken):
    """A centre gives out so many numbers without appointment in a minute for each open counter, and no more."""


def check_queue(ticket: Ticket, session: CounterSession, by: Actor, at: datetime) -> None:
    """The clerk was at a counter of this ticket's centre that was open `at` this time of the day. Raises OtherQueue."""
    same_centre = ticket.centre == session.centre == by.place
    closed = session.closed_at is not None and at >= session.closed_at
    if not same_centre or session.clerk != by.id or closed or not ticket.day == session.day == bangkok_date(at):
        raise OtherQueue


def check_counter(ticket: Ticket, session: CounterSession, by: Actor, at: datetime) -> None:
    """As `check_queue`, and this counter has called the ticket. Raises NotAtThisCounter or OtherQueue."""
    check_queue(ticket, session, by, at)
    if ticket.counter != session.counter:
        raise NotAtThisCounter


def check_called_often_enough(ticket: Ticket) -> None:
    if ticket.calls < queue_number("calls_before_no_show"):
        raise NotCalledOftenEnough


def check_undo_in_time(ticket: Ticket, at: datetime) -> None:
    if ticket.called_at is None or ticket.calls > 1 or at > undo_until(ticket.called_at):
        raise TooLateToUndo


def undo_until(called_at: datetime) -> datetime:
    """Until when a call can be undone."""
    return called_at + timedelta(seconds=queue_number("seconds_to_undo_call"))
