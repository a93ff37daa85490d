"""Free places for everybody: without a session, from memory, and never the page of somebody else."""

from datetime import date
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.sites.applicant.portal import words
from tests.sites.conftest import KEY, browser, token
from workpermit.appointments import queries
from workpermit.appointments.models import Capacity
from workpermit.appointments.queries import list_free_days, list_free_hours
from workpermit.core.ids import uuid7
from workpermit.sites.applicant.views import centres
from workpermit.sites.http import session

pytestmark = pytest.mark.django_db
HALF_MINUTES = count(1_000_000)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a half minute of its own, so that none reads what another left."""
    moment = next(HALF_MINUTES)
    monkeypatch.setattr(session, "session_key", KEY.public_key)
    monkeypatch.setattr(centres, "half_minute", lambda: moment)


def test_anybody_sees_every_centre_and_its_days() -> None:
    listed = browser("applicant").get("/centres/")
    days = browser("applicant", "th").get(f"/centres/{make.CENTRE}/")

    assert listed.content.count(b'href="/centres/') >= 45
    assert "Bangkok Work Permit Service Centre 1" in words(listed)
    assert "ว่าง" in words(days)


def test_a_centre_that_does_not_exist_is_not_found() -> None:
    assert browser("applicant").get("/centres/NOWHERE/").status_code == 404


def test_the_second_reader_costs_no_query_and_a_browser_that_has_the_page_no_body() -> None:
    first = browser("applicant").get("/centres/")
    with CaptureQueriesContext(connection) as asked:
        second = browser("applicant").get("/centres/", HTTP_IF_NONE_MATCH=first["ETag"])

    assert first["Cache-Control"] == "public, max-age=30"
    assert {"Accept-Language", "Cookie"} <= set(first["Vary"].split(", "))
    assert (second.status_code, second.content) == (304, b"")
    assert [one["sql"] for one in asked.captured_queries if "appointments" in one["sql"]] == []


def test_the_page_of_somebody_who_is_signed_in_is_nobody_elses() -> None:
    own = browser("applicant")
    own.cookies["wp_applicant"] = token()

    mine, public = own.get("/centres/"), browser("applicant").get("/centres/")

    assert mine["Cache-Control"] == "no-store"
    assert b"/sign-out/" in mine.content
    assert b"/sign-out/" not in public.content


def test_a_query_in_the_address_costs_nothing_and_reaches_nobody() -> None:
    with CaptureQueriesContext(connection) as asked:
        with_query = browser("applicant").get("/centres/?from=elsewhere")

    assert (with_query.status_code, with_query["Location"]) == (302, "/centres/")
    assert [one["sql"] for one in asked.captured_queries if "appointments" in one["sql"]] == []
    assert b"elsewhere" not in browser("applicant").get("/centres/").content


def test_each_language_has_a_page_of_its_own() -> None:
    thai, english = browser("applicant", "th").get("/centres/"), browser("applicant", "en").get("/centres/")

    assert thai["ETag"] != english["ETag"]


def test_the_days_of_all_centres_agree_with_the_hours_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    hours = [(make.WORKING_DAY, 9, 13), (make.WORKING_DAY, 10, 13)]
    monkeypatch.setattr(queries, "bookable_hours", lambda plan, centre, at: hours)
    Capacity.objects.create(id=uuid7(), centre=make.CENTRE, day=make.WORKING_DAY, hour=9, places=13, left=2)

    days = list_free_days(make.NOON)[make.CENTRE]

    assert days == {make.WORKING_DAY: sum(hour.left for hour in list_free_hours(make.CENTRE, make.NOON))}
    assert isinstance(next(iter(days)), date)
