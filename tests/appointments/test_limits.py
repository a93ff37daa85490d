"""Nobody gathers places: limits for an employer, an account, a worker and an application, kept by the database."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection

from tests import make
from tests.at_once import at_once
from workpermit.applications.models import Application
from workpermit.appointments.models import Appointment, Capacity
from workpermit.appointments.services import (
    BookedTooOften,
    TooManyForOneEmployer,
    TooManyForOneWorker,
    TooManyPlacesADay,
    cancel_appointment,
    miss_appointment,
    reschedule_appointment,
)
from workpermit.catalogue.queries import booking_limit
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7
from workpermit.zones import limits

pytestmark = pytest.mark.django_db
NEXT_DAY = date(2026, 11, 25)
ONE, OTHER, THIRD = (Actor(UUID(int=number), Role.APPLICANT) for number in (91, 92, 93))


def waiting(worker: UUID | None = None) -> Application:
    return Application(id=uuid7(), subject=uuid7(), worker_account=worker or uuid7())


def fill_the_day(count: int) -> list[Appointment]:
    return [make.book(waiting(), hour=(8, 9, 10)[n % 3]) for n in range(count)]


def of_employer(word: str) -> Application:
    """An application that the checks have seen, filed by somebody for this employer."""
    filed = make.application(by=Actor(uuid7(), Role.APPLICANT))
    Application.objects.filter(pk=filed.pk).update(employer_ref=word)
    return Application.objects.get(pk=filed.pk)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits of two places for an employer and three for an account, as the database keeps those of the catalogue."""
    most = {"employer_day": 2, "account_day": 3}
    monkeypatch.setattr(limits, "booking_limit", lambda code: most.get(code) or booking_limit(code))
    with connection.cursor() as cursor:
        cursor.execute(limits.limits_guard())


@pytest.mark.usefixtures("few", "objects")
def test_two_accounts_of_one_employer_share_its_places() -> None:
    make.book(of_employer("A"), by=ONE)
    held = make.book(of_employer("A"), by=OTHER)

    for account in (ONE, OTHER, THIRD):
        with pytest.raises(TooManyForOneEmployer):
            make.book(of_employer("A"), by=account, centre="CMI-SC-M-001")

    cancel_appointment(held, by=OTHER, at=make.NOON)
    make.book(of_employer("A"), by=THIRD)


@pytest.mark.usefixtures("few", "objects")
def test_an_agent_books_for_several_employers_up_to_a_limit_of_its_own() -> None:
    for word in ("A", "A", "B"):
        make.book(of_employer(word), by=ONE)

    with pytest.raises(TooManyPlacesADay):
        make.book(of_employer("B"), by=ONE)

    make.book(of_employer("B"), by=OTHER)


@pytest.mark.usefixtures("few", "objects")
def test_without_the_count_by_employer_a_second_account_would_multiply_its_share() -> None:
    with connection.cursor() as cursor:
        cursor.execute(limits.limits_guard().replace("COALESCE(known, NEW.booked_by::text)", "NEW.booked_by::text"))

    for account in (ONE, OTHER):
        for _ in range(2):
            make.book(of_employer("A"), by=account)


@pytest.mark.usefixtures("few", "objects")
def test_whoever_books_cannot_choose_under_which_employer_it_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    make.book(of_employer("A"), by=ONE)
    lying = Appointment._meta.get_field("employer")
    monkeypatch.setattr(lying, "get_default", lambda: "B")

    assert make.book(of_employer("A"), by=ONE).employer == "B"  # what the process said

    assert {one.employer for one in Appointment.objects.all()} == {"A"}


def test_an_account_without_a_known_employer_holds_so_many_places_on_one_day_and_then_the_next_day() -> None:
    fill_the_day(booking_limit("employer_day"))

    with pytest.raises(TooManyPlacesADay):
        make.book(waiting(), hour=11)

    make.book(waiting(), day=NEXT_DAY)


def test_other_centres_count_too_and_what_is_given_back_does_not() -> None:
    held = fill_the_day(booking_limit("employer_day"))
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
