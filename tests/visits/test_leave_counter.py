"""How a visitor leaves a counter: finished, put aside, sent on, gone; and what is measured of it."""

from datetime import timedelta

import pytest

from tests import make
from tests.visits.make import CLERK, COLLEAGUE, appointment, called, counter, serving, standing, waiting
from workpermit.casework.lifecycle import WrongStatus
from workpermit.visits.models import Turn
from workpermit.visits.queries import acts_open, find_at_counter, list_gone, list_held, list_waiting
from workpermit.visits.rules import HasTicket, NotAtThisCounter, NotCalledOftenEnough, SameWish
from workpermit.visits.services import (
    call_next,
    call_ticket,
    cancel_ticket,
    finish_ticket,
    give_up_calling,
    hold_ticket,
    recall_ticket,
    return_ticket,
    serve_ticket,
    transfer_ticket,
)

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(minutes=9)


def test_a_visitor_who_is_served_and_finished_leaves_the_counter_free_and_its_times_behind() -> None:
    session = counter()
    ticket = serving(session)

    finish_ticket(ticket, session=session, by=CLERK, at=LATER)

    assert (standing(ticket), find_at_counter(session)) == ("served", None)
    turn = Turn.objects.get()
    assert (turn.counter, turn.serving_since, turn.ended_at, turn.end) == ("3", make.NOON, LATER, "finish_ticket")


def test_a_call_is_not_finished_without_a_visitor() -> None:
    session = counter()

    with pytest.raises(WrongStatus):
        finish_ticket(called(session), session=session, by=CLERK, at=LATER)
    assert not Turn.objects.exists()


@pytest.mark.parametrize("act", [serve_ticket, finish_ticket, hold_ticket, give_up_calling])
def test_another_counter_does_nothing_with_this_visitor(act: object) -> None:
    ticket, theirs = called(counter()), counter("5", by=COLLEAGUE)

    with pytest.raises(NotAtThisCounter):
        act(ticket, session=theirs, by=COLLEAGUE, at=LATER)  # type: ignore[operator]


def test_what_was_put_aside_is_called_by_any_counter_that_is_free() -> None:
    session, other = counter(), counter("5", by=COLLEAGUE)
    ticket = serving(session)

    hold_ticket(ticket, session=session, by=CLERK, at=LATER)
    assert list_held(make.CENTRE, LATER) == [ticket]
    call_ticket(ticket, session=other, by=COLLEAGUE, at=LATER)

    assert (ticket.status, ticket.counter, ticket.calls, ticket.serving_since) == ("called", "5", 1, None)


def test_back_in_the_line_it_has_its_old_place() -> None:
    session = counter()
    ticket = serving(session)
    later = waiting(at=LATER)
    hold_ticket(ticket, session=session, by=CLERK, at=LATER)

    return_ticket(ticket, session=session, by=CLERK, at=LATER)

    assert list_waiting(make.CENTRE, LATER) == [ticket, later]
    assert (ticket.counter, ticket.waiting_since) == ("", LATER)


def test_sent_on_it_waits_for_a_counter_that_does_the_other_thing() -> None:
    session, cards = counter(serves=["assisted"]), counter("7", by=COLLEAGUE, serves=["cards"])
    ticket = serving(session)

    transfer_ticket(ticket, wish="cards", session=session, by=CLERK, at=LATER)

    assert call_next(session=session, by=CLERK, at=LATER) is None
    assert call_next(session=cards, by=COLLEAGUE, at=LATER) == ticket


@pytest.mark.parametrize("wish", ["assisted", "", "gold"])
def test_it_is_sent_on_to_something_else_that_centres_do(wish: str) -> None:
    session = counter()

    with pytest.raises(SameWish):
        transfer_ticket(serving(session), wish=wish, session=session, by=CLERK, at=LATER)


def test_only_after_several_calls_the_visitor_counts_as_gone_and_may_still_come() -> None:
    session = counter()
    ticket = called(session)
    recall_ticket(ticket, session=session, by=CLERK, at=LATER)
    with pytest.raises(NotCalledOftenEnough):
        give_up_calling(ticket, session=session, by=CLERK, at=LATER)
    assert "give_up_calling" not in acts_open(ticket, CLERK, LATER)
    recall_ticket(ticket, session=session, by=CLERK, at=LATER)
    assert "give_up_calling" in acts_open(ticket, CLERK, LATER)

    give_up_calling(ticket, session=session, by=CLERK, at=LATER)

    assert list_gone(make.CENTRE, LATER) == [ticket]
    return_ticket(ticket, session=session, by=CLERK, at=LATER)
    assert list_waiting(make.CENTRE, LATER) == [ticket]


def test_whoever_is_back_with_a_new_number_does_not_wait_twice() -> None:
    session, booked = counter(), appointment(make.NOON)
    gone = waiting(appointment=booked)
    call_ticket(gone, session=session, by=CLERK, at=make.NOON)
    for _time in range(2):
        recall_ticket(gone, session=session, by=CLERK, at=LATER)
    give_up_calling(gone, session=session, by=CLERK, at=LATER)
    waiting(appointment=booked)

    with pytest.raises(HasTicket):
        return_ticket(gone, session=session, by=CLERK, at=LATER)


def test_who_leaves_the_hall_leaves_the_line() -> None:
    ticket = waiting()

    cancel_ticket(ticket, session=counter(), by=CLERK, at=LATER)

    assert (standing(ticket), list_waiting(make.CENTRE, LATER)) == ("cancelled", [])
