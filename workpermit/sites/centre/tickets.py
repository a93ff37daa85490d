"""Tickets as the pages of a centre show them: letters and numbers, never a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from workpermit.applications.queries import numbers_of
from workpermit.appointments.queries import get_appointment
from workpermit.centres.queries import list_counters
from workpermit.core.actors import Actor
from workpermit.sites.centres_words import CAPABILITIES
from workpermit.visits.lifecycle import Status
from workpermit.visits.queries import acts_open, find_at_counter, find_session, find_ticket_of, seconds_to_undo
from workpermit.visits.services import call_ticket, serve_ticket
from workpermit.visits.wishes import Wish

if TYPE_CHECKING:
    from workpermit.appointments.models import Appointment
    from workpermit.visits.models import Ticket

WISHES: dict[str, str | Promise] = {
    Wish.IDENTITY: gettext_lazy("Identity check"),
    Wish.CARDS: gettext_lazy("Collect a card"),
    Wish.ASSISTED: gettext_lazy("Help with an application"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One ticket in a list. `due_at` is the hour of an appointment, `minutes` how long it has waited."""

    id: UUID
    label: str
    wish: str | Promise
    counter: str
    due_at: datetime | None
    called_at: datetime | None
    minutes: int
    first: bool


@dataclass(frozen=True, slots=True)
class Current:
    """The visitor of a counter. `number` is the application's, where there is an appointment."""

    id: UUID
    label: str
    status: str
    wish: str
    wish_label: str | Promise
    calls: int
    called_at: datetime | None
    serving_since: datetime | None
    acts: set[str]
    undo_seconds: int
    number: str
    appointment: UUID | None
    visit_is_open: bool
    visit_is_over: bool
    first: bool


def counters_of(centre: str) -> dict[str, list[str | Promise]]:
    """The counters of a centre that are open to be used, by name, with what each can do; none where none is known."""
    return {
        one.number: [words for name, words in CAPABILITIES.items() if getattr(one, name)]
        for one in list_counters(centre)
        if one.status != "closed"
    }


def lines_of(tickets: "Sequence[Ticket]", at: datetime) -> list[Line]:
    """Tickets for a list, in the order given."""
    return [
        Line(
            one.pk,
            one.label,
            WISHES[one.wish],
            one.counter,
            one.due_at if one.appointment else None,
            one.called_at,
            max(0, (at - one.waiting_since) // timedelta(minutes=1)),
            one.first,
        )
        for one in tickets
    ]


def current_of(ticket: "Ticket", clerk: Actor, at: datetime) -> Current:
    """The ticket at a counter, with what may be done with it now."""
    appointment = get_appointment(ticket.appointment) if ticket.appointment else None
    numbers = numbers_of([appointment.application], seen_by=clerk) if appointment else {}
    return Current(
        ticket.pk,
        ticket.label,
        ticket.status,
        ticket.wish,
        WISHES[ticket.wish],
        ticket.calls,
        ticket.called_at,
        ticket.serving_since,
        acts_open(ticket, clerk, at),
        seconds_to_undo(ticket, at),
        numbers.get(appointment.application, "") if appointment else "",
        ticket.appointment,
        appointment is not None and appointment.status == "checked_in",
        appointment is not None and appointment.status not in ("booked", "checked_in"),
        ticket.first,
    )


def begin_serving(appointment: "Appointment", *, by: Actor, at: datetime) -> None:
    """The visitor has been checked in at this clerk's counter, so the ticket is served there."""
    session, ticket = find_session(by, at), find_ticket_of(appointment.pk)
    if session is None or ticket is None:
        return
    here = find_at_counter(session)
    if here is not None and here.pk != ticket.pk or ticket.counter not in ("", session.counter):
        return  # the clerk has not finished with somebody else, or another counter has this ticket
    if ticket.status in (Status.WAITING, Status.HELD):  # came to the counter without being called
        call_ticket(ticket, session=session, by=by, at=at, already=True)
    if ticket.status == Status.CALLED:
        serve_ticket(ticket, session=session, by=by, at=at)
