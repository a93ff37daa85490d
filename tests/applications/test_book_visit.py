"""Booking the visit of an application: when it is due, and both parties are told."""

import pytest

from tests import make
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.services.visit import NoVisitDue
from workpermit.appointments.models import Appointment
from workpermit.appointments.queries import find_open_appointment
from workpermit.appointments.services import AlreadyBooked
from workpermit.letters.queries import list_letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def book(application: Application, hour: int = 9) -> Appointment:
    return services.book_visit(
        application=application, centre=make.CENTRE, day=make.WORKING_DAY, hour=hour, by=make.APPLICANT, at=make.NOON
    )


def told(application: Application, template: str) -> list[dict[str, object]]:
    return [letter.facts for letter in list_letters(application.pk) if letter.template == template]


def test_both_parties_are_told_where_and_when() -> None:
    application = make.application(status=Status.AWAITING_VISIT)

    appointment = book(application)

    facts = told(application, "appointment_booked")
    assert find_open_appointment(application.pk) == appointment
    assert len(facts) == 2
    assert {(one["centre"], one["due_at"]) for one in facts} == {(make.CENTRE, "2026-11-24T09:00:00+07:00")}


def test_the_window_of_the_service_says_when_a_visit_is_missed() -> None:
    appointment = book(make.application(status=Status.AWAITING_VISIT))

    assert appointment.missed_after.isoformat() == "2026-11-24T11:00:00+07:00"  # the hour itself and one more


@pytest.mark.parametrize("status", [Status.RECOMMENDED, Status.GRANTED, Status.IDENTITY_CONFIRMED, Status.ISSUED])
def test_a_visit_that_is_not_due_is_not_booked(status: Status) -> None:
    application = make.application(status=status)

    with pytest.raises(NoVisitDue):
        book(application)

    assert find_open_appointment(application.pk) is None


def test_a_form_posted_twice_books_one_place_and_writes_once() -> None:
    application = make.application(status=Status.AWAITING_VISIT)
    book(application)

    with pytest.raises(AlreadyBooked):
        book(application, hour=10)

    assert len(told(application, "appointment_booked")) == 2


def test_who_was_not_confirmed_hears_it_and_may_come_again() -> None:
    application = make.application(status=Status.AWAITING_VISIT)

    services.tell_not_confirmed(application=application, centre=make.CENTRE, by=make.OPERATOR_CLERK, at=make.NOON)

    assert len(told(application, "identity_not_confirmed")) == 2
    assert application.status == Status.AWAITING_VISIT


def test_both_parties_are_told_once_that_the_visit_was_moved() -> None:
    application = make.application(status=Status.AWAITING_VISIT)
    appointment = book(application)

    for _ in range(2):
        appointment = services.reschedule_visit(
            application=application,
            appointment=appointment,
            centre=make.CENTRE,
            day=make.WORKING_DAY,
            hour=10,
            by=make.APPLICANT,
            at=make.NOON,
        )

    facts = told(application, "appointment_moved")
    assert [(one["centre"], one["due_at"]) for one in facts] == [(make.CENTRE, "2026-11-24T10:00:00+07:00")] * 2
    assert appointment.missed_after.isoformat() == "2026-11-24T12:00:00+07:00"
