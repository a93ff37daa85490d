"""All centres on a map and in a table, each by itself, and the tours of the mobile units."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.sites.staff import CENTRE, Stage
from workpermit.catalogue.queries import list_centres
from workpermit.centres.models import TourStop
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date

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


@pytest.mark.parametrize("order", ["name", "province", "places", "booked", "tomorrow", "incidents", "nonsense"])
def test_the_table_is_sorted_by_any_column(officer: Client, order: str) -> None:
    assert officer.get(f"/centres/?by={order}").status_code == 200


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
