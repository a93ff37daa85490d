"""Nobody gathers places: limits for an account and a day, for a worker, for one application, kept by the database."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from tests import make
from tests.at_once import at_once
from workpermit.applications.models import Application
from workpermit.appointments.models import Appointment, Capacity
from workpermit.appointments.services import (
    BookedTooOften,
    TooManyForOneWorker,
    TooManyPlacesADay,
    cancel_appointment,
    miss_appointment,
    reschedule_appointment,
)
from workpermit.catalogue.queries import booking_limit
from workpermit.core.ids import uuid7

pytestmark = pytest.mark.django_db
NEXT_DAY = date(2026, 11, 25)


def waiting(worker: UUID | None = None) -> Application:
    return Application(id=uuid7(), subject=uuid7(), worker_account=worker or uuid7())


def fill_the_day(count: int) -> list[Appointment]:
    return [make.book(waiting(), hour=(8, 9, 10)[n % 3]) for n in range(count)]


def test_an_account_holds_so_many_places_on_one_day_and_then_the_next_day() -> None:
    fill_the_day(booking_limit("account_day"))

    with pytest.raises(TooManyPlacesADay):
        make.book(waiting(), hour=11)

    make.book(waiting(), day=NEXT_DAY)


def test_other_centres_count_too_and_what_is_given_back_does_not() -> None:
    held = fill_the_day(booking_limit("account_day"))
    with pytest.raises(TooManyPlacesADay):
        make.book(waiting(), centre="CMI-SC-M-001")

    cancel_appointment(held[0], by=make.APPLICANT, at=make.NOON)

    make.book(waiting(), centre="CMI-SC-M-001")


def test_one_worker_holds_two_places_whoever_books_them() -> None:
    worker = uuid7()
    for hour in (9, 10):
        make.book(waiting(worker), hour=hour)

    with pytest.raises(TooManyForOneWorker):
        make.book(waiting(worker), hour=11)


def test_a_place_that_is_over_or_given_back_leaves_room_for_another() -> None:
    worker = uuid7()
    first, second = (make.book(waiting(worker), hour=hour) for hour in (9, 10))

    cancel_appointment(first, by=make.APPLICANT, at=make.NOON)
    make.book(waiting(worker), hour=11)
    miss_appointment(second, at=make.NOON)
    make.book(waiting(worker), hour=13)


def test_booking_and_giving_back_in_a_loop_ends_after_four_times_in_a_week() -> None:
    application = waiting()
    for hour in (8, 9, 10, 11):
        cancel_appointment(make.book(application, hour=hour), by=make.APPLICANT, at=make.NOON)

    with pytest.raises(BookedTooOften):
        make.book(application, hour=13)

    make.book(application, day=date(2026, 12, 1), at=make.NOON + timedelta(days=7))


def test_moving_counts_too_and_the_present_place_stays() -> None:
    held = make.book(waiting())
    for hour in (10, 11, 13):
        held = move(held, hour)

    with pytest.raises(BookedTooOften):
        move(held, 14)

    assert Appointment.objects.get(status="booked").hour == 13
    assert {row.hour: row.places - row.left for row in Capacity.objects.all()}[13] == 1


def move(held: Appointment, hour: int) -> Appointment:
    return reschedule_appointment(
        held,
        centre=make.CENTRE,
        day=make.WORKING_DAY,
        hour=hour,
        no_show=timedelta(hours=1),
        by=make.APPLICANT,
        at=make.NOON,
    )


def test_two_browsers_of_one_account_do_not_both_find_room() -> None:
    worker = uuid7()
    try:
        at_once(lambda: make.book(waiting(worker)))

        ends = at_once(
            lambda: make.book(waiting(worker), hour=10),
            lambda: make.book(waiting(worker), hour=11),
            lambda: make.book(waiting(worker), hour=13),
        )

        assert sorted(str(end) for end in ends if end) == [str(TooManyForOneWorker)] * 2
    finally:
        at_once(lambda: (Appointment.objects.all().delete(), Capacity.objects.all().delete()))
