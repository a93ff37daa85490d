"""Counters and tickets that came about by their acts."""

from datetime import datetime
from uuid import UUID

from tests import make
from workpermit.appointments.models import Appointment
from workpermit.core.actors import SYSTEM, Actor, Role
from workpermit.core.ids import uuid7
from workpermit.visits import services
from workpermit.visits.counters import open_counter
from workpermit.visits.lifecycle import Status
from workpermit.visits.models import CounterSession, Ticket
from workpermit.visits.wishes import Wish

KIOSK = Actor(SYSTEM.id, Role.SYSTEM, make.CENTRE)
CLERK = make.OPERATOR_CLERK
COLLEAGUE = Actor(UUID(int=14), Role.OPERATOR_CLERK, make.CENTRE)
ALL = [wish.value for wish in Wish]


def counter(name: str = "3", *, by: Actor = CLERK, serves: list[str] = ALL, at: datetime = make.NOON) -> CounterSession:
    """A counter that is open."""
    return open_counter(counter=name, serves=serves, by=by, at=at)


def waiting(
    *, wish: Wish = Wish.ASSISTED, first: bool = False, at: datetime = make.NOON, appointment: Appointment | None = None
) -> Ticket:
    """A ticket that was just taken."""
    ticket, _token = services.take_ticket(wish=wish, first=first, by=KIOSK, at=at, appointment=appointment)
    return ticket


def appointment(begins_at: datetime) -> Appointment:
    """An appointment of the day, as the queue sees it."""
    return Appointment(id=uuid7(), application=uuid7(), centre=make.CENTRE, begins_at=begins_at)


def called(session: CounterSession, *, at: datetime = make.NOON) -> Ticket:
    """A ticket that has been called to the counter."""
    ticket = waiting()
    services.call_ticket(ticket, session=session, by=Actor(session.clerk, Role.OPERATOR_CLERK, session.centre), at=at)
    return ticket


def serving(session: CounterSession, *, at: datetime = make.NOON) -> Ticket:
    """A ticket whose visitor stands at the counter."""
    ticket = called(session, at=at)
    services.serve_ticket(ticket, session=session, by=Actor(session.clerk, Role.OPERATOR_CLERK, session.centre), at=at)
    return ticket


def standing(ticket: Ticket) -> Status:
    """Where the ticket stands in the database."""
    return Status(Ticket.objects.get(pk=ticket.pk).status)
