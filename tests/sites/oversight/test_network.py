"""All centres on a map and in a table, each by itself, and the tours of the mobile units."""

import csv
import re
from datetime import datetime, time, timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.sites.staff import CENTRE, Stage
from workpermit.catalogue.queries import list_centres
from workpermit.centres.models import TourStop
from workpermit.centres.queries import list_counters
from workpermit.centres.services import close_counter
from workpermit.core.actors import SYSTEM, Actor, Role
from workpermit.core.calendar import BANGKOK, bangkok_date
from workpermit.core.ids import uuid7
from workpermit.sites.oversight.views import network
from workpermit.visits.services import take_ticket
from workpermit.visits.wishes import Wish

FORM = {
    "unit": "MB-003", "province": "55", "place_th": "ศาลากลางจังหวัดน่าน", "place_en": "Nan Provincial Hall",
    "from": "9", "until": "15", "places": "10",
}  # fmt: skip


@pytest.fixture
def officer(stage: Stage) -> Client:
    return stage.browser(stage.world.sign_in(stage.world.staff(Role.POLICY_OFFICER, "DOE"), "oversight"), "oversight")


def words(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def publish(stage: Stage, officer: Client, **changes: str) -> HttpResponse:
    first = bangkok_date(stage.at) + timedelta(days=3)
    (asked,) = re.findall(r'name="form" value="([^"]+)"', officer.get("/centres/tours/").content.decode())
    form = FORM | {"first": first.isoformat(), "last": first.isoformat(), "form": asked} | changes
    officer.post("/centres/tours/publish/", form)
    return officer.post("/centres/tours/publish/", form)


def test_every_centre_stands_in_the_table_and_on_the_map_with_its_load(stage: Stage, officer: Client) -> None:
    stage.booked()

    page = officer.get("/centres/")

    assert page.content.count(b'scope="row"') == len(list_centres())
    assert "Chiang Mai 0 %" in words(page)
    assert "1 of" in words(page)
    shown = words(page)
    assert shown.index("One Bangkok") < shown.index("Work Permit Service Centre 1")  # the one with a booking first


@pytest.mark.parametrize(
    ("show", "orders"),
    [
        ("load", ["name", "province", "places", "booked", "tomorrow", "incidents", "nonsense"]),
        ("waits", ["median", "longest", "waiting", "served", "gone", "missed", "percent"]),
        ("staff", ["open", "planned_now", "planned", "needed", "short"]),
        ("nonsense", [""]),
    ],
)
def test_each_view_is_sorted_by_any_of_its_columns(officer: Client, show: str, orders: list[str]) -> None:
    for order in orders:
        assert officer.get(f"/centres/?show={show}&by={order}").status_code == 200


def test_a_long_wait_stands_first_on_the_map_in_the_table_and_on_the_centres_page(
    stage: Stage, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The day begins at midnight in Bangkok: what waits must have come on the day that is looked at.
    noon = datetime.combine(bangkok_date(stage.at), time(12), BANGKOK)
    monkeypatch.setattr(network, "timezone", SimpleNamespace(now=lambda: noon))
    take_ticket(
        wish=Wish.IDENTITY, first=False, by=Actor(SYSTEM.id, Role.SYSTEM, CENTRE), at=noon - timedelta(minutes=75)
    )

    shown = words(officer.get("/centres/?show=waits"))

    assert "Bangkok 75 min" in shown
    assert shown.index("One Bangkok") < shown.index("Work Permit Service Centre 1")
    assert "very long" in shown
    assert "Served so far: 0. Waiting now: 1." in shown
    assert "75 and 75 minutes" in words(officer.get(f"/centres/{CENTRE}/"))


def test_counters_that_are_too_few_for_tomorrow_are_counted(stage: Stage, officer: Client) -> None:
    tomorrow = bangkok_date(stage.at) + timedelta(days=1)
    stage.booked(day=tomorrow)
    for one in list_counters(CENTRE):
        close_counter(counter=one, by=Actor(uuid7(), Role.CENTRE_MANAGER, CENTRE), at=stage.at)

    shown = words(officer.get("/centres/?show=staff"))

    assert "1 too few tomorrow" in shown
    assert "0 planned, 1 needed for the bookings" in words(officer.get(f"/centres/{CENTRE}/"))


def test_the_numbers_of_all_views_come_as_a_table_for_a_spreadsheet(stage: Stage, officer: Client) -> None:
    stage.booked()

    answer = officer.get("/centres/numbers.csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert {"Code", "Load (%)", "Median wait (minutes)", "Needed tomorrow"} <= set(rows[0])
    assert len(rows) == len(list_centres())
    (ours,) = (row for row in rows if row["Code"] == CENTRE)
    assert (ours["Booked"], ours["Median wait (minutes)"]) == ("1", "")


def test_a_centre_has_a_page_of_its_own(officer: Client) -> None:
    page = words(officer.get(f"/centres/{CENTRE}/"))

    assert "booked of 312 places" in page
    assert "No incident was reported." in page
    assert officer.get("/centres/NOWHERE/").status_code == 404


def test_a_stop_is_published_once_and_can_be_looked_at_as_a_centre(stage: Stage, officer: Client) -> None:
    assert publish(stage, officer)["Location"] == "/centres/tours/"

    assert TourStop.objects.count() == 1
    assert "Nan Provincial Hall, Nan" in words(officer.get("/centres/tours/"))
    assert "Mobile Unit 3" in words(officer.get("/centres/"))
    assert "Nan Provincial Hall" in words(officer.get("/centres/MB-003/"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"first": "soon"}, "Give a day"),
        ({"places": "many"}, "Give a whole number."),
        ({"until": "9"}, "A stop ends after it begins"),
        ({"first": "2020-01-01"}, "This day is over."),
    ],
)
def test_a_stop_that_makes_no_sense_is_said_and_what_was_typed_stays(
    stage: Stage, officer: Client, changes: dict[str, str], says: str
) -> None:
    answer = publish(stage, officer, **changes)

    assert answer.status_code == 400
    assert says in words(answer)
    assert 'value="Nan Provincial Hall"' in answer.content.decode()


def test_a_stop_is_called_off_with_a_reason_after_saying_who_is_moved(stage: Stage, officer: Client) -> None:
    publish(stage, officer)
    page = f"/centres/tours/{TourStop.objects.get().pk}/call-off/"
    assert "Nobody is moved." in words(officer.get(page))
    assert officer.post(page, {"reason_th": "น้ำท่วม", "reason_en": ""}).status_code == 400

    assert officer.post(page, {"reason_th": "น้ำท่วม", "reason_en": "Flood"})["Location"] == "/centres/tours/"

    assert "called off" in words(officer.get("/centres/tours/"))
    assert TourStop.objects.get().status == "called_off"


def test_in_thai_it_is_thai(stage: Stage) -> None:
    person = stage.world.sign_in(stage.world.staff(Role.POLICY_OFFICER, "DOE"), "oversight")
    page = words(stage.browser(person, "oversight", "th").get("/centres/"))

    assert "ศูนย์บริการทั้งหมด" in page
    assert "เชียงใหม่" in page
