"""Whoever waits in the hall with a number does not miss the appointment, however long the line is."""

from datetime import timedelta

import pytest

from tests import make
from tests.visits.make import CLERK, counter, waiting
from workpermit.applications import tasks
from workpermit.appointments.models import Appointment
from workpermit.core.calendar import bangkok_date
from workpermit.visits.services import cancel_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def test_it_is_missed_once_the_visitor_has_left_the_hall(monkeypatch: pytest.MonkeyPatch) -> None:
    booked = make.book(make.application(status="awaiting_visit"))
    Appointment.objects.filter(pk=booked.pk).update(
        day=bangkok_date(make.NOON), begins_at=make.NOON - timedelta(hours=3), missed_after=make.NOON
    )
    ticket = waiting(appointment=Appointment.objects.get(pk=booked.pk))
    later = make.NOON + timedelta(minutes=5)
    monkeypatch.setattr("workpermit.applications.tasks.timezone.now", lambda: later)

    tasks.end_windows(0)
    assert Appointment.objects.get(pk=booked.pk).status == "booked"
    cancel_ticket(ticket, session=counter(at=later), by=CLERK, at=later)
    tasks.end_windows(0)
    assert Appointment.objects.get(pk=booked.pk).status == "missed"
