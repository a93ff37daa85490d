"""From the booked place to its end: cancelled, kept or missed."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import make
from workpermit.applications.lifecycle import Status as ApplicationStatus
from workpermit.applications.models import Application
from workpermit.applications.tasks import end_windows
from workpermit.appointments import services
from workpermit.appointments.lifecycle import Status
from workpermit.appointments.models import Appointment, Capacity
from workpermit.appointments.queries import find_open_appointment, list_missed
from workpermit.appointments.services import WrongCentre
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole, WrongStatus
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7
from workpermit.letters.queries import list_letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]

Way = Callable[..., None]
WAYS = pytest.mark.parametrize("way", [services.check_in_visitor, services.check_in_by_paper])
ELSEWHERE = Actor(uuid7(), Role.OPERATOR_CLERK, "BKK-SC-M-002")


def booked() -> Appointment:
    return make.book(Application(id=uuid7(), subject=uuid7()))


def check_in(appointment: Appointment, by: Actor = make.OPERATOR_CLERK, way: Way = services.check_in_visitor) -> None:
    way(appointment, visit=uuid7(), by=by, at=appointment.begins_at)


def test_cancelling_gives_the_place_back_and_lets_one_book_again() -> None:
    appointment = booked()

    services.cancel_appointment(appointment, by=make.APPLICANT, at=make.NOON)

    assert appointment.status == Status.CANCELLED
    assert Capacity.objects.get().left == Capacity.objects.get().places
    again = make.book(Application(id=appointment.application, subject=appointment.subject), hour=10)
    assert find_open_appointment(appointment.application) == again


def test_cancelling_twice_gives_one_place_back() -> None:
    appointment = booked()
    booked()
    stale_copy = Appointment.objects.get(pk=appointment.pk)
    services.cancel_appointment(appointment, by=make.APPLICANT, at=make.NOON)

    with pytest.raises(CaseHasMoved):
        services.cancel_appointment(stale_copy, by=make.APPLICANT, at=make.NOON)

    assert Capacity.objects.get().left == 39


@WAYS
def test_a_visitor_is_checked_in_at_the_centre_of_the_appointment(way: Way) -> None:
    appointment = booked()

    check_in(appointment, way=way)

    assert appointment.status == Status.CHECKED_IN
    assert appointment.visit is not None


@WAYS
def test_another_centre_does_not_check_the_visitor_in(way: Way) -> None:
    appointment = booked()

    with pytest.raises(WrongCentre):
        check_in(appointment, by=ELSEWHERE, way=way)

    assert Appointment.objects.get(pk=appointment.pk).status == Status.BOOKED


@WAYS
def test_nobody_but_a_clerk_checks_a_visitor_in(way: Way) -> None:
    appointment = booked()

    with pytest.raises(WrongRole):
        check_in(appointment, by=Actor(uuid7(), Role.REGISTRAR, make.CENTRE), way=way)


@WAYS
def test_two_counters_check_a_visitor_in_once(way: Way) -> None:
    appointment = booked()
    stale_copy = Appointment.objects.get(pk=appointment.pk)
    check_in(appointment)

    with pytest.raises(CaseHasMoved):
        check_in(stale_copy, way=way)

    assert Appointment.objects.get(pk=appointment.pk).visit == appointment.visit


def test_a_finished_visit_was_kept() -> None:
    appointment = booked()
    check_in(appointment)

    services.finish_visit(appointment, by=make.OPERATOR_CLERK, at=appointment.begins_at)

    assert appointment.status == Status.KEPT


def test_a_visit_that_did_not_begin_is_not_finished() -> None:
    with pytest.raises(WrongStatus):
        services.finish_visit(booked(), by=make.OPERATOR_CLERK, at=make.NOON)


def test_an_appointment_is_missed_only_after_its_window() -> None:
    appointment = booked()
    window_ends = appointment.begins_at + timedelta(hours=2)

    assert list_missed(window_ends) == []
    assert list_missed(window_ends + timedelta(seconds=1)) == [appointment]


def test_who_missed_an_appointment_may_book_another_one() -> None:
    application = make.application(status=ApplicationStatus.AWAITING_VISIT)
    missed = make.book(application)

    services.miss_appointment(missed, at=missed.missed_after)
    again = make.book(application, hour=10)

    assert missed.status == Status.MISSED
    assert find_open_appointment(application.pk) == again
    assert Application.objects.get(pk=application.pk).status == ApplicationStatus.AWAITING_VISIT


def test_the_clock_ends_a_missed_appointment_and_writes_a_letter() -> None:
    # The clock task reads the real time, so the appointment must be in the real past.
    application = make.application(status=ApplicationStatus.AWAITING_VISIT)
    missed = make.book(application)
    long_ago = missed.missed_after - timedelta(days=3650)
    Appointment.objects.filter(pk=missed.pk).update(missed_after=long_ago)

    end_windows(0)

    assert Appointment.objects.get(pk=missed.pk).status == Status.MISSED
    assert "appointment_missed" in {letter.template for letter in list_letters(application.pk)}
