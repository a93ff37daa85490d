"""The waiting list: who is first by the published order, what is kept for him, and what happens when he is silent."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import make
from workpermit.applications.models import Application
from workpermit.appointments.lifecycle import WaitingStatus
from workpermit.appointments.models import Appointment, Capacity, WaitingPlace
from workpermit.appointments.services import Visitor, cancel_appointment
from workpermit.appointments.waiting import (
    OfferIsOver,
    WaitingAlready,
    join_list,
    lapse_offer,
    leave_list,
    order,
    pass_on,
    take_offer,
)
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.core.ids import uuid7

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def join(
    application: UUID | None = None,
    *,
    bumped: bool = False,
    since: datetime = make.NOON,
    at: datetime = make.NOON,
) -> WaitingPlace:
    return join_list(
        application=application or uuid7(),
        centre=make.CENTRE,
        bumped=bumped,
        since=since,
        by=make.APPLICANT,
        at=at,
    )


def booked() -> Appointment:
    return make.book(Application(id=uuid7(), subject=uuid7()))


def give_back(appointment: Appointment) -> None:
    cancel_appointment(appointment, by=make.APPLICANT, at=make.NOON)


def left() -> int:
    return Capacity.objects.get().left


def now(place: WaitingPlace) -> WaitingPlace:
    return WaitingPlace.objects.get(pk=place.pk)


def queued(task: str) -> int:
    return ProcrastinateJob.objects.filter(task_name=task).count()


def test_where_nobody_waits_a_place_is_free_at_once() -> None:
    give_back(booked())

    assert left() == Capacity.objects.get().places
    assert queued("offer_returned") == 0


def test_where_somebody_waits_nobody_else_can_take_it() -> None:
    held, place = booked(), join()

    give_back(held)
    taken = left()
    offered = pass_on(held, at=make.NOON)

    assert queued("offer_returned") == 1
    assert left() == taken == Capacity.objects.get().places - 1
    assert offered == place
    assert (now(place).status, now(place).hour) == (WaitingStatus.OFFERED, 9)


def test_a_place_goes_on_once_however_often_the_task_runs() -> None:
    held = booked()
    one, other = join(), join()
    give_back(held)

    first, again = pass_on(held, at=make.NOON), pass_on(held, at=make.NOON)

    assert first is not None
    assert again is None
    assert {now(one).status, now(other).status} == {WaitingStatus.OFFERED, WaitingStatus.WAITING}


def test_a_place_that_is_held_is_not_passed_on() -> None:
    held, place = booked(), join()

    assert pass_on(held, at=make.NOON) is None

    assert now(place).status == WaitingStatus.WAITING
    give_back(held)
    assert pass_on(held, at=make.NOON) == place


def test_a_place_that_was_free_at_once_is_not_passed_on_besides() -> None:
    held = booked()
    give_back(held)
    place = join()

    assert pass_on(held, at=make.NOON) is None

    assert now(place).status == WaitingStatus.WAITING
    assert left() == Capacity.objects.get().places


def test_the_published_order() -> None:
    lot, early = uuid7(), make.NOON - timedelta(days=3)
    joined_first = join(at=make.NOON - HOUR)
    waited_long = join(since=early)
    bumped = join(bumped=True)
    everybody = [joined_first, waited_long, bumped]

    assert sorted(everybody, key=lambda one: order(one, lot)) == [bumped, waited_long, joined_first]


def test_a_tie_is_decided_by_a_hash_that_anybody_can_compute_afterwards() -> None:
    lot, everybody = uuid7(), [join() for _ in range(5)]

    expected = sorted(everybody, key=lambda one: sha256(one.pk.bytes + lot.bytes).hexdigest())

    assert sorted(everybody, key=lambda one: order(one, lot)) == expected


def test_the_place_that_is_offered_becomes_the_workers_own() -> None:
    held, place = booked(), join()
    give_back(held)
    pass_on(held, at=make.NOON)
    before = left()

    found = take_offer(
        now(place), visitor=Visitor(place.application, uuid7(), HOUR), by=make.APPLICANT, at=make.NOON + HOUR
    )

    assert (found.day, found.hour, found.status) == (held.day, held.hour, "booked")
    assert left() == before


def test_an_offer_ends_after_six_hours_and_goes_to_the_next() -> None:
    held = booked()
    first, second = join(since=make.NOON - HOUR), join()
    give_back(held)
    pass_on(held, at=make.NOON)
    later = make.NOON + timedelta(hours=6)

    with pytest.raises(OfferIsOver):
        take_offer(now(first), visitor=Visitor(first.application, uuid7(), HOUR), by=make.APPLICANT, at=later)
    after = lapse_offer(now(first), at=later)

    assert after == second
    assert now(first).status == WaitingStatus.LAPSED
    assert queued("lapse_offer") == 2


def test_where_nobody_is_left_the_place_is_free_again() -> None:
    held, place = booked(), join()
    give_back(held)
    pass_on(held, at=make.NOON)

    assert lapse_offer(now(place), at=make.NOON + timedelta(hours=6)) is None
    assert left() == Capacity.objects.get().places


def test_a_place_of_the_next_hours_is_offered_to_nobody() -> None:
    held, place = booked(), join()
    give_back(held)

    pass_on(held, at=held.begins_at - timedelta(hours=2))

    assert now(place).status == WaitingStatus.WAITING
    assert left() == Capacity.objects.get().places


def test_an_offer_cannot_lapse_twice() -> None:
    held, place = booked(), join()
    give_back(held)
    pass_on(held, at=make.NOON)
    stale = now(place)
    lapse_offer(now(place), at=make.NOON)

    with pytest.raises(CaseHasMoved):
        lapse_offer(stale, at=make.NOON)

    assert left() == Capacity.objects.get().places


def test_an_application_waits_at_one_centre() -> None:
    place = join()

    with pytest.raises(WaitingAlready):
        join(place.application)

    leave_list(place, by=make.APPLICANT, at=make.NOON)
    join(place.application)


def test_who_left_is_offered_nothing() -> None:
    held, place = booked(), join()
    give_back(held)
    leave_list(place, by=make.APPLICANT, at=make.NOON)

    pass_on(held, at=make.NOON)

    assert now(place).status == WaitingStatus.LEFT
    assert left() == Capacity.objects.get().places
    with pytest.raises(WrongStatus):
        leave_list(now(place), by=make.APPLICANT, at=make.NOON)
