"""What a visitor asked for is forgotten in the statement that ends the appointment, whoever ends it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import make
from workpermit.applications.models import Application
from workpermit.appointments import services
from workpermit.appointments.models import Appointment
from workpermit.appointments.services import Visitor, book_place
from workpermit.core.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def booked() -> Appointment:
    application = Application(id=uuid7(), subject=uuid7())
    appointment = make.book(application)
    Appointment.objects.filter(pk=appointment.pk).update(needs=["wheelchair"])
    return Appointment.objects.get(pk=appointment.pk)


def needs(appointment: Appointment) -> list[str]:
    return list(Appointment.objects.get(pk=appointment.pk).needs)


def come(appointment: Appointment) -> None:
    services.check_in_visitor(appointment, visit=uuid7(), by=make.OPERATOR_CLERK, at=make.NOON)


def keep(appointment: Appointment) -> None:
    come(appointment)
    services.finish_visit(appointment, by=make.OPERATOR_CLERK, at=make.NOON)


ENDS: dict[str, Callable[[Appointment], object]] = {
    "kept": keep,
    "missed": lambda one: services.miss_appointment(one, at=make.NOON),
    "cancelled": lambda one: services.cancel_appointment(one, by=make.APPLICANT, at=make.NOON),
    "displaced": lambda one: services.displace_appointment(one, at=make.NOON),
}


@pytest.mark.parametrize("end", ENDS)
def test_an_ended_appointment_says_nothing_about_its_visitor(end: str) -> None:
    appointment = booked()

    ENDS[end](appointment)

    kept = Appointment.objects.get(pk=appointment.pk)
    assert (kept.status, kept.needs) == (end, [])


def test_the_centre_sees_them_until_the_visit_is_over() -> None:
    appointment = booked()
    assert needs(appointment) == ["wheelchair"]

    come(appointment)

    assert needs(appointment) == ["wheelchair"]


def test_a_move_takes_them_along_and_leaves_none_behind() -> None:
    visitor = Visitor(uuid7(), uuid7(), timedelta(), needs=["child"])
    first = book_place(
        visitor=visitor, centre=make.CENTRE, day=make.WORKING_DAY, hour=9, by=make.APPLICANT, at=make.NOON
    )

    moved = services.reschedule_appointment(
        first, centre=make.CENTRE, day=make.WORKING_DAY, hour=10, no_show=timedelta(), by=make.APPLICANT,
        at=make.NOON,
    )  # fmt: skip

    assert (needs(first), needs(moved)) == ([], ["child"])
