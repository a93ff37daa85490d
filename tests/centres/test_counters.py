"""Adding, changing, closing and opening counters."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.centres import make
from tests.make import CAST, CENTRE, NOON
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole, WrongStatus
from workpermit.casework.models import AuditEntry
from workpermit.centres import services
from workpermit.centres.models import Counter
from workpermit.centres.queries import get_counter, list_counters
from workpermit.centres.rules import CounterExists, CounterMakesNoSense, OtherCentre
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7

pytestmark = pytest.mark.django_db


def add(*, by: Actor = make.MANAGER, **changes: Any) -> Counter:
    said: dict[str, Any] = {"counter": uuid7(), "centre": CENTRE, "number": "A1", "capabilities": ["check_in"]}
    return services.add_counter(**{**said, **changes}, by=by, at=NOON)


def test_a_centre_has_the_counters_of_its_size_until_somebody_changes_one() -> None:
    assert [one.number for one in list_counters(CENTRE)] == [str(number) for number in range(1, 12)]
    assert [one.capabilities for one in list_counters(CENTRE)][-4:] == [
        ["check_in", "identity"], ["cards"], ["cards"], ["assisted"],
    ]  # fmt: skip
    assert not Counter.objects.exists()


def test_an_added_counter_stands_beside_those_of_the_size() -> None:
    added = add()

    assert [one.number for one in list_counters(CENTRE)][-2:] == ["11", "A1"]
    assert (added.status, added.capabilities) == ("open", ["check_in"])
    assert AuditEntry.objects.filter(kind="counter", act="add_counter").count() == 12


def test_a_counter_of_the_size_keeps_its_id_when_it_becomes_a_row() -> None:
    before = make.counter("3")

    services.close_counter(counter=before, by=make.MANAGER, at=NOON)

    assert get_counter(CENTRE, before.pk).status == "closed"


def test_the_same_form_sent_twice_adds_one_counter() -> None:
    sent = uuid7()

    assert add(counter=sent) == add(counter=sent)
    assert Counter.objects.filter(number="A1").count() == 1


def test_two_counters_do_not_have_one_number() -> None:
    add()
    with pytest.raises(CounterExists):
        add(number="3")
    with pytest.raises(IntegrityError), transaction.atomic():
        Counter.objects.filter(number="3").update(number="4")


@pytest.mark.parametrize("changes", [{"number": " "}, {"number": "123456789"}, {"capabilities": []}])
def test_a_counter_without_number_or_work_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(CounterMakesNoSense):
        add(**changes)
    assert not Counter.objects.exists()


def test_a_counter_changes_what_it_can_do() -> None:
    changed = services.change_counter(
        counter=make.counter("9"), capabilities=["cards", "assisted"], by=make.MANAGER, at=NOON
    )

    assert get_counter(CENTRE, changed.pk).capabilities == ["cards", "assisted"]


def test_a_closed_counter_is_not_changed_or_closed_again() -> None:
    closed = services.close_counter(counter=make.counter("2"), by=make.MANAGER, at=NOON)

    with pytest.raises(WrongStatus):
        services.change_counter(counter=closed, capabilities=["cards"], by=make.MANAGER, at=NOON)
    with pytest.raises(WrongStatus):
        services.close_counter(counter=closed, by=make.MANAGER, at=NOON)


def test_two_pages_close_a_counter_once() -> None:
    services.close_counter(counter=make.counter("1"), by=make.MANAGER, at=NOON)
    one, other = make.counter("2"), make.counter("2")
    services.close_counter(counter=one, by=make.MANAGER, at=NOON)

    with pytest.raises(CaseHasMoved):
        services.close_counter(counter=other, by=make.MANAGER, at=NOON)


ACTS: list[Callable[[Actor], object]] = [
    lambda by: add(by=by),
    lambda by: services.change_counter(counter=make.counter("1"), capabilities=["cards"], by=by, at=NOON),
    lambda by: services.close_counter(counter=make.counter("1"), by=by, at=NOON),
]


@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_the_manager_of_the_centre_touches_a_counter(act: Callable[[Actor], object]) -> None:
    with pytest.raises(OtherCentre):
        act(make.ELSEWHERE)
    for somebody in CAST:
        if somebody != make.MANAGER:
            with pytest.raises(WrongRole):
                act(somebody)
    assert not Counter.objects.exists()


def test_another_manager_does_not_open_a_counter_again() -> None:
    closed = services.close_counter(counter=make.counter("1"), by=make.MANAGER, at=NOON)

    with pytest.raises(OtherCentre):
        services.reopen_counter(counter=closed, by=make.ELSEWHERE, at=NOON)
