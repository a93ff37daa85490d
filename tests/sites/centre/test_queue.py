"""The queue at a clerk's counter: one main button, clear answers, and the way into the visit."""

from datetime import timedelta

import pytest
from django.test import Client
from lxml import html

from tests.sites.centre.counter import Counter
from tests.sites.staff import CENTRE, Stage
from workpermit.core.actors import SYSTEM, Actor, Role
from workpermit.core.ids import show_number
from workpermit.visits.models import CounterSession, Ticket
from workpermit.visits.services import take_ticket
from workpermit.visits.wishes import Wish

KIOSK = Actor(SYSTEM.id, Role.SYSTEM, CENTRE)
ALL = [wish.value for wish in Wish]


def waiting(stage: Stage, **more: object) -> Ticket:
    ticket, _token = take_ticket(wish=Wish.ASSISTED, first=False, by=KIOSK, at=stage.at, **more)
    return ticket


def at_counter(stage: Stage, name: str = "3", language: str = "en") -> Client:
    clerk = stage.browser(stage.clerk(), "centre", language)
    assert clerk.post("/queue/counter/", {"counter": name, "serves": ALL}).status_code == 302
    return clerk


def act(clerk: Client, ticket: Ticket, name: str, **form: str):
    return clerk.post(f"/queue/tickets/{ticket.pk}/{name}/", form)


def words(page) -> str:
    return " ".join(" ".join(html.fromstring(page.content).xpath("//main//text()")).split())


@pytest.mark.parametrize(("language", "title"), [("en", "Open a counter"), ("th", "เปิดเคาน์เตอร์")])
def test_a_clerk_first_sits_down_at_a_counter(stage: Stage, language: str, title: str):
    clerk = stage.browser(stage.clerk(), "centre", language)

    page = clerk.get("/queue/")
    assert title in words(page)
    assert "/sign-out/" in page.content.decode()
    assert stage.browser(stage.world.applicant(), "centre").get("/queue/").status_code == 302


def test_a_name_with_what_no_database_keeps_is_taken_without_it(stage: Stage):
    at_counter(stage, "\x003 ")

    assert CounterSession.objects.get().counter == "3"


@pytest.mark.parametrize(("form", "says"), [({"serves": "cards"}, "Choose one of"), ({"counter": "3"}, "Tick at")])
def test_what_is_missing_is_said_at_its_field(stage: Stage, form: dict[str, str], says: str):
    page = stage.browser(stage.clerk(), "centre").post("/queue/counter/", form)

    assert page.status_code == 400
    assert says in words(page)
    assert not CounterSession.objects.exists()


def test_the_counters_of_the_centre_are_offered_with_what_each_can_do(stage: Stage):
    clerk = stage.browser(stage.clerk(), "centre")

    page = html.fromstring(clerk.get("/queue/").content)

    offered = ["".join(one.itertext()) for one in page.xpath("//select[@id='counter']/option[@value!='']")]
    assert len(offered) == 11
    assert (offered[0], offered[-1]) == ("1 · Check-in, Identity", "11 · Assisted filing")
    assert clerk.post("/queue/counter/", {"counter": "12", "serves": ALL}).status_code == 400
    assert not CounterSession.objects.exists()


def test_where_no_counter_is_known_its_name_is_typed(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("workpermit.sites.centre.tickets.list_counters", lambda centre: [])
    clerk = stage.browser(stage.clerk(), "centre")

    assert html.fromstring(clerk.get("/queue/").content).xpath("//input[@id='counter']")
    assert "Write the counter" in words(clerk.post("/queue/counter/", {"serves": ALL}))
    assert at_counter(stage, "Z").get("/queue/").status_code == 200
    assert CounterSession.objects.get().counter == "Z"


def test_the_next_visitor_is_one_press_away_and_then_the_one_after(stage: Stage):
    clerk, first, second = at_counter(stage), waiting(stage), waiting(stage)

    clerk.post("/queue/next/")
    assert "B 001" in words(clerk.get("/queue/"))
    act(clerk, first, "serve")
    act(clerk, first, "finish", next="yes")

    page = clerk.get("/queue/")
    assert html.fromstring(page.content).xpath("string(//*[@class='online']//*[contains(@class, 'label')])") == "B 002"
    statuses = {one.pk: one.status for one in Ticket.objects.all()}
    assert statuses == {first.pk: "served", second.pk: "called"}


def test_the_page_has_one_main_button_in_every_state(stage: Stage):
    clerk, ticket = at_counter(stage), waiting(stage)
    for step in ("", "/queue/next/", f"/queue/tickets/{ticket.pk}/serve/", f"/queue/tickets/{ticket.pk}/finish/"):
        if step:
            clerk.post(step)
        page = html.fromstring(clerk.get("/queue/").content)
        main = page.xpath("//form[contains(@class, 'main-act')]//*[@class='button']")
        assert len(main) == 1, step
        assert main[0].get("autofocus") is not None


def test_a_ticket_that_another_counter_called_is_answered_plainly(stage: Stage):
    ours, theirs, ticket = at_counter(stage), at_counter(stage, "5"), waiting(stage)
    theirs.post("/queue/next/")

    answer = act(ours, ticket, "call")

    assert answer.status_code == 409
    assert "B 001 is with counter 5. It was called there at" in words(answer)
    assert Ticket.objects.get().counter == "5"


def test_put_aside_sent_on_and_gone_are_on_the_page(stage: Stage):
    clerk = at_counter(stage)
    tickets = [waiting(stage) for _ in range(3)]
    for ticket, name, form in zip(tickets, ("hold", "transfer", "give-up"), ({}, {"wish": "cards"}, {}), strict=True):
        act(clerk, ticket, "call")
        for _time in range(2):
            act(clerk, ticket, "recall")
        assert act(clerk, ticket, name, **form).status_code == 302

    said = words(clerk.get("/queue/"))
    assert [one.status for one in Ticket.objects.order_by("number")] == ["held", "waiting", "no_show"]
    assert "Put aside B 001" in said
    assert "B 002 Collect a card" in said
    assert "Nobody came B 003" in said


def test_a_rule_that_stops_an_act_is_said_and_the_counter_stays(stage: Stage):
    clerk, ticket = at_counter(stage), waiting(stage)
    clerk.post("/queue/next/")

    answer = act(clerk, ticket, "give-up")

    assert answer.status_code == 409
    assert "has not been called often enough" in words(answer)
    assert clerk.post("/queue/counter/close/").status_code == 409
    act(clerk, ticket, "hold")
    assert clerk.post("/queue/counter/close/").status_code == 302
    assert "Open a counter" in words(clerk.get("/queue/"))


def test_another_centres_ticket_and_unknown_acts_are_not_found(stage: Stage):
    ticket = waiting(stage)
    elsewhere = stage.browser(stage.clerk("CMI-SC-M-001"), "centre")
    elsewhere.post("/queue/counter/", {"counter": "1", "serves": ALL})

    for name in ("call", "transfer"):
        assert act(elsewhere, ticket, name).status_code == 404
    assert act(at_counter(stage), ticket, "delete").status_code == 404
    assert Ticket.objects.get().status == "waiting"


def test_nothing_happens_without_a_counter(stage: Stage):
    clerk, ticket = stage.browser(stage.clerk(), "centre"), waiting(stage)

    for address in ("/queue/next/", "/queue/counter/close/"):
        assert clerk.post(address)["Location"] == "/queue/"
    for name in ("call", "transfer"):
        assert act(clerk, ticket, name)["Location"] == "/queue/"
    assert Ticket.objects.get().status == "waiting"


def test_an_appointments_ticket_leads_into_the_visit(stage: Stage):
    """Called, checked in with the visitor's code, served; after the visit the main button calls the next."""
    counter = Counter(stage)
    counter.clerk.post("/queue/counter/", {"counter": "3", "serves": ALL})
    ticket = waiting(stage, appointment=counter.appointment)
    counter.clerk.post("/queue/next/")
    page = counter.clerk.get("/queue/")
    assert show_number(counter.application.number) in words(page)
    assert "ERIKSSON" not in page.content.decode()
    form = html.fromstring(page.content).xpath("//form[@data-act='check_in']")[0]
    assert form.fields["number"] == counter.application.number

    assert counter.check_in()["Location"] == counter.at()

    assert Ticket.objects.get(pk=ticket.pk).status == "serving"
    assert "Back to the visit" in words(counter.clerk.get("/queue/"))
    counter.confirm()
    assert "Finished: call the next visitor" in words(counter.clerk.get("/queue/"))
    assert "/queue/" in counter.clerk.get(f"/appointments/{counter.appointment.pk}/done/").content.decode()


def test_whoever_comes_to_the_counter_uncalled_is_served_and_not_called_any_more(stage: Stage):
    counter = Counter(stage)
    counter.clerk.post("/queue/counter/", {"counter": "3", "serves": ALL})
    ticket = waiting(stage, appointment=counter.appointment)

    counter.check_in()

    ticket = Ticket.objects.get(pk=ticket.pk)
    assert (ticket.status, ticket.counter) == ("serving", "3")


def test_a_visit_at_a_counter_with_another_visitor_leaves_the_queue_as_it_is(stage: Stage):
    counter = Counter(stage)
    counter.clerk.post("/queue/counter/", {"counter": "3", "serves": ALL})
    other = waiting(stage)
    counter.clerk.post("/queue/next/")
    mine = waiting(stage, appointment=counter.appointment)

    assert counter.check_in()["Location"] == counter.at()

    assert Ticket.objects.get(pk=other.pk).status == "called"
    assert Ticket.objects.get(pk=mine.pk).status == "waiting"


def test_lists_show_how_long_somebody_waits(stage: Stage):
    clerk = at_counter(stage)
    ticket = waiting(stage)
    Ticket.objects.filter(pk=ticket.pk).update(waiting_since=stage.at - timedelta(minutes=17))

    assert "B 001 Help with an application 17 min." in words(clerk.get("/queue/"))


@pytest.mark.parametrize(("name", "form"), [("transfer", {"wish": "cards"}), ("hold", {})])
def test_whoever_goes_on_to_another_counter_is_checked_in_there_at_once(stage: Stage, name: str, form: dict[str, str]):
    counter = Counter(stage)
    counter.clerk.post("/queue/counter/", {"counter": "3", "serves": ALL})
    ticket = waiting(stage, appointment=counter.appointment)
    counter.check_in()
    person = stage.clerk()
    colleague = stage.browser(person, "centre")
    assert counter.check_in(clerk=colleague, person=person).status_code == 400

    assert act(counter.clerk, ticket, name, **form)["Location"] == "/queue/"

    assert counter.clerk.get(counter.at()).status_code == 410
    assert counter.check_in(clerk=colleague, person=person)["Location"] == counter.at()
