"""Saying what a centre should be ready for, after the place was given."""

import pytest

from tests import make
from workpermit.applications.models import Application
from workpermit.appointments.models import Appointment
from workpermit.appointments.services import cancel_appointment, say_needs
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.casework.queries import list_entries
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


@pytest.fixture
def appointment() -> Appointment:
    return make.book(Application(id=uuid7(), subject=uuid7()))


def test_the_centre_is_told_and_told_otherwise_until_the_visit(appointment: Appointment) -> None:
    say_needs(appointment, needs=["wheelchair", "speaks-my"], by=make.APPLICANT, at=make.NOON)
    assert Appointment.objects.get().needs == ["wheelchair", "speaks-my"]

    say_needs(appointment, needs=[], by=make.APPLICANT, at=make.NOON)

    kept = Appointment.objects.get()
    assert (kept.needs, kept.status) == ([], "booked")
    assert [entry.act for entry in list_entries(appointment.application)] == ["book", "say_needs", "say_needs"]


def test_what_no_centre_knows_is_left_out(appointment: Appointment) -> None:
    say_needs(appointment, needs=["a bribe", "child"], by=make.APPLICANT, at=make.NOON)

    assert Appointment.objects.get().needs == ["child"]


def test_nothing_is_told_of_a_place_that_was_given_back(appointment: Appointment) -> None:
    cancel_appointment(appointment, by=make.APPLICANT, at=make.NOON)

    with pytest.raises(WrongStatus):
        say_needs(appointment, needs=["child"], by=make.APPLICANT, at=make.NOON)

    assert Appointment.objects.get().needs == []


def test_a_clerk_tells_nothing_for_a_visitor(appointment: Appointment) -> None:
    with pytest.raises(WrongRole):
        say_needs(appointment, needs=["child"], by=Actor(uuid7(), Role.OPERATOR_CLERK, make.CENTRE), at=make.NOON)
