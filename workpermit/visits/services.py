"""Taking a ticket, calling it, and what a counter does with its visitor.

Two counters never call the same person: the next ticket is chosen and locked by one statement, which steps over
tickets that another counter is just taking, and the status moves by one conditional update.
"""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from workpermit.appointments.models import Appointment
from workpermit.casework.lifecycle import advance, begin
from workpermit.catalogue.queries import get_centre, queue_number
from workpermit.core.actors import Actor
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.visits.lifecycle import Act, Status
from workpermit.visits.models import CounterSession, Ticket, Turn
from workpermit.visits.queries import find_at_counter, find_ticket_of, hash_token, in_order, list_sessions
from workpermit.visits.rules import (
    HasTicket,
    HeldByCounter,
    SameWish,
    TooManyTickets,
    VisitorIsStillHere,
    check_called_often_enough,
    check_counter,
    check_queue,
    check_undo_in_time,
)
from workpermit.visits.wishes import APPOINTMENT_SERIES, KIOSK_SERIES, SERIES, Wish

# One row for centre, day and series is the only place where numbers come from.
NEXT_NUMBER = """
INSERT INTO visits_ticketroll AS roll (id, centre, day, series, last) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (centre, day, series) DO UPDATE SET last = roll.last + 1 RETURNING last
"""


@transaction.atomic
def take_ticket(
    *, wish: Wish, first: bool, by: Actor, at: datetime, appointment: Appointment | None = None, kept: int | None = None
) -> tuple[Ticket, str]:
    """A place in today's line of the actor's centre; also the token with which it can be followed, kept nowhere.

    `kept` is a number that a kiosk held and gave while it had no link (kiosks.py).
    Raises HasTicket, TooManyTickets, NoSuchPlace or WrongRole.
    """
    centre = get_centre(by.place).code
    if appointment is not None and find_ticket_of(appointment.pk):
        raise HasTicket
    if (
        appointment is None and kept is None
    ):  # an appointment has one number anyway, and its visitors come together at the full hour
        _check_not_too_many(centre, at)
    token = secrets.token_urlsafe(16)
    series = KIOSK_SERIES if kept else APPOINTMENT_SERIES if appointment else SERIES[wish]
    ticket = Ticket(
        id=uuid7(),
        centre=centre,
        day=bangkok_date(at),
        series=series,
        number=kept or next_number(centre, at, series),
        token_hash=hash_token(token),
        wish=wish,
        appointment=appointment.pk if appointment else None,
        first=first or bool(appointment and appointment.needs),
        taken_at=at,
        due_at=appointment.begins_at if appointment else at,
        waiting_since=max(at, appointment.begins_at) if appointment else at,
    )
    try:
        with transaction.atomic():
            begin(ticket, Act.TAKE, by=by, at=at, root=appointment.application if appointment else None)
    except IntegrityError:
        raise HasTicket from None
    return ticket, token


def call_next(*, session: CounterSession, by: Actor, at: datetime) -> Ticket | None:
    """Call whoever is next for this counter; None where nobody waits for what it does.

    Raises VisitorIsStillHere and what `call_ticket` raises.
    """
    with transaction.atomic():
        others = [one.pk for one in list_sessions(session.centre, at) if one.pk != session.pk]
        waiting = Ticket.objects.select_for_update(skip_locked=True).filter(
            Q(reserved=None) | ~Q(reserved__in=others),  # what a counter without a link may be calling just now
            centre=session.centre,
            day=bangkok_date(at),
            status=Status.WAITING,
            wish__in=session.wishes,
        )
        ticket = in_order(waiting, at).first()
        if ticket is not None:
            call_ticket(ticket, session=session, by=by, at=at)
    return ticket


@transaction.atomic
def call_ticket(ticket: Ticket, *, session: CounterSession, by: Actor, at: datetime, already: bool = False) -> None:
    """Call one ticket to a counter. What another counter holds is called there alone, unless its visitor is here
    `already`.

    Raises HeldByCounter, OtherQueue, VisitorIsStillHere, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_queue(ticket, session, by, at)
    if not already:
        _check_not_held(ticket, session, at)
    if find_at_counter(session):
        raise VisitorIsStillHere
    changes = {
        "counter": session.counter,
        "reserved": None,
        "clerk": by.id,
        "calls": 1,
        "called_at": at,
        "serving_since": None,
    }
    try:
        with transaction.atomic():
            advance(ticket, Act.CALL, by=by, at=at, changes=changes)
    except IntegrityError:  # the button was pressed twice at the same moment
        raise VisitorIsStillHere from None


@transaction.atomic
def recall_ticket(ticket: Ticket, *, session: CounterSession, by: Actor, at: datetime) -> None:
    """Call the same number again. Raises NotAtThisCounter, OtherQueue, WrongStatus, WrongRole or CaseHasMoved."""
    check_counter(ticket, session, by, at)
    advance(ticket, Act.RECALL, by=by, at=at, changes={"calls": ticket.calls + 1, "called_at": at})


@transaction.atomic
def undo_call(ticket: Ticket, *, session: CounterSession, by: Actor, at: datetime) -> None:
    """Take back a call a few seconds after it; the ticket is where it was.

    Raises TooLateToUndo, NotAtThisCounter, OtherQueue, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_counter(ticket, session, by, at)
    check_undo_in_time(ticket, at)
    advance(ticket, Act.UNDO, by=by, at=at, changes=_NOWHERE)


@transaction.atomic
def serve_ticket(ticket: Ticket, *, session: CounterSession, by: Actor, at: datetime) -> None:
    """The visitor stands at the counter. Raises NotAtThisCounter, OtherQueue, WrongStatus, WrongRole, CaseHasMoved."""
    check_counter(ticket, session, by, at)
    advance(ticket, Act.SERVE, by=by, at=at, changes={"serving_since": at})


@transaction.atomic
def finish_ticket(ticket: Ticket, *, session: CounterSession, by: Actor, at: datetime) -> None:
    """The visitor has what was wanted. Raises NotAtThisCounter, OtherQueue, WrongStatus, WrongRole or CaseHasMoved."""
    check_counter(ticket, session, by, at)
    _write_turn(ticket, Act.FINISH, at)
    advance(ticket, Act.FINISH, by=by, at=at)


@transaction.atomic
def hold_ticket(ticket: Ticket, *, session: CounterSession, by: Actor, at: datetime) -> None:
    """Put the ticket aside until the visitor is ready.

    Raises NotAtThisCounter, OtherQueue, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_counter(ticket, session, by, at)
    _write_turn(ticket, Act.HOLD, at)
    advance(ticket, Act.HOLD, by=by, at=at)


@transaction.atomic
def return_ticket(ticket: Ticket, *, session: CounterSession, by: Actor, at: datetime) -> None:
    """Back into the line at the old place. Raises OtherQueue, WrongStatus, WrongRole or CaseHasMoved."""
    check_queue(ticket, session, by, at)
    try:
        with transaction.atomic():
            advance(ticket, Act.RETURN, by=by, at=at, changes=_NOWHERE | {"waiting_since": at})
    except IntegrityError:  # gone, and in the meantime there is a new ticket for the same appointment
        raise HasTicket from None


@transaction.atomic
def transfer_ticket(ticket: Ticket, *, wish: str, session: CounterSession, by: Actor, at: datetime) -> None:
    """Back into the line for something else, at the old place.

    Raises SameWish, NotAtThisCounter, OtherQueue, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_counter(ticket, session, by, at)
    if wish == ticket.wish or wish not in Wish.values:
        raise SameWish
    _write_turn(ticket, Act.TRANSFER, at)
    advance(ticket, Act.TRANSFER, by=by, at=at, changes=_NOWHERE | {"wish": wish, "waiting_since": at})


@transaction.atomic
def join_appointment(
    ticket: Ticket, *, appointment: Appointment, session: CounterSession, by: Actor, at: datetime
) -> None:
    """The visitor of this ticket has an appointment here today; what is said twice is done once.

    Raises HasTicket, NotAtThisCounter, OtherQueue, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_counter(ticket, session, by, at)
    if ticket.appointment == appointment.pk:
        return
    if ticket.appointment is not None or find_ticket_of(appointment.pk):
        raise HasTicket
    changes = {"appointment": appointment.pk, "wish": Wish.IDENTITY}
    try:
        with transaction.atomic():
            advance(ticket, Act.JOIN, by=by, at=at, root=appointment.application, changes=changes)
    except IntegrityError:
        raise HasTicket from None


@transaction.atomic
def give_up_calling(ticket: Ticket, *, session: CounterSession, by: Actor, at: datetime) -> None:
    """Nobody came, however often the number was called. An appointment stays booked until its hour has passed.

    Raises NotCalledOftenEnough, NotAtThisCounter, OtherQueue, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_counter(ticket, session, by, at)
    check_called_often_enough(ticket)
    _write_turn(ticket, Act.GIVE_UP, at)
    advance(ticket, Act.GIVE_UP, by=by, at=at)


@transaction.atomic
def cancel_ticket(ticket: Ticket, *, session: CounterSession, by: Actor, at: datetime) -> None:
    """The visitor says that he leaves. Raises OtherQueue, WrongStatus, WrongRole or CaseHasMoved."""
    check_queue(ticket, session, by, at)
    advance(ticket, Act.CANCEL, by=by, at=at)


_NOWHERE: dict[str, Any] = {
    "counter": "",
    "reserved": None,
    "clerk": None,
    "calls": 0,
    "called_at": None,
    "serving_since": None,
}


def next_number(centre: str, at: datetime, series: str) -> int:
    """A number of a series that nobody else has today."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [uuid7(), centre, bangkok_date(at), series])
        (last,) = cursor.fetchone() or (1,)
    return int(last)


def _check_not_too_many(centre: str, at: datetime) -> None:
    """A larger centre has more kiosks, which grow with its counters. Raises TooManyTickets."""
    minute = Ticket.objects.filter(
        centre=centre, day=bangkok_date(at), appointment=None, taken_at__gt=at - timedelta(minutes=1)
    )
    if minute.count() >= queue_number("walk_ins_per_minute") * max(1, len(list_sessions(centre, at))):
        raise TooManyTickets


def _check_not_held(ticket: Ticket, session: CounterSession, at: datetime) -> None:
    """Locks the ticket, so that no counter takes it as its own in between. Raises HeldByCounter."""
    others = [one.pk for one in list_sessions(session.centre, at) if one.pk != session.pk]
    if Ticket.objects.select_for_update().filter(pk=ticket.pk, reserved__in=others):
        raise HeldByCounter


def _write_turn(ticket: Ticket, end: Act, at: datetime) -> None:
    """What the counter had of this ticket, before the ticket moves on."""
    turn = Turn(
        id=uuid7(),
        ticket=ticket.pk,
        centre=ticket.centre,
        day=ticket.day,
        counter=ticket.counter,
        wish=ticket.wish,
        waiting_since=ticket.waiting_since,
        called_at=ticket.called_at or at,
        serving_since=ticket.serving_since,
        ended_at=at,
        end=end,
    )
    Turn.objects.bulk_create([turn])
