"""The kiosk at the entrance, the display in the hall, and the number on the phone: numbers and never a name."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from tests.sites.conftest import browser
from tests.sites.staff import CENTRE, Stage
from workpermit.applications.models import Application
from workpermit.appointments.models import Appointment
from workpermit.core.actors import SYSTEM, Actor, Role
from workpermit.core.calendar import bangkok_date
from workpermit.sites.applicant.views import queue
from workpermit.sites.centre.views import hall
from workpermit.visits.counters import open_counter
from workpermit.visits.models import Ticket
from workpermit.visits.services import call_next, take_ticket
from workpermit.visits.wishes import Wish

SECONDS = count()
KIOSK = Actor(SYSTEM.id, Role.SYSTEM, CENTRE)


@pytest.fixture(autouse=True)
def seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """No two questions fall into the same second, so that none reads what another left."""
    for view in (hall, queue):
        monkeypatch.setattr(view, "this_second", lambda: next(SECONDS))


def words(page) -> str:
    return " ".join(" ".join(html.fromstring(page.content).xpath("//main//text()")).split())


def kiosk(stage: Stage, centre: str = CENTRE, language: str = "en") -> Client:
    made = stage.browser(stage.clerk(centre), "centre", language)
    assert made.post("/screens/")["Location"] == "/kiosk/"
    return made


def number_of(appointment: Appointment) -> str:
    return str(Application.objects.get(pk=appointment.application).number)


def test_a_clerk_makes_the_kiosk_and_is_signed_out_in_it(stage: Stage):
    made = kiosk(stage)

    assert "Please take a number" in words(made.get("/kiosk/"))
    assert made.get("/queue/").status_code == 302
    assert made.cookies["wp_centre"].value == ""
    assert stage.asked("end_session")


def test_no_other_browser_is_a_kiosk_nor_is_this_one_tomorrow(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    stranger = browser("centre")
    for answer in (stranger.get("/kiosk/"), stranger.post("/kiosk/walk-in/", {"wish": "cards"})):
        assert "signin." in answer["Location"]
    assert stage.browser(stage.clerk(), "centre").get("/kiosk/")["Location"] == "/screens/"

    made = kiosk(stage)
    monkeypatch.setattr("workpermit.sites.centre.kiosk.bangkok_date", lambda at: bangkok_date(at + timedelta(days=1)))
    assert made.get("/kiosk/").status_code == 302
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(("language", "title"), [("en", "Your number"), ("th", "หมายเลขคิวของคุณ")])
def test_a_walk_in_gets_a_number_and_may_ask_to_come_first(stage: Stage, language: str, title: str):
    made = kiosk(stage, language=language)

    answer = made.post("/kiosk/walk-in/", {"wish": "assisted", "first": "yes"})
    page = made.get(answer["Location"])

    assert title in words(page)
    assert "B 001" in words(page)
    assert Ticket.objects.get().first
    assert made.post("/kiosk/walk-in/", {"wish": "identity"})["Location"] == "/kiosk/"
    assert Ticket.objects.count() == 1


def test_an_appointment_of_today_gets_its_number_and_no_name(stage: Stage):
    appointment, code = stage.booked()
    made, number = kiosk(stage), number_of(appointment)

    page = made.get(made.post("/kiosk/check-in/", {"number": number})["Location"])

    assert "A 001" in words(page)
    assert "ERIKSSON" not in page.content.decode()
    again = made.post("/kiosk/check-in/", {"number": f"{number}{code}"})
    assert "Your number is A 001" in words(again)
    assert Ticket.objects.get().appointment == appointment.pk
    assert Appointment.objects.get().status == "booked"


def test_a_number_that_is_none_is_said_without_a_number(stage: Stage):
    made = kiosk(stage)

    for number, says in (("", "check the number"), ("6912345678901", "check the number"), ("6900000000082", "")):
        answer = made.post("/kiosk/check-in/", {"number": number})
        assert answer.status_code == 409
        assert says in words(answer)
    assert not Ticket.objects.exists()


def test_at_the_wrong_centre_and_on_the_wrong_day_it_says_where_and_when(stage: Stage):
    appointment, _code = stage.booked(day=bangkok_date(stage.at) + timedelta(days=1))
    number = number_of(appointment)

    elsewhere = kiosk(stage, "CMI-SC-M-001").post("/kiosk/check-in/", {"number": number})
    too_early = kiosk(stage).post("/kiosk/check-in/", {"number": number})

    assert "at another centre It is at Bangkok" in words(elsewhere)
    assert "on another day It is here, but on" in words(too_early)
    assert not Ticket.objects.exists()


def test_a_kiosk_shows_no_number_of_another_centre(stage: Stage):
    _ticket, token = take_ticket(
        wish=Wish.CARDS, first=False, by=Actor(SYSTEM.id, Role.SYSTEM, "CMI-SC-M-001"), at=stage.at
    )

    assert kiosk(stage).get(f"/kiosk/ticket/{token}/").status_code == 404


def test_the_hall_sees_numbers_and_counters_in_both_languages_without_signing_in(stage: Stage):
    clerk = Actor(stage.clerk().account, Role.OPERATOR_CLERK, CENTRE)
    session = open_counter(counter="7", serves=[wish.value for wish in Wish], by=clerk, at=stage.at)
    take_ticket(wish=Wish.CARDS, first=False, by=KIOSK, at=stage.at)
    screen = browser("centre")
    assert "Please wait for your number" in words(screen.get(f"/hall/{CENTRE}/"))
    call_next(session=session, by=clerk, at=stage.at)

    page = screen.get(f"/hall/{CENTRE}/")

    assert "C 001 เคาน์เตอร์ Counter 7" in words(page)
    assert page["Cache-Control"] == "public, max-age=1"
    assert screen.get("/hall/XXX/").status_code == 404
    assert stage.browser(stage.clerk(), "centre").get("/hall/")["Location"] == f"/hall/{CENTRE}/"


@pytest.mark.parametrize(("language", "says"), [("en", "Before you: 1"), ("my", "သင့်ရှေ့တွင်: 1")])
def test_whoever_has_the_token_follows_the_number_today(stage: Stage, language: str, says: str):
    take_ticket(wish=Wish.CARDS, first=False, by=KIOSK, at=stage.at)
    ticket, token = take_ticket(wish=Wish.CARDS, first=False, by=KIOSK, at=stage.at)
    phone = browser("applicant", language)

    assert says in words(phone.get(f"/q/{token}/"))
    assert phone.get(f"/q/{ticket.pk}/").status_code == 404
    Ticket.objects.update(day=bangkok_date(stage.at) - timedelta(days=1))
    assert phone.get(f"/q/{token}/").status_code == 404


def test_the_page_of_the_appointment_has_the_number_once_there_is_one(stage: Stage):
    appointment, _code = stage.booked()
    owner = stage.browser(stage.workers[appointment.application], "applicant")
    address = f"/applications/{appointment.application}/appointment/"
    assert "under the scanner of the kiosk" in words(owner.get(address))

    take_ticket(wish=Wish.IDENTITY, first=False, by=KIOSK, at=stage.at, appointment=appointment)

    assert "A 001 Before you: 0" in words(owner.get(address))


def test_within_a_second_the_database_is_asked_once_however_many_look(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    _ticket, token = take_ticket(wish=Wish.CARDS, first=False, by=KIOSK, at=stage.at)
    second = next(SECONDS)
    for view, site, address in ((hall, "centre", f"/hall/{CENTRE}/"), (queue, "applicant", f"/q/{token}/")):
        monkeypatch.setattr(view, "this_second", lambda: second)
        first = browser(site).get(address)
        with CaptureQueriesContext(connection) as asked:
            again = browser(site).get(address)
        assert (again.status_code, words(again)) == (200, words(first))
        assert [one["sql"] for one in asked if "visits_" in one["sql"]] == []
        assert browser(site).get(address[:-3] + "/").status_code == 404
