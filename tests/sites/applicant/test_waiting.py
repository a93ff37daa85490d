"""The pages of the waiting list: joining where nothing is free, the offer, taking it, and the rules for everybody."""

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tests import make
from tests.sites.applicant.portal import words
from tests.sites.applicant.test_visits import reader
from tests.sites.conftest import KEY, browser
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.tasks import lapse_offer, offer_returned
from workpermit.appointments.models import Appointment, Capacity, WaitingPlace
from workpermit.appointments.places import bookable_days
from workpermit.appointments.queries import find_open_appointment
from workpermit.appointments.services import cancel_appointment
from workpermit.core.ids import uuid7
from workpermit.letters.queries import list_letters
from workpermit.sites.http import session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "session_key", KEY.public_key)
    monkeypatch.setattr(timezone, "now", lambda: make.NOON)


def offered() -> tuple[Application, str]:
    """An application that waits, and to which a place was offered."""
    one, home = waits()
    held = make.book(Application(id=uuid7(), subject=uuid7()))
    cancel_appointment(held, by=make.APPLICANT, at=make.NOON)
    offer_returned(str(held.pk))
    return one, home


def waits() -> tuple[Application, str]:
    one = make.application(status=Status.AWAITING_VISIT)
    home = f"/applications/{one.pk}/appointment/"
    assert reader().post(f"{home}wait/{make.CENTRE}/").status_code == 302
    return one, home


def test_where_nothing_is_free_one_can_wait() -> None:
    one = make.application(status=Status.AWAITING_VISIT)
    Capacity.objects.bulk_create(
        Capacity(id=uuid7(), centre=make.CENTRE, day=day, hour=hour, places=40, left=0)
        for day in bookable_days(make.NOON)
        for hour in range(8, 17)
    )

    page = reader().get(f"/applications/{one.pk}/appointment/{make.CENTRE}/")

    assert f"/applications/{one.pk}/appointment/wait/{make.CENTRE}/" in page.content.decode()


def test_who_waits_reads_where_and_can_leave() -> None:
    _, home = waits()
    assert "You wait for a place at Bangkok Visa and Work Permit Service Centre" in words(reader().get(home))

    reader().post(f"{home}waiting/leave/")

    assert "You wait" not in words(reader().get(home))
    assert reader().post(f"{home}waiting/leave/").status_code == 302


def test_the_offer_is_read_and_taken_and_both_parties_hear_of_it() -> None:
    one, home = offered()
    assert "A place is kept for you: 24 November 2026, 09:00" in words(reader().get(home))

    reader().post(f"{home}waiting/take/")

    assert find_open_appointment(one.pk) is not None
    assert [letter.template for letter in list_letters(one.pk)].count("place_offered") == 2


def test_who_took_an_offer_tells_the_centre_what_to_prepare() -> None:
    one, home = offered()
    reader().post(f"{home}waiting/take/")
    assert "The centre is told" not in words(reader().get(home))

    reader().post(f"{home}needs/", {"need": ["child", "speaks-my"]})

    assert "The centre is told: comes with a child, speaks Burmese" in words(reader().get(home))


def test_an_offer_that_is_over_is_not_shown_and_not_taken() -> None:
    one, home = offered()
    WaitingPlace.objects.update(offered_until=make.NOON)

    assert "kept for you" not in words(reader().get(home))
    assert "This offer has ended" in words(reader().post(f"{home}waiting/take/"))
    lapse_offer(str(WaitingPlace.objects.get().pk))
    assert WaitingPlace.objects.get().status == "lapsed"
    assert find_open_appointment(one.pk) is None


def test_the_task_lets_an_offer_stand_that_is_not_over() -> None:
    offered()

    lapse_offer(str(WaitingPlace.objects.get().pk))

    assert WaitingPlace.objects.get().status == "offered"


def test_who_books_elsewhere_waits_no_longer() -> None:
    one, home = waits()
    posted = {"day": make.WORKING_DAY.isoformat(), "hour": "9"}
    reader().post(f"{home}CMI-SC-M-001/", posted)

    assert Appointment.objects.get(application=one.pk).centre == "CMI-SC-M-001"
    assert WaitingPlace.objects.get().status == "left"


def test_a_stranger_neither_joins_nor_takes() -> None:
    _, home = offered()
    stranger = reader(make.STRANGER)

    assert stranger.post(f"{home}waiting/take/").status_code == 404
    assert stranger.post(f"{home}wait/{make.CENTRE}/").status_code == 404


def test_everybody_reads_the_order_and_the_limits() -> None:
    page = words(browser("applicant").get("/centres/fair/"))

    assert "who has waited longest for the visit" in page
    assert "at most 50 places on one day" in page


def test_who_books_elsewhere_leaves_the_offer_to_the_next() -> None:
    one, _ = offered()
    other, _ = waits()
    Application.objects.filter(pk=one.pk).update(worker_account=uuid7())
    offer = WaitingPlace.objects.get(application=one.pk)
    lapse_offer(str(offer.pk))
    assert WaitingPlace.objects.get(pk=offer.pk).status == "offered"  # a job that comes early ends nothing

    assert (
        reader()
        .post(f"/applications/{one.pk}/appointment/{make.CENTRE}/", {"day": make.WORKING_DAY.isoformat(), "hour": "11"})
        .status_code
        == 302
    )
    jobs = ProcrastinateJob.objects.filter(task_name="lapse_offer", args__record=str(offer.pk), scheduled_at=None)
    assert jobs.count() == 1
    lapse_offer(str(offer.pk))

    assert WaitingPlace.objects.get(pk=offer.pk).status == "lapsed"
    assert WaitingPlace.objects.get(application=other.pk).status == "offered"
