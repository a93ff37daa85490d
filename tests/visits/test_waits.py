"""What a visitor may expect, and what was measured by counter and hour."""

from datetime import timedelta

import pytest

from tests import make
from tests.visits.make import CLERK, COLLEAGUE, appointment, called, counter, waiting
from workpermit.core.calendar import bangkok_date
from workpermit.visits.models import Turn
from workpermit.visits.services import call_next, finish_ticket, give_up_calling, recall_ticket, serve_ticket
from workpermit.visits.waits import Hour, Place, minutes_at_counter, place_of, times_by_counter, wait_for
from workpermit.visits.wishes import Wish

pytestmark = pytest.mark.django_db


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def test_the_wait_follows_from_who_is_ahead_and_how_many_counters_are_open() -> None:
    tickets = [waiting(at=make.NOON + timedelta(seconds=n)) for n in range(4)]
    at = make.NOON + minutes(1)

    assert place_of(tickets[3], at) == Place(3, None)
    counter()
    assert place_of(tickets[3], at) == Place(3, 40)
    counter("5", by=COLLEAGUE)
    assert place_of(tickets[3], at) == Place(3, 20)
    assert place_of(tickets[0], at) == Place(0, 5)
    assert wait_for(make.CENTRE, Wish.ASSISTED, at) == Place(4, 25)


def test_only_those_whom_the_same_counters_call_are_ahead() -> None:
    waiting(wish=Wish.CARDS)
    ticket = waiting(at=make.NOON + minutes(1))
    counter(serves=["assisted"])
    counter("5", by=COLLEAGUE, serves=["cards"])

    assert place_of(ticket, make.NOON + minutes(2)).ahead == 0


def serve(count: int, each: timedelta) -> None:
    session, at = counter(), make.NOON
    for _visit in range(count):
        waiting(at=at - minutes(4))
        ticket = call_next(session=session, by=CLERK, at=at)
        assert ticket is not None
        serve_ticket(ticket, session=session, by=CLERK, at=at + minutes(1))
        finish_ticket(ticket, session=session, by=CLERK, at=at + each)
        at += each


def test_what_was_measured_replaces_what_was_assumed_once_there_is_enough_of_it() -> None:
    serve(4, minutes(6))
    assert minutes_at_counter(make.CENTRE, "assisted", make.NOON + minutes(30)) == 10
    serve(1, minutes(6))
    assert minutes_at_counter(make.CENTRE, "assisted", make.NOON + minutes(30)) == pytest.approx(6)
    assert minutes_at_counter(make.CENTRE, "assisted", make.NOON + minutes(300)) == 10


def test_times_are_measured_by_counter_and_hour() -> None:
    serve(2, minutes(5))
    session = counter("10", by=COLLEAGUE)
    gone = called(session, at=make.NOON + minutes(70))
    for _call in range(2):
        recall_ticket(gone, session=session, by=COLLEAGUE, at=make.NOON + minutes(71))
    give_up_calling(gone, session=session, by=COLLEAGUE, at=make.NOON + minutes(72))

    ours, theirs = times_by_counter(make.CENTRE, bangkok_date(make.NOON))

    assert ours == Hour("3", 12, visitors=2, gone=0, waited=4, waited_slow=4, served=4)
    assert (theirs.counter, theirs.hour, theirs.visitors, theirs.gone) == ("10", 13, 0, 1)
    assert times_by_counter("CMI-SC-M-001", bangkok_date(make.NOON)) == []
    assert Turn.objects.count() == 3


def test_whoever_is_called_before_the_hour_of_the_appointment_has_not_waited() -> None:
    session = counter()
    waiting(appointment=appointment(make.NOON + minutes(45)))
    ticket = call_next(session=session, by=CLERK, at=make.NOON + minutes(5))
    assert ticket is not None
    serve_ticket(ticket, session=session, by=CLERK, at=make.NOON + minutes(6))
    finish_ticket(ticket, session=session, by=CLERK, at=make.NOON + minutes(9))

    (hour,) = times_by_counter(make.CENTRE, bangkok_date(make.NOON))
    assert (hour.waited, hour.waited_slow) == (0, 0)
