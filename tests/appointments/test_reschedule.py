"""Moving an appointment: the new place is taken before the old one is given back, or nothing happens."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests import make
from tests.at_once import at_once
from workpermit.applications.models import Application
from workpermit.appointments.counts import DayNotOffered, NoPlaceLeft
from workpermit.appointments.lifecycle import Status
from workpermit.appointments.models import Appointment, Capacity
from workpermit.appointments.queries import find_open_appointment
from workpermit.appointments.services import cancel_appointment, reschedule_appointment
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole, WrongStatus
from workpermit.catalogue.queries import NoSuchPlace
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]

OTHER_CENTRE = "CMI-SC-M-001"


@pytest.fixture
def cleared(db: None) -> Iterator[None]:
    """What other connections commit is taken away again."""
    yield
    at_once(lambda: (Appointment.objects.all().delete(), Capacity.objects.all().delete()))


def booked(hour: int = 9) -> Appointment:
    return make.book(Application(id=uuid7(), subject=uuid7()), hour=hour)


def move(
    appointment: Appointment,
    *,
    centre: str = make.CENTRE,
    day: date = make.WORKING_DAY,
    hour: int = 10,
    by: Actor = make.APPLICANT,
) -> Appointment:
    return reschedule_appointment(
        appointment, centre=centre, day=day, hour=hour, no_show=timedelta(hours=1), by=by, at=make.NOON
    )


def taken(centre: str, hour: int) -> int:
    row = Capacity.objects.filter(centre=centre, hour=hour).first()
    return row.places - row.left if row else 0


def test_the_new_place_is_taken_and_the_old_one_given_back() -> None:
    appointment = booked()

    moved = move(appointment, centre=OTHER_CENTRE)

    assert appointment.status == Status.MOVED
    assert find_open_appointment(appointment.application) == moved
    assert (moved.subject, moved.centre, moved.hour) == (appointment.subject, OTHER_CENTRE, 10)
    assert (taken(make.CENTRE, 9), taken(OTHER_CENTRE, 10)) == (0, 1)


def test_without_a_place_the_old_time_stands() -> None:
    appointment = booked()
    Capacity.objects.create(id=uuid7(), centre=make.CENTRE, day=make.WORKING_DAY, hour=10, places=40, left=0)

    with pytest.raises(NoPlaceLeft):
        move(appointment)

    assert Appointment.objects.get().status == Status.BOOKED
    assert taken(make.CENTRE, 9) == 1


def test_a_form_that_was_posted_twice_moves_once() -> None:
    moved = move(booked())

    assert move(moved) == moved
    assert Appointment.objects.count() == 2
    assert taken(make.CENTRE, 10) == 1


@pytest.mark.parametrize("other", [{"hour": 12}, {"day": date(2026, 11, 28)}], ids=["noon", "a Saturday"])
def test_a_time_that_is_not_offered_is_refused(other: dict[str, int]) -> None:
    with pytest.raises(DayNotOffered):
        move(booked(), **other)


def test_a_centre_that_does_not_exist_is_refused() -> None:
    with pytest.raises(NoSuchPlace):
        move(booked(), centre="NOWHERE")


def test_nobody_but_a_party_moves_an_appointment() -> None:
    with pytest.raises(WrongRole):
        move(booked(), by=make.OPERATOR_CLERK)


def test_an_appointment_that_was_cancelled_is_not_moved() -> None:
    appointment = booked()
    stale_copy = Appointment.objects.get()
    cancel_appointment(appointment, by=make.APPLICANT, at=make.NOON)

    with pytest.raises(WrongStatus):
        move(appointment)
    with pytest.raises(CaseHasMoved):
        move(stale_copy)

    assert (taken(make.CENTRE, 9), taken(make.CENTRE, 10)) == (0, 0)


@pytest.mark.usefixtures("cleared")
def test_one_appointment_moved_from_two_browsers_moves_once() -> None:
    made: list[Appointment] = []
    at_once(lambda: made.append(booked()))
    one, other = (Appointment.objects.get(pk=made[0].pk) for _ in range(2))

    ends = at_once(lambda: move(one, hour=10), lambda: move(other, hour=11))

    assert set(ends) == {None, CaseHasMoved}
    assert taken(make.CENTRE, 9) == 0
    assert taken(make.CENTRE, 10) + taken(make.CENTRE, 11) == 1


@pytest.mark.usefixtures("cleared")
@pytest.mark.parametrize("_round", range(5))
def test_two_who_swap_their_hours_both_get_what_they_want(_round: int) -> None:
    made: dict[int, Appointment] = {}
    at_once(lambda: made.update({9: booked(9), 10: booked(10)}))

    ends = at_once(lambda: move(made[9], hour=10), lambda: move(made[10], hour=9))

    assert ends == [None, None]
    assert (taken(make.CENTRE, 9), taken(make.CENTRE, 10)) == (1, 1)
