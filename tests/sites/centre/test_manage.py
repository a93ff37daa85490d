"""The pages of a centre's manager."""

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import make
from tests.centres.make import MANAGER
from tests.sites.staff import CENTRE, Stage
from workpermit.centres.models import Closure, Counter, DayOverride, Equipment, Incident, Shift
from workpermit.centres.queries import list_counters
from workpermit.centres.services import report_incident
from workpermit.core.actors import Actor, Role
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.sites.centres_words import staff_number

PAGES = ("", "counters/", "equipment/", "days/", "staff/", "incidents/", "complaints/")


@pytest.fixture
def manager(stage: Stage) -> Client:
    return stage.browser(stage.at_site(stage.world.staff(Role.CENTRE_MANAGER, CENTRE), "centre"), "centre")


def words(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def test_the_manager_reads_what_an_hour_can_serve_in_each_service(manager: Client) -> None:
    page = words(manager.get("/manage/"))

    assert "What an hour can serve" in page
    assert "Identity visits are booked; the other services are served by ticket" in page
    assert "Assisted filing 40" in page


def send(manager: Client, page: str, act: str, form: Mapping[str, object]) -> HttpResponse:
    """Open a page and send its form twice, as an impatient hand does."""
    asked = re.findall(r'name="form" value="([^"]+)"', manager.get(page).content.decode())[0]
    manager.post(act, {**form, "form": asked})
    return manager.post(act, {**form, "form": asked})


@pytest.mark.parametrize("language", ["en", "th"])
def test_every_page_opens_for_the_manager_and_for_nobody_else(stage: Stage, language: str) -> None:
    boss = stage.at_site(stage.world.staff(Role.CENTRE_MANAGER, CENTRE), "centre")
    for page in PAGES:
        assert stage.browser(boss, "centre", language).get(f"/manage/{page}").status_code == 200, page
    clerk = stage.browser(stage.clerk(), "centre", language)
    for page in PAGES:
        assert clerk.get(f"/manage/{page}").status_code == 403, page


def test_the_first_page_leads_each_to_the_own_work(stage: Stage, manager: Client) -> None:
    person = stage.clerk()

    assert manager.get("/")["Location"] == "/manage/"
    assert staff_number(person.account) in words(stage.browser(person, "centre").get("/"))


def test_a_closed_counter_takes_its_places_away_on_the_next_page(stage: Stage, manager: Client) -> None:
    (before,) = re.findall(r"booked of (\d+) places", words(manager.get("/manage/")))
    counter = next(one for one in list_counters(CENTRE) if one.identity)

    assert manager.post(f"/manage/counters/{counter.pk}/close/")["Location"] == "/manage/counters/"

    assert "Open again" in words(manager.get("/manage/counters/"))
    (after,) = re.findall(r"booked of (\d+) places", words(manager.get("/manage/")))
    assert int(after) <= int(before)
    manager.post(f"/manage/counters/{counter.pk}/reopen/")
    assert Counter.objects.get(pk=counter.pk).status == "open"


def test_a_counter_is_added_once_and_changed(manager: Client) -> None:
    answer = send(manager, "/manage/counters/", "/manage/counters/add/", {"number": "A1", "cards": "yes"})
    assert answer["Location"] == "/manage/counters/"
    added = Counter.objects.get(number="A1")

    manager.post(f"/manage/counters/{added.pk}/change/", {"assisted": "yes"})

    assert Counter.objects.get(pk=added.pk).capabilities == ["assisted"]


def test_a_wrong_counter_is_said_and_what_was_typed_stays(manager: Client) -> None:
    answer = manager.post("/manage/counters/add/", {"number": "1", "cards": "yes"})

    assert answer.status_code == 400
    assert "The centre has a counter with this number already." in words(answer)
    assert 'value="1"' in answer.content.decode()


def test_a_machine_breaks_is_repaired_and_tells_its_history(manager: Client) -> None:
    form = {"kind": "camera", "serial": "C-77", "counter": "1"}
    send(manager, "/manage/equipment/", "/manage/equipment/register/", form)
    machine = Equipment.objects.get()
    page = f"/manage/equipment/{machine.pk}/"

    assert "A few words are needed" in words(manager.post(f"{page}fault/", {"words": ""}))
    for act, said in (("fault", "No picture."), ("repair", "Ticket 5"), ("return", "New lens")):
        assert manager.post(f"{page}{act}/", {"words": said})["Location"] == page
    manager.post(f"{page}move/", {"counter": "2"})
    manager.post(f"{page}retire/", {"words": "Worn out"})

    told = words(manager.get(page))
    for said in ("No picture.", "Ticket 5", "New lens", "Worn out", "Counter 2", "Retired"):
        assert said in told
    assert "C-77" in words(manager.get("/manage/equipment/"))


def test_a_closure_says_whom_it_moves_before_it_is_ordered(stage: Stage, manager: Client) -> None:
    appointment, _code = stage.booked(day=bangkok_date(stage.at) + timedelta(days=3))
    form = {
        "first": appointment.day, "last": appointment.day, "reason_th": "ซ่อมไฟฟ้า", "reason_en": "Electrical work",
    }  # fmt: skip

    asked = manager.post("/manage/days/close/", form)
    assert "1 person has booked on these days." in words(asked)
    assert not Closure.objects.exists()

    answer = send(manager, "/manage/days/", "/manage/days/close/", form | {"confirmed": "yes"})
    assert answer["Location"] == "/manage/days/"
    closure = Closure.objects.get()
    assert "Electrical work" in words(manager.get("/manage/days/"))
    manager.post(f"/manage/days/close/{closure.pk}/reopen/")
    assert Closure.objects.get().status == "withdrawn"


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"first": "soon"}, "Give a day"),
        ({"first": "2020-01-01", "last": "2020-01-01"}, "This day is over."),
        ({"first": "2040-01-02", "last": "2040-01-01"}, "The last day comes before the first."),
        ({"first": "2040-01-01", "last": "2040-01-01", "reason_th": ""}, "A few words are needed"),
    ],
)
def test_a_closure_that_makes_no_sense_is_said_at_once(manager: Client, form: dict[str, str], says: str) -> None:
    answer = manager.post("/manage/days/close/", {"reason_th": "ซ่อม", "reason_en": "Repair"} | form)

    assert answer.status_code == 400
    assert says in words(answer)


def test_a_day_is_changed_and_changed_back(stage: Stage, manager: Client) -> None:
    form = {"day": bangkok_date(stage.at) + timedelta(days=2), "places": "5", "words": "Half of the hall is painted"}
    send(manager, "/manage/days/", "/manage/days/override/", form)
    override = DayOverride.objects.get()
    assert "5 places in an hour" in words(manager.get("/manage/days/"))

    manager.post(f"/manage/days/override/{override.pk}/withdraw/")

    assert DayOverride.objects.get().status == "withdrawn"


def test_a_clerk_with_a_right_here_is_planned_and_nobody_else(stage: Stage, manager: Client) -> None:
    clerk = stage.world.staff(Role.OPERATOR_CLERK, CENTRE)
    stranger = stage.world.staff(Role.OPERATOR_CLERK, "CMI-SC-M-001")
    form = {"account": clerk.account, "day": bangkok_date(stage.at), "from": "8", "until": "16"}
    page = words(manager.get("/manage/staff/"))
    assert staff_number(clerk.account) in page
    assert staff_number(stranger.account) not in page

    assert manager.post("/manage/staff/plan/", form | {"account": stranger.account}).status_code == 400
    send(manager, "/manage/staff/", "/manage/staff/plan/", form)

    shift = Shift.objects.get()
    assert "8:00 – 16:00" in words(manager.get("/manage/staff/"))
    manager.post(f"/manage/staff/{shift.pk}/cancel/")
    assert Shift.objects.get().status == "cancelled"


def test_an_incident_is_reported_and_ended(manager: Client) -> None:
    form = {"kind": "power", "counter": "", "since": "", "words": "No electricity"}
    send(manager, "/manage/incidents/", "/manage/incidents/report/", form)
    incident = Incident.objects.get()
    assert "No electricity" in words(manager.get("/manage/"))

    manager.post(f"/manage/incidents/{incident.pk}/end/", {"words": "The provider came", "until": ""})

    assert "The provider came" in words(manager.get("/manage/incidents/"))
    assert "No electricity" not in words(manager.get("/manage/"))


def test_what_belongs_to_another_centre_is_not_there(manager: Client) -> None:
    elsewhere = Actor(MANAGER.id, Role.CENTRE_MANAGER, "CMI-SC-M-001")
    incident = report_incident(
        incident=uuid7(), centre=elsewhere.place, counter="", kind="power", since=make.NOON, what="Dark",
        by=elsewhere, at=make.NOON,
    )  # fmt: skip
    counter = list_counters(elsewhere.place)[0]

    assert manager.post(f"/manage/incidents/{incident.pk}/end/", {"words": "x"}).status_code == 404
    assert manager.post(f"/manage/counters/{counter.pk}/close/").status_code == 404
    assert "Dark" not in words(manager.get("/manage/incidents/"))
