"""The pages of the draw: taking part, the own rank and place, and what everybody may compute again."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.sites.applicant.portal import words
from tests.sites.applicant.test_visits import reader
from tests.sites.conftest import KEY, browser
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.tasks import hold_draws
from workpermit.appointments.draw import MonthsPlaces
from workpermit.appointments.models import Registration, Release
from workpermit.appointments.queries import find_open_appointment
from workpermit.core.ids import uuid7
from workpermit.letters.queries import list_letters
from workpermit.sites.http import session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(settings.EWP, "statements", str(tmp_path))
    monkeypatch.setattr(session, "session_key", KEY.public_key)
    at(monkeypatch, make.NOON)
    hold_draws(0)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def waiting() -> Application:
    found = make.application(status=Status.AWAITING_VISIT)
    Application.objects.filter(pk=found.pk).update(worker_account=uuid7())
    return found


def take_part(one: Application) -> str:
    home = f"/applications/{one.pk}/appointment/draw/"
    assert reader().post(home, {"centre": make.CENTRE}).status_code == 302
    return home


def test_one_takes_part_and_reads_when_the_draw_is_held() -> None:
    one = waiting()
    assert "registration is open until 4 December 2026" in words(
        reader().get(f"/applications/{one.pk}/appointment/draw/")
    )

    page = words(reader().get(take_part(one)))

    assert "You take part in the draw for the month from 1 January 2027" in page
    assert str(Registration.objects.get().pk) in page


def test_the_draw_gives_places_and_the_page_shows_rank_and_place(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [waiting(), waiting()]
    homes = [take_part(one) for one in cases]
    waits = reader().post(f"/applications/{cases[0].pk}/appointment/wait/{make.CENTRE}/")
    assert waits.status_code == 302

    at(monkeypatch, Release.objects.get().closes_at + timedelta(minutes=1))
    hold_draws(0)

    for one, home in zip(cases, homes, strict=True):
        rank = Registration.objects.get(application=one.pk).rank
        page = words(reader().get(home))
        assert f"You were drawn as number {rank}." in page
        assert "4 January 2027, 08:00" in page
        assert find_open_appointment(one.pk) is not None
        assert [letter.template for letter in list_letters(one.pk)].count("appointment_booked") == 2


def test_who_got_nothing_takes_part_in_the_next_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    one = waiting()
    home = take_part(one)
    at(monkeypatch, Release.objects.get().closes_at + timedelta(days=20))
    monkeypatch.setattr(MonthsPlaces, "give", lambda *found, **named: None)
    hold_draws(0)

    page = words(reader().get(home))
    assert "For the month from 1 February 2027, registration is open" in page
    take_part(one)

    assert "You take part in the draw for the month from 1 February 2027" in words(reader().get(home))


def test_who_is_drawn_and_not_served_yet_is_not_told_that_nothing_is_left() -> None:
    one = waiting()
    home = take_part(one)
    Registration.objects.update(rank=7, unserved=True)
    assert "The draw left no place" not in words(reader().get(home))

    Registration.objects.update(unserved=False)
    assert "The draw left no place" in words(reader().get(home))


def test_who_got_a_place_still_reads_the_rank_in_the_next_months_registration(monkeypatch: pytest.MonkeyPatch) -> None:
    home = take_part(waiting())
    at(monkeypatch, Release.objects.get().closes_at + timedelta(days=20))
    hold_draws(0)

    assert "You were drawn as number 1." in words(reader().get(home))


def test_everybody_reads_commitment_salt_and_order(monkeypatch: pytest.MonkeyPatch) -> None:
    take_part(waiting())
    release = Release.objects.get()
    assert browser("applicant").get("/centres/draws/2027-01.txt").status_code == 404

    at(monkeypatch, release.closes_at + timedelta(minutes=1))
    hold_draws(0)
    monkeypatch.setattr("workpermit.sites.applicant.views.centres.half_minute", lambda: 77)
    page = words(browser("applicant").get("/centres/fair/"))

    told = Release.objects.get()
    assert told.commitment in page
    assert told.salt in page
    with CaptureQueriesContext(connection) as asked:
        order = browser("applicant").get("/centres/draws/2027-01.txt")
    assert order.getvalue().decode() == f"1 {Registration.objects.get().pk}\n"
    assert order.headers["Cache-Control"] == "public, max-age=86400"
    assert len(asked) == 0  # written once, whoever asks and however often


def test_a_draw_whose_file_is_missing_gets_it_again_and_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    take_part(waiting())
    at(monkeypatch, Release.objects.get().closes_at + timedelta(minutes=1))
    hold_draws(0)
    [file] = Path(settings.EWP["statements"]).glob("draws/*")
    before = file.read_text()
    file.unlink()

    hold_draws(0)

    assert file.read_text() == before


@pytest.mark.parametrize("month", ["2027-13", "soon", "2031-01"])
def test_a_draw_that_was_not_held_is_not_found(month: str) -> None:
    assert browser("applicant").get(f"/centres/draws/{month}.txt").status_code == 404


def test_who_comes_late_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    one = waiting()
    at(monkeypatch, Release.objects.get().closes_at)

    home = f"/applications/{one.pk}/appointment/draw/"
    assert "Registration for a draw is not open now." in words(reader().get(home))
    assert "Registration for this draw is not open." in words(reader().post(home, {"centre": make.CENTRE}))


def test_who_has_an_appointment_takes_no_part_and_a_stranger_sees_nothing() -> None:
    one = waiting()
    make.book(one)

    assert reader().post(f"/applications/{one.pk}/appointment/draw/", {"centre": make.CENTRE}).status_code == 409
    assert reader(make.STRANGER).get(f"/applications/{one.pk}/appointment/draw/").status_code == 404
    assert not Registration.objects.exists()
