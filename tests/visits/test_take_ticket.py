"""A ticket: a letter and a number that are given once a day, a token that is kept nowhere, one for an appointment."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests import make
from tests.at_once import at_once
from tests.visits.make import CLERK, COLLEAGUE, KIOSK, appointment, counter, waiting
from workpermit.casework.lifecycle import WrongRole
from workpermit.core.actors import Actor, Role
from workpermit.visits.models import Ticket, TicketRoll
from workpermit.visits.queries import find_by_token, find_ticket_of, list_waiting
from workpermit.visits.rules import HasTicket, TooManyTickets
from workpermit.visits.services import take_ticket
from workpermit.visits.wishes import Wish

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_each_series_counts_for_itself_and_begins_anew_every_day() -> None:
    labels = [
        waiting().label,
        waiting(wish=Wish.CARDS).label,
        waiting(wish=Wish.IDENTITY).label,
        waiting(appointment=appointment(make.NOON)).label,
        waiting(at=make.NOON + timedelta(days=1)).label,
    ]

    assert labels == ["B 001", "C 001", "B 002", "A 001", "B 001"]


def test_another_centre_has_numbers_of_its_own() -> None:
    waiting()

    ticket, _token = take_ticket(
        wish=Wish.CARDS, first=False, by=Actor(CLERK.id, Role.OPERATOR_CLERK, "CMI-SC-M-001"), at=make.NOON
    )

    assert (ticket.label, ticket.centre) == ("C 001", "CMI-SC-M-001")


def test_the_token_follows_the_ticket_and_is_kept_nowhere() -> None:
    ticket, token = take_ticket(wish=Wish.CARDS, first=False, by=KIOSK, at=make.NOON)

    assert find_by_token(token) == ticket
    assert find_by_token("x" * 22) is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM visits_ticket t")
        assert token not in str(cursor.fetchall())


def test_an_appointment_has_one_ticket_at_a_time() -> None:
    booked = appointment(make.NOON)
    first = waiting(appointment=booked)

    with pytest.raises(HasTicket):
        waiting(appointment=booked)
    assert find_ticket_of(booked.pk) == first


def test_the_database_holds_one_open_ticket_of_an_appointment() -> None:
    booked = appointment(make.NOON)
    waiting(appointment=booked)
    other = waiting()

    with pytest.raises(IntegrityError, match="appointment_has_one_ticket"), transaction.atomic():
        Ticket.objects.filter(pk=other.pk).update(appointment=booked.pk)


def test_a_kiosk_gives_no_flood_of_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workpermit.visits.services.queue_number", lambda code: 2)
    waiting()
    waiting()

    with pytest.raises(TooManyTickets):
        waiting()
    waiting(at=make.NOON + timedelta(minutes=2))


def test_more_counters_give_more_numbers_and_appointments_are_no_flood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workpermit.visits.services.queue_number", lambda code: 2)
    for _visitor in range(3):
        waiting(appointment=appointment(make.NOON))
    waiting()
    waiting()
    counter("3")
    with pytest.raises(TooManyTickets):
        waiting()
    counter("5", by=COLLEAGUE)
    waiting()
    waiting()

    with pytest.raises(TooManyTickets):
        waiting()


def test_who_is_before_whom() -> None:
    """The hour of an appointment that has come, then walk-ins as they came, then those who are early."""
    early = waiting(appointment=appointment(make.NOON + HOUR), at=make.NOON)
    walk_in = waiting(at=make.NOON + timedelta(minutes=1))
    next_walk_in = waiting(at=make.NOON + timedelta(minutes=2))
    pregnant = waiting(first=True, at=make.NOON + timedelta(minutes=3))
    due = waiting(appointment=appointment(make.NOON), at=make.NOON + timedelta(minutes=4))
    overdue = waiting(appointment=appointment(make.NOON - HOUR), at=make.NOON + timedelta(minutes=5))

    line = list_waiting(make.CENTRE, make.NOON + timedelta(minutes=6))

    assert [one.pk for one in line] == [one.pk for one in (pregnant, overdue, due, walk_in, next_walk_in, early)]


def test_nobody_else_takes_tickets() -> None:
    for by in (make.APPLICANT, make.REGISTRAR):
        with pytest.raises(WrongRole):
            take_ticket(wish=Wish.CARDS, first=False, by=Actor(by.id, by.role, make.CENTRE), at=make.NOON)


@pytest.fixture
def cleared(db: None) -> Iterator[None]:
    yield
    at_once(lambda: (Ticket.objects.all().delete(), TicketRoll.objects.all().delete()))


@pytest.mark.usefixtures("cleared")
def test_kiosks_that_ask_at_the_same_moment_get_different_numbers() -> None:
    assert at_once(*[waiting] * 6) == [None] * 6
    assert sorted(ticket.number for ticket in Ticket.objects.all()) == [1, 2, 3, 4, 5, 6]
