"""Booking: one named place for one application, on a day and hour that the centre offers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.db.models import F

from tests import make
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.appointments.counts import DayNotOffered, NoPlaceLeft
from workpermit.appointments.models import Appointment, Capacity
from workpermit.appointments.queries import find_open_appointment, list_free_hours
from workpermit.appointments.services import AlreadyBooked
from workpermit.catalogue.queries import NoSuchPlace
from workpermit.centres import hours
from workpermit.centres.kept import forget_plans
from workpermit.core.ids import uuid7
from workpermit.sealing.services import public_keys

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]

PLACES = 40  # 320 a day over eight hours


def places_left() -> int:
    free = {(one.day, one.hour): one.left for one in list_free_hours(make.CENTRE, make.NOON)}
    return free.get((make.WORKING_DAY, 9), 0)


def leave(left: int) -> None:
    Capacity.objects.create(
        id=uuid7(), centre=make.CENTRE, day=make.WORKING_DAY, hour=9, places=PLACES, left=left
    )  # fmt: skip


def waiting() -> Application:
    return Application(id=uuid7(), subject=uuid7())


def test_a_booked_place_is_taken_from_what_is_left() -> None:
    application = make.application(status=Status.AWAITING_VISIT)
    assert places_left() == PLACES

    appointment = make.book(application)

    assert find_open_appointment(application.pk) == appointment
    assert appointment.begins_at.isoformat() == "2026-11-24T09:00:00+07:00"
    assert places_left() == PLACES - 1


def test_the_last_place_can_be_booked() -> None:
    leave(1)

    make.book(waiting())

    assert places_left() == 0


def test_behind_the_last_place_comes_nobody() -> None:
    leave(0)

    with pytest.raises(NoPlaceLeft):
        make.book(waiting())

    assert Appointment.objects.count() == 0


def test_the_database_keeps_the_last_place_from_being_sold_twice_by_itself() -> None:
    leave(0)

    with pytest.raises(IntegrityError, match="capacity_is_never_oversold"):
        Capacity.objects.filter(centre=make.CENTRE).update(left=F("left") - 1)


def test_the_database_keeps_places_from_being_made_up() -> None:
    leave(PLACES)

    with pytest.raises(IntegrityError, match="capacity_does_not_grow_by_itself"):
        Capacity.objects.filter(centre=make.CENTRE).update(left=F("left") + 1)


def test_an_application_has_one_open_appointment() -> None:
    application = waiting()
    make.book(application)

    with pytest.raises(AlreadyBooked):
        make.book(application, hour=10)

    assert places_left() == PLACES - 1


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2026, 11, 28), id="a Saturday"),
        pytest.param(date(2026, 11, 29), id="a Sunday"),
        pytest.param(date(2026, 12, 7), id="a holiday in lieu"),
        pytest.param(date(2026, 12, 10), id="Constitution Day"),
        pytest.param(date(2026, 11, 20), id="a day that is over"),
        pytest.param(date(2026, 12, 21), id="beyond four weeks"),
    ],
)
def test_a_day_that_is_not_offered_is_refused(day: date) -> None:
    with pytest.raises(DayNotOffered):
        make.book(waiting(), day=day)

    assert day not in {free.day for free in list_free_hours(make.CENTRE, make.NOON)}


@pytest.mark.parametrize("hour", [0, 7, 12, 17, 24])
def test_an_hour_that_is_not_offered_is_refused(hour: int) -> None:
    with pytest.raises(DayNotOffered):
        make.book(waiting(), hour=hour)


@pytest.mark.parametrize("hour", [8, 11])
def test_an_hour_of_today_that_is_over_is_refused(hour: int) -> None:
    with pytest.raises(DayNotOffered):
        make.book(waiting(), day=date(2026, 11, 23), hour=hour)


def test_the_rest_of_today_is_offered_up_to_the_hour_that_runs() -> None:
    half_past_one = make.NOON + timedelta(minutes=90)

    make.book(waiting(), day=date(2026, 11, 23), hour=13, at=half_past_one)


def test_only_a_demonstration_is_open_at_midnight_on_a_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    sunday = date(2026, 11, 29)
    with pytest.raises(DayNotOffered):
        make.book(waiting(), day=sunday, hour=0)

    monkeypatch.setattr(hours, "public_keys", lambda: replace(public_keys(), demo=True))
    forget_plans()
    make.book(waiting(), day=sunday, hour=0)


def test_a_centre_that_does_not_exist_has_no_places() -> None:
    with pytest.raises(NoSuchPlace):
        make.book(waiting(), centre="NOWHERE")
