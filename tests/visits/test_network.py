"""What the Department reads of all halls: times and numbers, through a login that sees no ticket and no clerk."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests import make
from tests.visits.make import CLERK, COLLEAGUE, appointment, called, counter, serving, waiting
from workpermit.core.calendar import bangkok_date
from workpermit.visits.network import DayTimes, HourTimes, hours_of_centre, times_of_centres
from workpermit.visits.services import call_next, finish_ticket, give_up_calling, recall_ticket, serve_ticket
from workpermit.zones.logins import GOVERNMENT

pytestmark = pytest.mark.django_db


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def serve_after(waits: int) -> None:
    """One visitor who waited so many minutes and was called at noon."""
    session = counter(str(waits))
    waiting(at=make.NOON - minutes(waits))
    ticket = call_next(session=session, by=CLERK, at=make.NOON)
    assert ticket is not None
    serve_ticket(ticket, session=session, by=CLERK, at=make.NOON)
    finish_ticket(ticket, session=session, by=CLERK, at=make.NOON)
    type(session).objects.filter(pk=session.pk).update(closed_at=make.NOON)


def test_a_day_has_its_median_its_longest_wait_and_its_numbers() -> None:
    for waits in (10, 20, 60):
        serve_after(waits)
    session = counter("7", by=COLLEAGUE)
    gone = called(session)
    for _call in range(2):
        recall_ticket(gone, session=session, by=COLLEAGUE, at=make.NOON)
    give_up_calling(gone, session=session, by=COLLEAGUE, at=make.NOON)

    found = times_of_centres([make.CENTRE, "CMI-SC-M-001"], make.NOON)

    assert found == {make.CENTRE: DayTimes(served=3, gone=1, waiting=0, median=15, longest=60, open=1)}
    assert hours_of_centre(make.CENTRE, bangkok_date(make.NOON)) == [HourTimes(12, served=3, median=15, longest=60)]


def test_who_still_waits_counts_with_the_wait_so_far() -> None:
    waiting(at=make.NOON - minutes(90))

    times = times_of_centres([make.CENTRE], make.NOON)[make.CENTRE]

    assert (times.waiting, times.median, times.longest, times.open) == (1, 90, 90, 0)


def test_who_stands_at_a_counter_counts_with_the_wait_until_the_call() -> None:
    serving(counter(), at=make.NOON)

    times = times_of_centres([make.CENTRE], make.NOON + minutes(40))[make.CENTRE]

    assert (times.waiting, times.longest, times.served) == (0, 0, 0)


def test_an_appointment_whose_hour_has_not_come_does_not_wait() -> None:
    waiting(appointment=appointment(make.NOON + minutes(45)))

    assert times_of_centres([make.CENTRE], make.NOON) == {}


def test_a_counter_counts_while_it_is_open_and_identifies_people() -> None:
    counter("1", serves=["cards"])
    assert times_of_centres([make.CENTRE], make.NOON) == {}
    counter("2", by=COLLEAGUE, serves=["identity", "cards"])
    assert times_of_centres([make.CENTRE], make.NOON)[make.CENTRE].open == 1


def test_the_departments_login_reads_this_and_learns_no_ticket_and_no_clerk() -> None:
    serve_after(10)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {GOVERNMENT}")
        assert times_of_centres([make.CENTRE], make.NOON)[make.CENTRE].served == 1
        assert len(hours_of_centre(make.CENTRE, bangkok_date(make.NOON))) == 1
        cursor.execute("RESET ROLE")
