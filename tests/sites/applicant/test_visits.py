"""The page on which several visits are booked, and the page that says who has a place."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.sites.applicant.portal import tree, words
from tests.sites.conftest import KEY, SaidVault, browser, token
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.appointments.models import Appointment, Capacity, GroupBooking
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7
from workpermit.sealing.client import VaultUnreachable
from workpermit.sites.applicant import filing
from workpermit.sites.http import session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> SaidVault:
    """A vault that opens every label, at noon."""
    said = SaidVault()
    said.answers["open"] = {"records": {}}
    monkeypatch.setattr(filing, "vault", said)
    monkeypatch.setattr(session, "session_key", KEY.public_key)
    monkeypatch.setattr(timezone, "now", lambda: make.NOON)
    return said


def reader(actor: Actor = make.APPLICANT) -> Client:
    client = browser("applicant")
    client.cookies["wp_applicant"] = token(account=str(actor.id))
    return client


def waiting() -> Application:
    found = make.application(status=Status.AWAITING_VISIT)
    Application.objects.filter(pk=found.pk).update(worker_account=uuid7())
    return found


def post(client: Client, *chosen: Application, **changes: str) -> Any:
    posted = {
        "group": str(uuid7()),
        "chosen": [str(one.pk) for one in chosen],
        "centre": make.CENTRE,
        "day": make.WORKING_DAY.isoformat(),
        "hour": "9",
        "way": "together",
    }
    return client.post("/visits/", posted | changes)


def ticked(client: Client, address: str) -> int:
    return len(tree(client.get(address)).xpath("//input[@name='chosen'][@checked]"))


def test_who_waits_for_nobody_is_told_when_somebody_will_stand_here() -> None:
    make.application(status=Status.GRANTED)

    assert "once the permit fee is paid" in words(reader().get("/visits/"))


def test_all_are_selected_at_first_and_none_by_a_link() -> None:
    waiting(), waiting()
    client = reader()

    assert ticked(client, "/visits/") == 2
    assert ticked(client, "/visits/?select=none") == 0


def test_names_are_opened_by_one_call_and_stay_away_with_the_vault(opened: SaidVault) -> None:
    one = waiting()
    opened.answers["open"] = {"records": {str(one.label_record): {"name": "ANNA MARIA ERIKSSON"}}}
    assert "ANNA MARIA ERIKSSON" in words(reader().get("/visits/"))
    assert len(opened.asked_for("open")) == 1

    opened.answers["open"] = VaultUnreachable()
    assert "Names cannot be opened right now" in words(reader().get("/visits/"))


def test_the_page_makes_the_id_of_the_group() -> None:
    waiting()
    client = reader()

    ids = {tree(client.get("/visits/")).xpath("//input[@name='group']/@value")[0] for _ in range(2)}

    assert len(ids) == 2


def test_each_worker_has_a_place_and_the_page_says_when() -> None:
    one, other = waiting(), waiting()
    client = reader()

    page = words(client.get(post(client, one, other, need="child")["Location"]))

    assert "2 workers have a place" in page
    assert "24 November 2026" in page
    assert [found.needs for found in Appointment.objects.all()] == [["child"], ["child"]]
    assert "comes with a child" in words(client.get(f"/applications/{one.pk}/appointment/"))


def test_who_has_no_place_is_named_with_the_reason() -> None:
    one, other = waiting(), waiting()
    client = reader()
    Capacity.objects.bulk_create(
        Capacity(id=uuid7(), centre=make.CENTRE, day=make.WORKING_DAY, hour=hour, places=40, left=int(hour == 16))
        for hour in (8, 9, 10, 11, 13, 14, 15, 16)
    )

    page = words(client.get(post(client, one, other)["Location"]))

    assert "1 worker has a place" in page
    assert "1 worker has no place" in page
    assert "The last place of this hour has just been taken." in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"chosen": ""}, "Choose at least one application."),
        ({"centre": ""}, "Choose a service centre"),
        ({"day": "soon"}, "Choose a day"),
        ({"hour": "nine"}, "Choose a time"),
        ({"way": "by bus"}, "Choose how they come"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(changes: dict[str, str], said: str) -> None:
    one = waiting()
    if "chosen" in changes:
        page = post(reader())
    else:
        page = post(reader(), one, need="wheelchair", **changes)
        assert tree(page).xpath("//input[@value='wheelchair'][@checked]")

    assert page.status_code == 422
    assert said in words(page)
    assert not GroupBooking.objects.exists()


def test_a_form_sent_twice_books_once() -> None:
    client, one, group = reader(), waiting(), str(uuid7())

    places = [post(client, one, group=group)["Location"] for _ in range(2)]

    assert places[0] == places[1]
    assert Appointment.objects.count() == 1


def test_the_applications_of_others_are_not_booked_and_their_group_is_not_there() -> None:
    one = waiting()
    made = post(reader(), one)["Location"]
    stranger = reader(make.STRANGER)

    assert stranger.get(made).status_code == 404
    assert str(one.pk) not in stranger.get("/visits/").content.decode()


def test_a_centre_that_does_not_exist_is_refused() -> None:
    assert post(reader(), waiting(), centre="NOWHERE").status_code == 409
