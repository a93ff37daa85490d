"""What the script of a counter exchanges with the server, and the page of measured times."""

import json
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html

from tests.sites.centre.test_queue import at_counter, waiting
from tests.sites.staff import Stage
from workpermit.core.ids import uuid7
from workpermit.visits.models import CounterSession, Ticket


def sync(clerk, **said: object):
    message = {"session": str(CounterSession.objects.latest("opened_at").pk), "clock": int(time.time() * 1000)}
    return clerk.post(
        "/queue/sync/",
        json.dumps(message | {"have": [], "acts": []} | said),
        content_type="application/json",
        headers={"Accept": "application/json"},
    )


def test_a_counter_learns_its_numbers_and_what_became_of_its_acts(stage: Stage):
    clerk, ticket = at_counter(stage), waiting(stage)
    act = {"id": str(uuid7()), "ticket": str(ticket.pk), "act": "call", "at": int(time.time() * 1000)}

    first = sync(clerk).json()
    answer = sync(clerk, have=[str(ticket.pk)], acts=[act]).json()

    assert first["block"] == [{"id": str(ticket.pk), "label": "B 001", "wish": "Help with an application"}]
    assert (answer["outcomes"], answer["block"], answer["off_by"]) == ({act["id"]: "done"}, [], 0)
    assert Ticket.objects.get().status == "called"
    assert sync(clerk, acts=[act]).json()["outcomes"] == {act["id"]: "done"}


def test_a_clock_that_is_wrong_is_told(stage: Stage):
    off = sync(at_counter(stage), clock=int(time.time() * 1000) - 420_000).json()["off_by"]

    assert abs(off + 420) < 30


def test_a_counter_that_was_taken_over_has_nothing(stage: Stage):
    clerk = at_counter(stage)
    before = CounterSession.objects.get().pk
    at_counter(stage)

    assert sync(clerk, session=str(before)).json() == {"session": "", "outcomes": {}}
    assert "data-refused" in clerk.get("/queue/").content.decode()


def test_what_its_clerk_did_before_a_counter_was_closed_counts(stage: Stage):
    clerk, before, after = at_counter(stage), waiting(stage), waiting(stage)
    session = CounterSession.objects.get()
    now = int(time.time() * 1000)
    acts = [
        {"id": str(uuid7()), "ticket": str(ticket.pk), "act": "call", "at": now - ago}
        for ticket, ago in ((before, 60_000), (after, 1_000))
    ]
    Ticket.objects.update(status_changed_at=timezone.now() - timedelta(minutes=5))
    CounterSession.objects.update(closed_at=timezone.now() - timedelta(seconds=30))

    answer = sync(clerk, session=str(session.pk), acts=acts).json()

    assert answer == {"session": "", "outcomes": {acts[0]["id"]: "done", acts[1]["id"]: "OtherQueue"}}
    assert Ticket.objects.get(status="called").pk == before.pk
    assert sync(at_counter(stage), session=str(session.pk), acts=acts[:1]).json()["outcomes"] == {}


def test_the_page_names_the_clerks_own_counters_that_were_closed_today(stage: Stage):
    clerk = at_counter(stage)
    before = CounterSession.objects.get().pk
    colleague = at_counter(stage, "7")
    clerk.post("/queue/counter/close/")

    assert f'data-left="{before}" data-open=""' in clerk.get("/queue/").content.decode()
    assert 'data-left=""' in colleague.get("/queue/").content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"clock": "now"},
        {"clock": 10**30},
        {"have": ["x"]},
        {"acts": [{}]},
        {"acts": "x"},
        {"acts": [{"id": "1", "ticket": "2", "act": "call", "at": 1}]},
    ],
)
def test_what_the_script_does_not_send_is_refused(stage: Stage, said: dict[str, object]):
    clerk = at_counter(stage)

    assert sync(clerk, **said).json()["code"] == "bad_args"


def test_the_measured_times_of_the_day_are_on_a_page(stage: Stage):
    clerk, ticket = at_counter(stage), waiting(stage)
    assert "Nobody has been served yet" in clerk.get("/queue/times/").content.decode()
    clerk.post("/queue/next/")
    for act in ("serve", "finish"):
        clerk.post(f"/queue/tickets/{ticket.pk}/{act}/")

    page = html.fromstring(clerk.get("/queue/times/").content)

    assert page.xpath("//tbody/tr/*/text()")[0] == "3"
    assert page.xpath("//tbody/tr/*/text()")[2] == "1"
