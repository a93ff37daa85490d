"""Reading the queue: who waits in which order, who stands where, what the hall is told."""

from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Case, IntegerField, Q, Value, When

from workpermit.catalogue.queries import queue_number
from workpermit.core.actors import Actor
from workpermit.core.calendar import bangkok_date
from workpermit.visits.lifecycle import AT_COUNTER, LIFECYCLE, OPEN, Act, Status
from workpermit.visits.models import CounterSession, Ticket
from workpermit.visits.rules import undo_until

if TYPE_CHECKING:
    from django.db.models import QuerySet

LAST_CALLED = 5
STAFF_ONLY = ("clerk", "reserved")  # columns of a ticket that the public login may not read


def in_order(tickets: "QuerySet[Ticket]", at: datetime) -> "QuerySet[Ticket]":
    """Who is called before whom: those who must come first, then appointments whose hour has come, then walk-ins
    as they came, then appointments that are early. Within each, the earlier one.
    """
    due = Q(due_at__lte=at)
    group = Case(
        When(due & Q(first=True), then=Value(0)),
        When(due & Q(appointment__isnull=False), then=Value(1)),
        When(appointment__isnull=True, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return tickets.order_by(group, "due_at", "id")


def list_waiting(centre: str, at: datetime) -> list[Ticket]:
    """The line of a centre today, in the order in which it is called."""
    waiting = Ticket.objects.filter(centre=centre, day=bangkok_date(at), status=Status.WAITING)
    return list(in_order(waiting.defer(*STAFF_ONLY), at))


def list_held(centre: str, at: datetime) -> list[Ticket]:
    """What was put aside today, the longest first."""
    held = Ticket.objects.filter(centre=centre, day=bangkok_date(at), status=Status.HELD)
    return list(held.order_by("status_changed_at"))


def list_gone(centre: str, at: datetime) -> list[Ticket]:
    """Who was called in vain today, the latest first, at most ten: they may still come."""
    gone = Ticket.objects.filter(centre=centre, day=bangkok_date(at), status=Status.NO_SHOW)
    return list(gone.order_by("-status_changed_at")[:10])


def list_called(centre: str, at: datetime) -> list[Ticket]:
    """Who is called or served now, the latest call first."""
    called = Ticket.objects.filter(centre=centre, day=bangkok_date(at), status__in=AT_COUNTER)
    return list(called.order_by("-called_at", "-id"))


def list_last_called(centre: str, at: datetime) -> list[Ticket]:
    """The last numbers that were called and are not called now, the latest first."""
    called = Ticket.objects.filter(centre=centre, day=bangkok_date(at), called_at__isnull=False)
    return list(called.exclude(status__in=(*AT_COUNTER, Status.WAITING)).order_by("-called_at", "-id")[:LAST_CALLED])


def get_ticket(ticket: UUID, *, seen_by: Actor) -> Ticket:
    """A ticket of the reader's own centre. Raises Ticket.DoesNotExist."""
    return Ticket.objects.get(pk=ticket, centre=seen_by.place)


def hash_token(token: str) -> bytes:
    return sha256(token.encode()).digest()


def find_by_token(token: str) -> Ticket | None:
    """The ticket that this token follows."""
    return Ticket.objects.filter(token_hash=hash_token(token)).defer(*STAFF_ONLY).first()


def find_ticket_of(appointment: UUID) -> Ticket | None:
    """The ticket with which the visitor of an appointment is in the hall."""
    return Ticket.objects.filter(appointment=appointment, status__in=OPEN).defer(*STAFF_ONLY).first()


def appointments_in_hall(at: datetime) -> set[UUID]:
    """Which appointments have somebody in a hall today, who is not missing however long the line is.

    Of today alone: nobody ends a ticket at night, and whoever had one yesterday has left.
    """
    rows = Ticket.objects.filter(day=bangkok_date(at), status__in=OPEN, appointment__isnull=False)
    return {appointment for appointment in rows.values_list("appointment", flat=True) if appointment}


def find_session(clerk: Actor, at: datetime) -> CounterSession | None:
    """The counter at which a clerk sits today."""
    return CounterSession.objects.filter(
        clerk=clerk.id, centre=clerk.place, day=bangkok_date(at), closed_at=None
    ).first()


def find_left_session(session: str, clerk: Actor, at: datetime) -> CounterSession | None:
    """A counter of today at which this clerk sat until it was closed."""
    with suppress(ValueError):
        sessions = CounterSession.objects.filter(clerk=clerk.id, centre=clerk.place, day=bangkok_date(at))
        return sessions.filter(pk=UUID(session), closed_at__isnull=False).first()
    return None


def list_left(clerk: Actor, at: datetime) -> list[UUID]:
    """The counters of today at which this clerk sat until they were closed: their browsers may still have acts."""
    left = CounterSession.objects.filter(clerk=clerk.id, centre=clerk.place, day=bangkok_date(at))
    return list(left.filter(closed_at__isnull=False).order_by("opened_at").values_list("pk", flat=True))


def list_sessions(centre: str, at: datetime) -> list[CounterSession]:
    """The counters that are open today, by name."""
    return sorted(
        CounterSession.objects.filter(centre=centre, day=bangkok_date(at), closed_at=None).defer("clerk"),
        key=lambda one: (len(one.counter), one.counter),
    )


def find_at_counter(session: CounterSession) -> Ticket | None:
    """Who has been called to a counter, or is served there."""
    return Ticket.objects.filter(
        centre=session.centre, day=session.day, counter=session.counter, status__in=AT_COUNTER
    ).first()


def acts_open(ticket: Ticket, by: Actor, at: datetime) -> set[str]:
    """What a page may offer for a ticket at the reader's counter now."""
    acts = set(LIFECYCLE.acts_open_to(by.role, ticket.status))
    if ticket.calls < queue_number("calls_before_no_show"):
        acts.discard(Act.GIVE_UP)
    if ticket.called_at is None or ticket.calls > 1 or at > undo_until(ticket.called_at):
        acts.discard(Act.UNDO)
    return acts


def seconds_to_undo(ticket: Ticket, at: datetime) -> int:
    """How long a call can still be undone; 0 when no more."""
    if ticket.called_at is None or ticket.calls > 1:
        return 0
    return max(0, int((undo_until(ticket.called_at) - at) / timedelta(seconds=1)))
