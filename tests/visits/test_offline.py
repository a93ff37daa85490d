"""Work without the link: disjoint numbers, every act counts once, times are corrected, nothing is called twice."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.visits.make import CLERK, COLLEAGUE, counter, standing, waiting
from workpermit.core.ids import uuid7
from workpermit.visits.models import CounterSession, OfflineAct, Ticket, Turn
from workpermit.visits.offline import Recorded, clock_off_by, hold_block, take_recorded
from workpermit.visits.queries import list_held
from workpermit.visits.rules import HeldByCounter, OtherQueue
from workpermit.visits.services import call_next, call_ticket, hold_ticket

pytestmark = pytest.mark.django_db
AT = make.NOON + timedelta(minutes=30)


def line(count: int) -> list[Ticket]:
    return [waiting(at=make.NOON + timedelta(seconds=10 * n)) for n in range(count)]


def hold(session: CounterSession, have: list[UUID] | None = None, by=CLERK) -> list[UUID]:
    return [one.pk for one in hold_block(session=session, have=have or [], by=by, at=AT)]


def recorded(ticket: Ticket, act: str, minutes: float) -> Recorded:
    """An act so many minutes before now, by a clock that is right."""
    return Recorded(uuid7(), ticket.pk, act, AT - timedelta(minutes=minutes))


def test_two_counters_hold_different_numbers_the_first_ones_first() -> None:
    ours, theirs = counter("3"), counter("5", by=COLLEAGUE)
    tickets = [one.pk for one in line(7)]

    assert hold(ours) == tickets[:3]
    assert hold(theirs, by=COLLEAGUE) == tickets[3:6]


def test_a_counter_holds_no_more_than_its_share() -> None:
    ours, theirs = counter("3"), counter("5", by=COLLEAGUE)
    line(3)

    assert len(hold(ours)) == 1
    assert len(hold(theirs, by=COLLEAGUE)) == 1


def test_nobody_else_calls_what_a_counter_holds_until_that_counter_is_closed() -> None:
    ours, theirs = counter("3"), counter("5", by=COLLEAGUE)
    first, second, _third, _fourth = line(4)
    assert hold(ours) == [first.pk, second.pk]

    called = call_next(session=theirs, by=COLLEAGUE, at=AT)
    assert called is not None
    assert called.number == 3
    Ticket.objects.filter(pk=called.pk).delete()
    counter("9")  # the clerk sits down elsewhere, so the counter that held the numbers is closed
    assert call_next(session=theirs, by=COLLEAGUE, at=AT) == first


def test_a_number_that_another_counter_holds_is_not_called_out_of_turn_either() -> None:
    ours, theirs = counter("3"), counter("5", by=COLLEAGUE)
    first, *_rest = line(4)
    hold(ours)

    with pytest.raises(HeldByCounter):
        call_ticket(first, session=theirs, by=COLLEAGUE, at=AT)
    call_ticket(first, session=theirs, by=COLLEAGUE, at=AT, already=True)
    hold_ticket(first, session=theirs, by=COLLEAGUE, at=AT)
    call_ticket(first, session=ours, by=CLERK, at=AT)  # nobody holds a number that was called once


def test_what_is_given_back_is_looked_for_in_the_line_of_the_day_alone() -> None:
    """Every counter asks every few seconds: without the day it would read all tickets that there ever were."""
    ours = counter("3")
    line(2)

    with CaptureQueriesContext(connection) as said:
        hold(ours)

    (freed,) = (one["sql"] for one in said if "= NULL" in one["sql"])
    assert all(f'"{column}" = ' in freed for column in ("centre", "day", "status"))


def test_a_counter_calls_what_it_holds_itself() -> None:
    ours = counter("3")
    first, *_rest = line(2)
    hold(ours)

    assert call_next(session=ours, by=CLERK, at=AT) == first


def test_a_number_is_given_back_only_once_the_counter_has_said_that_it_does_not_have_it() -> None:
    """The answer may be lost: then the counter still believes in the number, and so does the database."""
    ours = counter("3")
    first, second = (one.pk for one in line(2))
    assert hold(ours) == [first, second]
    counter("5", by=COLLEAGUE)

    assert hold(ours, [first, second]) == [first]
    assert Ticket.objects.get(pk=second).reserved == ours.pk
    assert hold(ours, [first]) == [first]
    assert Ticket.objects.get(pk=second).reserved is None


def test_only_the_clerk_of_an_open_counter_holds_numbers() -> None:
    line(2)

    with pytest.raises(OtherQueue):
        hold(counter("3"), by=COLLEAGUE)


def test_what_was_recorded_is_done_in_its_order_at_its_time() -> None:
    ours = counter("3")
    first, second = line(2)
    hold(ours)
    acts = [
        recorded(first, "call", 20),
        recorded(first, "serve", 19),
        recorded(first, "finish", 12),
        recorded(second, "call", 11),
        recorded(second, "hold", 10),
    ]

    outcomes = take_recorded(acts, session=ours, counter_clock=AT, by=CLERK, at=AT)

    assert list(outcomes.values()) == ["done"] * 5
    assert (standing(first), list_held(make.CENTRE, AT)) == ("served", [second])
    turn = Turn.objects.get(ticket=first.pk)
    assert turn.ended_at - turn.called_at == timedelta(minutes=8)
    assert turn.ended_at == AT - timedelta(minutes=12)


def test_what_is_sent_twice_counts_once_and_is_answered_as_before() -> None:
    ours = counter("3")
    (first,) = line(1)
    acts = [recorded(first, "call", 5), recorded(first, "recall", 4)]
    before = take_recorded(acts, session=ours, counter_clock=AT, by=CLERK, at=AT)

    again = take_recorded(acts, session=ours, counter_clock=AT, by=CLERK, at=AT + timedelta(seconds=9))

    assert again == before
    assert Ticket.objects.get().calls == 2
    assert OfflineAct.objects.count() == 2


def test_a_wrong_clock_is_told_and_its_times_are_corrected() -> None:
    ours = counter("3")
    (first,) = line(1)
    wrong = timedelta(hours=7)
    acts = [Recorded(uuid7(), first.pk, "call", AT + wrong - timedelta(minutes=5))]

    take_recorded(acts, session=ours, counter_clock=AT + wrong, by=CLERK, at=AT)

    assert Ticket.objects.get().called_at == AT - timedelta(minutes=5)
    assert clock_off_by(AT + wrong, AT) == 7 * 3600
    assert clock_off_by(AT - wrong, AT) == -7 * 3600
    assert clock_off_by(AT + timedelta(seconds=20), AT) == 0


def test_no_act_happened_later_than_now_or_before_the_act_that_it_follows() -> None:
    ours = counter("3")
    (first,) = line(1)
    acts = [recorded(first, "call", -10), recorded(first, "serve", 500)]

    take_recorded(acts, session=ours, counter_clock=AT, by=CLERK, at=AT)

    ticket = Ticket.objects.get()
    assert ticket.called_at == ticket.serving_since == AT


def test_a_rule_that_refuses_an_act_is_kept_with_it_and_the_others_go_on() -> None:
    ours, theirs = counter("3"), counter("5", by=COLLEAGUE)
    taken, mine = line(2)
    call_ticket(taken, session=theirs, by=COLLEAGUE, at=AT)
    acts = [
        recorded(taken, "call", 3),
        recorded(mine, "call", 2),
        recorded(mine, "issue", 1),
        Recorded(uuid7(), uuid7(), "call", AT),
    ]

    outcomes = take_recorded(acts, session=ours, counter_clock=AT, by=CLERK, at=AT)

    assert list(outcomes.values()) == ["WrongStatus", "done", "unknown", "unknown"]
    assert Ticket.objects.get(pk=taken.pk).counter == "5"
    assert Ticket.objects.get(pk=mine.pk).counter == "3"
