"""A visitor without a code: the passport opens the visit, from the list of the day and from the ticket."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from lxml import html

from tests import make
from tests.sites.centre.counter import Counter
from tests.sites.centre.test_queue import act, at_counter, words
from tests.sites.staff import CENTRE, Stage
from workpermit.core.actors import SYSTEM, Actor, Role
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import show_number
from workpermit.letters.queries import list_letters
from workpermit.visits.models import Ticket
from workpermit.visits.services import take_ticket
from workpermit.visits.wishes import Wish

PAPER = {"passport_number": make.ANSWERS["worker"]["passport_number"]} | dict(
    zip(
        ("birth_date_year", "birth_date_month", "birth_date_day"),
        make.ANSWERS["worker"]["birth_date"].split("-"),
        strict=True,
    )
)


@pytest.fixture(autouse=True)
def new_day(stage: Stage) -> None:
    """All filings of these tests are about one passport, whose attempts are counted for a day."""
    stage.world.vault.database.run("DELETE FROM paper_attempt")


def at(counter: Counter) -> str:
    return f"/appointments/{counter.appointment.pk}/paper/"


def show_passport(counter: Counter, clerk: Client | None = None, **changes: str) -> HttpResponse:
    signed = counter.sign("check_in_by_paper", counter.appointment.pk)
    return (clerk or counter.clerk).post(at(counter), PAPER | changes | signed)


def test_the_passport_opens_the_visit_that_the_code_would_open(stage: Stage):
    counter = Counter(stage)

    answer = show_passport(counter)

    assert answer["Location"] == counter.at()
    assert "ERIKSSON" in counter.open().content.decode()
    assert counter.status() == ("checked_in", "awaiting_visit")
    assert counter.confirm().status_code == 302
    assert counter.status() == ("kept", "identity_confirmed")


def test_both_parties_get_a_letter_without_a_name_each_time(stage: Stage):
    counter = Counter(stage)
    application = counter.application

    for times in (1, 2):
        show_passport(counter)
        letters = [one for one in list_letters(application.pk) if one.template == "visit_by_paper"]
        assert sorted(one.account for one in letters) == sorted(
            [application.filing_account, application.worker_account] * times
        )
    assert letters[0].facts == {"number": application.number, "service": application.service, "centre": CENTRE}
    assert letters[0].record is None


def test_the_way_there_is_in_the_list_of_the_day_and_at_the_number(stage: Stage):
    counter = Counter(stage)

    page = counter.clerk.get("/")
    [link] = html.fromstring(page.content).xpath("//li//a[contains(., 'Without a code')]")
    found = counter.clerk.post("/check-in/without-code/", {"number": counter.application.number})
    form = counter.clerk.get(link.get("href"))

    assert link.get("href") == found["Location"] == at(counter)
    assert html.fromstring(form.content).xpath("//form/@data-act") == ["check_in_by_paper"]
    assert html.fromstring(form.content).xpath("//form/@data-about") == [str(counter.appointment.pk)]


def test_the_called_ticket_leads_there_and_is_served_once_the_passport_was_right(stage: Stage):
    counter = Counter(stage)
    kiosk = Actor(SYSTEM.id, Role.SYSTEM, CENTRE)
    take_ticket(wish=Wish.IDENTITY, first=False, by=kiosk, at=stage.at, appointment=counter.appointment)
    counter.clerk.post("/queue/counter/", {"counter": "3", "serves": [wish.value for wish in Wish]})
    counter.clerk.post("/queue/next/")

    page = html.fromstring(counter.clerk.get("/queue/").content)
    assert page.xpath("//a[contains(., 'without a code')]/@href") == [at(counter)]
    show_passport(counter, passport_number="XX9999999")
    assert Ticket.objects.get().status == "called"
    show_passport(counter)
    assert Ticket.objects.get().status == "serving"


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"passport_number": ""}, "Passport number"),
        ({"birth_date_day": "31", "birth_date_month": "2"}, "Date of birth"),
        ({"passport_number": "XX9999999"}, "This is not the number and birth date"),
        ({"birth_date_year": "1991"}, "This is not the number and birth date"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(stage: Stage, form: dict[str, str], says: str):
    counter = Counter(stage)

    answer = show_passport(counter, **form)

    assert answer.status_code == 400
    assert says in words(answer)
    typed = html.fromstring(answer.content).xpath("//input[@name='birth_date_month']/@value")
    assert typed == [(PAPER | form)["birth_date_month"]]
    assert counter.status()[0] == "booked"
    assert not [one for one in list_letters(counter.application.pk) if one.template == "visit_by_paper"]


def test_guessing_birth_dates_ends_after_five_and_even_the_right_one_opens_nothing(stage: Stage):
    counter = Counter(stage)
    for year in range(1980, 1985):
        show_passport(counter, birth_date_year=str(year))

    answer = show_passport(counter)

    assert answer.status_code == 400
    assert "No more attempts with a passport today" in words(answer)
    assert counter.status()[0] == "booked"


def test_another_centres_appointment_is_said_at_the_number_and_not_found_by_its_address(stage: Stage):
    counter = Counter(stage, centre="CMI-SC-M-001")

    said = counter.clerk.post("/check-in/without-code/", {"number": counter.application.number})

    assert "at another centre" in words(said)
    assert counter.clerk.get(at(counter)).status_code == 404
    assert show_passport(counter).status_code == 404


@pytest.mark.parametrize(("days", "says"), [(1, "Too early"), (-1, "Too late")])
def test_an_appointment_of_another_day_is_not_opened(stage: Stage, days: int, says: str):
    counter = Counter(stage, day=bangkok_date(stage.at) + timedelta(days=days))
    stage.calls.clear()

    assert says in words(counter.clerk.get(at(counter)))
    assert says in words(show_passport(counter))
    assert not stage.asked("check_in_by_paper")


def test_an_appointment_that_ended_is_not_opened_again(stage: Stage):
    counter = Counter(stage)
    show_passport(counter)
    counter.confirm()

    assert counter.clerk.get(at(counter))["Location"] == "/"
    assert show_passport(counter)["Location"] == "/"


def test_nothing_personal_is_in_an_address_or_kept_by_the_browser(stage: Stage):
    counter = Counter(stage)

    answer = show_passport(counter, birth_date_year="1991")

    assert answer["Cache-Control"] == "no-store"
    assert answer.request["QUERY_STRING"] == ""
    assert UUID(at(counter).split("/")[2]) == counter.appointment.pk


def test_only_a_clerk_gets_there(stage: Stage):
    counter = Counter(stage)
    manager = stage.browser(stage.world.sign_in(stage.world.staff(Role.CENTRE_MANAGER, CENTRE), "centre"), "centre")

    assert manager.get(at(counter)).status_code == 403
    assert manager.post("/check-in/without-code/").status_code == 403
    assert stage.browser(stage.world.applicant(), "centre").get(at(counter)).status_code == 302


def test_a_ticket_without_an_appointment_has_no_such_link(stage: Stage):
    clerk = at_counter(stage)
    kiosk = Actor(SYSTEM.id, Role.SYSTEM, CENTRE)
    ticket, _token = take_ticket(wish=Wish.ASSISTED, first=False, by=kiosk, at=stage.at)
    act(clerk, ticket, "call")

    assert not html.fromstring(clerk.get("/queue/").content).xpath("//a[contains(., 'without a code')]")


def walk_in(stage: Stage, clerk: Client) -> Ticket:
    """A visitor with a number of the queue alone, called to this clerk's counter."""
    kiosk = Actor(SYSTEM.id, Role.SYSTEM, CENTRE)
    ticket, _token = take_ticket(wish=Wish.ASSISTED, first=False, by=kiosk, at=stage.at)
    clerk.post("/queue/counter/", {"counter": "3", "serves": [wish.value for wish in Wish]})
    act(clerk, ticket, "call")
    return ticket


def ask_for(counter: Counter, ticket: Ticket, **changes: str) -> HttpResponse:
    form = PAPER | {"nationality": make.ANSWERS["worker"]["nationality"]} | changes
    return counter.clerk.post(
        f"/queue/tickets/{ticket.pk}/appointment/", form | counter.sign("find_by_paper", ticket.pk)
    )


def test_a_visitor_with_a_number_alone_is_found_and_goes_on_with_what_was_typed(stage: Stage):
    counter = Counter(stage)
    ticket = walk_in(stage, counter.clerk)
    [link] = html.fromstring(counter.clerk.get("/queue/").content).xpath("//a[contains(., 'Has an appointment')]/@href")

    page = html.fromstring(ask_for(counter, ticket).content)

    assert link == f"/queue/tickets/{ticket.pk}/appointment/"
    assert page.xpath("//form/@action")[-1] == at(counter)
    fields = {name: value for name, value in page.forms[-1].fields.items() if name in PAPER}
    assert fields == PAPER
    joined = Ticket.objects.get()
    assert (joined.appointment, joined.wish, joined.status) == (counter.appointment.pk, "identity", "called")
    show_passport(counter)
    assert Ticket.objects.get().status == "serving"


@pytest.mark.parametrize("elsewhere", [{"centre": "CMI-SC-M-001"}, {"day": "tomorrow"}])
def test_of_an_appointment_elsewhere_the_clerk_learns_neither_day_nor_place(stage: Stage, elsewhere: dict[str, str]):
    day = {"day": bangkok_date(stage.at) + timedelta(days=1)} if "day" in elsewhere else elsewhere
    counter = Counter(stage, **day)
    ticket = walk_in(stage, counter.clerk)

    said = ask_for(counter, ticket)

    assert "on another day or at another centre" in words(said)
    assert "Chiang Mai" not in said.content.decode()
    assert show_number(counter.application.number) not in said.content.decode()
    assert Ticket.objects.get().appointment is None


def test_nobody_is_found_with_another_birth_date_or_nationality_and_both_are_said_to_be_wrong_alike(stage: Stage):
    counter = Counter(stage)
    ticket = walk_in(stage, counter.clerk)

    for change in ({"birth_date_year": "1991"}, {"nationality": "KHM"}):
        assert "No appointment of this person was found" in words(ask_for(counter, ticket, **change))
    assert "Choose the nationality" in words(ask_for(counter, ticket, nationality="XYZ"))


def test_an_appointment_with_a_number_of_its_own_is_not_joined_by_another(stage: Stage):
    counter = Counter(stage)
    kiosk = Actor(SYSTEM.id, Role.SYSTEM, CENTRE)
    take_ticket(wish=Wish.IDENTITY, first=False, by=kiosk, at=stage.at, appointment=counter.appointment)
    ticket = walk_in(stage, counter.clerk)

    assert ask_for(counter, ticket).status_code == 409
    assert Ticket.objects.get(pk=ticket.pk).appointment is None
