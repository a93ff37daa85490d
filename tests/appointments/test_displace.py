"""A closure ends the appointments of its days; nobody is lost, and nobody else is touched."""

from datetime import timedelta

import pytest
from django.db import connection

from tests import make
from tests.centres import make as centres
from workpermit.applications.lifecycle import Status as ApplicationStatus
from workpermit.applications.models import Application
from workpermit.applications.services import displace_visit
from workpermit.applications.tasks import leave_closed_days
from workpermit.appointments.counts import DayNotOffered, NoPlaceLeft
from workpermit.appointments.lifecycle import Status
from workpermit.appointments.models import Appointment, Capacity
from workpermit.appointments.queries import count_booked, find_open_appointment, list_displaced, list_free_hours
from workpermit.appointments.services import check_in_visitor, displace_appointment
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.centres import services
from workpermit.core.ids import uuid7
from workpermit.letters.queries import list_letters
from workpermit.zones.logins import DOCUMENT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def booked(hour: int = 9, centre: str = make.CENTRE) -> Appointment:
    return make.book(Application(id=uuid7(), subject=uuid7()), hour=hour, centre=centre)


def test_a_closed_day_cannot_be_booked() -> None:
    centres.closure()

    with pytest.raises(DayNotOffered):
        booked()
    assert make.WORKING_DAY not in {free.day for free in list_free_hours(make.CENTRE, make.NOON)}


def test_a_closure_finds_who_has_booked_its_days_at_its_centre() -> None:
    here, later = booked(), booked(hour=10)
    booked(centre="BKK-SC-M-002")
    assert list_displaced(make.NOON) == []
    assert count_booked(make.CENTRE, make.WORKING_DAY, make.WORKING_DAY) == 2

    centres.closure()

    assert list_displaced(make.NOON) == [here, later]


def test_a_day_that_is_over_displaces_nobody() -> None:
    booked()
    centres.closure()

    assert list_displaced(make.NOON + timedelta(days=3)) == []


def test_a_displaced_appointment_gives_its_place_back() -> None:
    appointment = booked()

    displace_appointment(appointment, at=make.NOON)

    assert appointment.status == Status.DISPLACED
    assert Capacity.objects.get().left == Capacity.objects.get().places
    assert find_open_appointment(appointment.application) is None
    with pytest.raises(WrongStatus):
        displace_appointment(appointment, at=make.NOON)


def test_who_is_checked_in_meanwhile_is_not_displaced() -> None:
    appointment = booked()
    stale_copy = Appointment.objects.get()
    check_in_visitor(appointment, visit=uuid7(), by=make.OPERATOR_CLERK, at=make.NOON)

    with pytest.raises(CaseHasMoved):
        displace_appointment(stale_copy, at=make.NOON)


def test_the_clock_ends_the_appointment_writes_a_letter_and_another_can_be_booked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("workpermit.applications.tasks.timezone.now", lambda: make.NOON)
    application = make.application(status=ApplicationStatus.AWAITING_VISIT)
    appointment = make.book(application)
    centres.closure()

    leave_closed_days(0)
    leave_closed_days(0)

    assert Appointment.objects.get(pk=appointment.pk).status == Status.DISPLACED
    told = [letter.template for letter in list_letters(application.pk)]
    assert told.count("appointment_displaced") == 2  # filer and worker, once each
    again = make.book(application, day=make.WORKING_DAY + timedelta(days=1))
    assert find_open_appointment(application.pk) == again


def test_the_workers_own_login_may_do_all_of_it() -> None:
    application = make.application(status=ApplicationStatus.AWAITING_VISIT)
    make.book(application)
    centres.closure()

    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {DOCUMENT}")
        (found,) = list_displaced(make.NOON)
        displace_visit(appointment=found, at=make.NOON)
        cursor.execute("RESET ROLE")

    assert Appointment.objects.get().status == Status.DISPLACED


# Capacity that changes after an hour was first counted.


def test_places_that_are_taken_away_are_not_sold_and_nobody_loses_one() -> None:
    for _ in range(3):
        booked()
    centres.override(places=3)

    with pytest.raises(NoPlaceLeft):
        booked()
    assert (make.WORKING_DAY, 9) not in {(one.day, one.hour) for one in list_free_hours(make.CENTRE, make.NOON)}
    assert Appointment.objects.filter(status=Status.BOOKED).count() == 3


def test_places_that_come_back_can_be_booked_again() -> None:
    ordered = centres.override(places=1)
    booked()
    with pytest.raises(NoPlaceLeft):
        booked()

    services.withdraw_override(override=ordered, by=centres.MANAGER, at=make.NOON)

    booked()
    assert {(one.day, one.hour): one.left for one in list_free_hours(make.CENTRE, make.NOON)}[make.WORKING_DAY, 9] == 38
