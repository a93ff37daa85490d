"""Calling: the right one for this counter, once; wrong calls go back within seconds."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.visits.make import CLERK, COLLEAGUE, called, counter, standing, waiting
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.core.actors import Actor, Role
from workpermit.visits.models import Ticket
from workpermit.visits.queries import find_at_counter, list_called
from workpermit.visits.rules import NotAtThisCounter, OtherQueue, TooLateToUndo, VisitorIsStillHere
from workpermit.visits.services import call_next, call_ticket, recall_ticket, undo_call
from workpermit.visits.wishes import Wish

pytestmark = pytest.mark.django_db


def test_a_counter_calls_the_first_whom_it_can_help() -> None:
    for_cards, next_one = waiting(wish=Wish.CARDS), waiting()

    ticket = call_next(session=counter(serves=["assisted"]), by=CLERK, at=make.NOON)

    assert ticket == next_one
    assert (ticket.status, ticket.counter, ticket.calls) == ("called", "3", 1)
    assert standing(for_cards) == "waiting"
    assert list_called(make.CENTRE, make.NOON) == [ticket]


def test_an_empty_line_gives_nobody() -> None:
    assert call_next(session=counter(), by=CLERK, at=make.NOON) is None


def test_of_two_counters_that_saw_the_same_ticket_one_gets_it() -> None:
    ours, theirs = counter("3"), counter("5", by=COLLEAGUE)
    ticket = waiting()
    stale_copy = Ticket.objects.get(pk=ticket.pk)
    call_ticket(ticket, session=ours, by=CLERK, at=make.NOON)

    with pytest.raises(CaseHasMoved):
        call_ticket(stale_copy, session=theirs, by=COLLEAGUE, at=make.NOON)
    assert find_at_counter(theirs) is None


def test_nobody_is_called_to_a_counter_with_a_visitor() -> None:
    session = counter()
    called(session)
    other = waiting()

    with pytest.raises(VisitorIsStillHere):
        call_next(session=session, by=CLERK, at=make.NOON)
    assert standing(other) == "waiting"


def test_the_database_holds_one_visitor_at_a_counter() -> None:
    ours, theirs = counter("3"), counter("5", by=COLLEAGUE)
    called(ours)
    other = called(theirs)

    with pytest.raises(IntegrityError, match="counter_has_one_visitor"), transaction.atomic():
        Ticket.objects.filter(pk=other.pk).update(counter="3")


@pytest.mark.parametrize(
    ("by", "days"),
    [(COLLEAGUE, 0), (Actor(CLERK.id, Role.OPERATOR_CLERK, "CMI-SC-M-001"), 0), (CLERK, 1)],
    ids=["another clerk", "another centre", "another day"],
)
def test_only_the_clerk_of_the_counter_calls_there_and_only_today(by: Actor, days: int) -> None:
    session, ticket = counter(), waiting()

    with pytest.raises(OtherQueue):
        call_ticket(ticket, session=session, by=by, at=make.NOON + timedelta(days=days))


def test_a_number_is_called_again() -> None:
    session = counter()
    ticket = called(session)

    recall_ticket(ticket, session=session, by=CLERK, at=make.NOON + timedelta(minutes=1))

    assert (ticket.calls, ticket.called_at) == (2, make.NOON + timedelta(minutes=1))


def test_another_counter_does_not_call_it_again() -> None:
    ticket, theirs = called(counter()), counter("5", by=COLLEAGUE)

    with pytest.raises(NotAtThisCounter):
        recall_ticket(ticket, session=theirs, by=COLLEAGUE, at=make.NOON)


def test_a_wrong_call_goes_back_to_its_place() -> None:
    session = counter()
    ticket, later = called(session), waiting(at=make.NOON + timedelta(seconds=1))

    undo_call(ticket, session=session, by=CLERK, at=make.NOON + timedelta(seconds=10))

    assert (standing(ticket), ticket.counter, ticket.called_at) == ("waiting", "", None)
    assert call_next(session=session, by=CLERK, at=make.NOON + timedelta(seconds=12)) == ticket
    assert standing(later) == "waiting"


def test_a_call_is_not_taken_back_once_the_visitor_may_be_on_the_way() -> None:
    session = counter()
    ticket = called(session)

    with pytest.raises(TooLateToUndo):
        undo_call(ticket, session=session, by=CLERK, at=make.NOON + timedelta(seconds=16))
    recall_ticket(ticket, session=session, by=CLERK, at=make.NOON + timedelta(seconds=16))
    with pytest.raises(TooLateToUndo):
        undo_call(ticket, session=session, by=CLERK, at=make.NOON + timedelta(seconds=17))


def test_a_ticket_that_is_done_is_not_called() -> None:
    session = counter()
    ticket = called(session)

    with pytest.raises(WrongStatus):
        call_ticket(ticket, session=counter("5", by=COLLEAGUE), by=COLLEAGUE, at=make.NOON)
