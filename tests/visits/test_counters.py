"""A counter has one clerk, a clerk one counter; nobody leaves a visitor alone."""

from datetime import timedelta

import pytest

from tests import make
from tests.at_once import at_once
from tests.visits.make import ALL, CLERK, COLLEAGUE, called, counter
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole
from workpermit.core.actors import Actor
from workpermit.visits.counters import close_counter, open_counter
from workpermit.visits.models import CounterSession
from workpermit.visits.queries import find_session, list_sessions
from workpermit.visits.rules import CounterNeedsName, OtherQueue, VisitorIsStillHere
from workpermit.visits.services import recall_ticket

pytestmark = pytest.mark.django_db


def test_counters_are_listed_by_name_and_only_today() -> None:
    counter("10")
    counter("9", by=COLLEAGUE)

    assert [one.counter for one in list_sessions(make.CENTRE, make.NOON)] == ["9", "10"]
    assert list_sessions(make.CENTRE, make.NOON + timedelta(days=1)) == []


def test_a_clerk_who_sits_down_elsewhere_has_left_the_first_counter() -> None:
    counter("3")

    moved = counter("4")

    assert find_session(CLERK, make.NOON) == moved
    assert list_sessions(make.CENTRE, make.NOON) == [moved]


def test_who_takes_a_counter_over_has_its_visitor_and_the_other_has_not() -> None:
    before = counter("3")
    ticket = called(before)

    after = counter("3", by=COLLEAGUE)

    recall_ticket(ticket, session=after, by=COLLEAGUE, at=make.NOON)
    with pytest.raises(OtherQueue):
        recall_ticket(ticket, session=CounterSession.objects.get(pk=before.pk), by=CLERK, at=make.NOON)


@pytest.mark.parametrize(("name", "serves"), [("", ALL), ("  ", ALL), ("x" * 9, ALL), ("3", []), ("3", ["gold"])])
def test_a_counter_has_a_name_and_does_something(name: str, serves: list[str]) -> None:
    with pytest.raises(CounterNeedsName):
        counter(name, serves=serves)


@pytest.mark.parametrize("by", [make.APPLICANT, make.REGISTRAR])
def test_only_clerks_open_counters(by: Actor) -> None:
    with pytest.raises(WrongRole):
        open_counter(counter="3", serves=ALL, by=by, at=make.NOON)


def test_a_counter_closes_without_a_visitor() -> None:
    session = counter()
    ticket = called(session)

    with pytest.raises(VisitorIsStillHere):
        close_counter(session=session, at=make.NOON)
    ticket.delete()
    close_counter(session=session, at=make.NOON)
    assert find_session(CLERK, make.NOON) is None


def test_of_two_who_sit_down_at_the_same_moment_one_does(db: None) -> None:
    try:
        ends = at_once(lambda: counter("8"), lambda: counter("8", by=COLLEAGUE))

        assert set(ends) <= {None, CaseHasMoved}
        open_now = CounterSession.objects.filter(closed_at=None)
        assert open_now.count() == 1
    finally:
        at_once(lambda: CounterSession.objects.all().delete())
