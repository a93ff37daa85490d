"""Whoever waits in the hall with a number does not miss the appointment, however long the line is."""

from datetime import datetime, timedelta

import pytest

from tests import make
from tests.visits.make import CLERK, counter, waiting
from workpermit.applications import tasks
from workpermit.appointments.models import Appointment
from workpermit.appointments.queries import list_missed
from workpermit.appointments.services import check_in_visitor
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.visits.services import call_ticket, cancel_ticket, hold_ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def late() -> Appointment:
    """An appointment of today whose hour and patience have passed."""
    booked = make.book(make.application(status="awaiting_visit"))
    Appointment.objects.filter(pk=booked.pk).update(
        day=bangkok_date(make.NOON), begins_at=make.NOON - timedelta(hours=3), missed_after=make.NOON
    )
    return Appointment.objects.get(pk=booked.pk)


def end_windows(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr("workpermit.applications.tasks.timezone.now", lambda: at)
    tasks.end_windows(0)


def test_it_is_missed_once_the_visitor_has_left_the_hall(monkeypatch: pytest.MonkeyPatch) -> None:
    booked = late()
    ticket = waiting(appointment=booked)
    later = make.NOON + timedelta(minutes=5)

    end_windows(monkeypatch, later)
    assert Appointment.objects.get(pk=booked.pk).status == "booked"
    cancel_ticket(ticket, session=counter(at=later), by=CLERK, at=later)
    end_windows(monkeypatch, later)
    assert Appointment.objects.get(pk=booked.pk).status == "missed"


def test_whoever_was_put_aside_and_left_is_missed_the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can end the ticket of yesterday: without its day it would keep the appointment open for ever."""
    booked, session = late(), counter()
    check_in_visitor(booked, visit=uuid7(), by=CLERK, at=make.NOON)
    ticket = waiting(appointment=booked)
    call_ticket(ticket, session=session, by=CLERK, at=make.NOON)
    hold_ticket(ticket, session=session, by=CLERK, at=make.NOON)

    end_windows(monkeypatch, make.NOON + timedelta(minutes=5))
    assert Appointment.objects.get(pk=booked.pk).status == "checked_in"
    end_windows(monkeypatch, make.NOON + timedelta(days=1))
    assert Appointment.objects.get(pk=booked.pk).status == "missed"


def test_those_in_the_halls_do_not_fill_the_list_of_the_missed() -> None:
    here, gone = late(), late()
    Appointment.objects.filter(pk=here.pk).update(missed_after=make.NOON - timedelta(hours=1))

    assert list_missed(make.NOON + timedelta(minutes=5), here={here.pk}) == [gone]
