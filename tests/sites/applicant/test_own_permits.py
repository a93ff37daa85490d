"""My permits: status, days left, the window of the renewal, and the links; also without the vault."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.permits.signing import keys
from tests.permits.test_holdings import issued
from tests.sites.applicant.portal import tree, words
from tests.sites.conftest import KEY, SaidVault, browser, token
from workpermit.applications.models import Application
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7
from workpermit.permits import holdings
from workpermit.sealing.client import VaultUnreachable
from workpermit.sites.applicant import filing
from workpermit.sites.applicant.views import own_permits
from workpermit.sites.http import session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


@pytest.fixture(autouse=True)
def renewal_is_published() -> None:
    """The service that renews what these tests issue."""
    make.service("s59_renew")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> SaidVault:
    """A vault that opens every label, and the time at which the permits of the tests were issued."""
    said = SaidVault()
    said.answers["open"] = {"records": {}}
    monkeypatch.setattr(filing, "vault", said)
    monkeypatch.setattr(session, "session_key", KEY.public_key)
    monkeypatch.setattr(own_permits, "public_keys", keys)
    monkeypatch.setattr(timezone, "now", lambda: make.NOON)
    return said


def reader(actor: Actor = make.APPLICANT, language: str = "en") -> Client:
    client = browser("applicant", language)
    client.cookies["wp_applicant"] = token(account=str(actor.id))
    return client


def label(permit: Any) -> str:
    """Give the filing of a permit a label record; answers its id."""
    record = uuid7()
    Application.objects.filter(pk=permit.application).update(label_record=record)
    return str(record)


def test_a_permit_stands_with_its_name_its_days_and_its_links(opened: SaidVault) -> None:
    permit = issued(ends_in=100)
    opened.answers["open"] = {"records": {label(permit): {"name": "ERIKSSON"}}}

    answer = reader().get("/permits/")
    said, page = words(answer), tree(answer)

    assert "ERIKSSON" in said
    assert "Valid today" in said
    assert "100 days left" in said
    assert "The renewal can be filed since 3 November 2026." in said, "120 days before the end"
    assert "no text of law was found" in said
    links = page.xpath("//main//a/@href")
    assert f"/applications/{permit.application}/permit.pdf" in links
    assert f"/p/{permit.number}" in links
    assert page.xpath("//progress/@value") == ["100"]
    assert page.xpath("//progress/@max") == ["364"]
    assert len(opened.asked_for("open")) == 1


def test_names_of_a_whole_page_come_with_one_call(opened: SaidVault) -> None:
    records = {label(issued(ends_in=days)): {"name": f"NAME {days}"} for days in (10, 20, 30)}
    opened.answers["open"] = {"records": records}

    said = words(reader().get("/permits/"))

    assert [said.index(f"NAME {days}") for days in (10, 20, 30)] == sorted(
        said.index(f"NAME {days}") for days in (10, 20, 30)
    )
    assert len(opened.asked_for("open")) == 1
    assert sorted(map(str, opened.asked_for("open")[0]["records"])) == sorted(records)


def test_the_worker_sees_his_own_permit_and_a_stranger_sees_that_there_is_none(opened: SaidVault) -> None:
    permit = issued()

    assert permit.number in reader(make.WORKER).get("/permits/").content.decode()
    said = words(reader(make.STRANGER).get("/permits/"))
    assert "There is no permit here yet." in said
    assert "100 days left" not in said


def test_while_the_vault_is_away_numbers_stand_for_names(opened: SaidVault) -> None:
    permit = issued()
    label(permit)
    opened.answers["open"] = VaultUnreachable()

    answer = reader().get("/permits/")

    assert answer.status_code == 200
    assert "Names cannot be opened right now" in words(answer)
    assert f"/p/{permit.number}" in tree(answer).xpath("//main//a/@href")
    assert "100 days left" in words(answer)


def test_a_renewal_is_begun_on_the_permit_itself(opened: SaidVault) -> None:
    begin = f"/applications/{issued().application}/permit/s59_renew/"

    assert begin in tree(reader().get("/permits/")).xpath("//a/@href")


def test_before_the_window_opens_the_page_says_when_it_does(opened: SaidVault) -> None:
    issued(ends_in=121)

    assert "The renewal can be filed from 24 November 2026." in words(reader().get("/permits/"))


def test_the_last_day_is_the_last_day_and_no_renewal_follows_the_end(opened: SaidVault) -> None:
    issued(ends_in=0)
    issued(ends_in=-1)

    said, ended = words(reader().get("/permits/")), words(reader().get("/permits/?ended=1"))

    assert "Today is the last day" in said
    assert "Has ended" not in said
    assert "Has ended" in ended
    assert "A renewal is filed before the permit ends (section 67)" in ended
    assert "Apply for a new permit now" in ended
    assert "left" not in ended


def test_a_list_goes_on_where_the_page_before_stopped(opened: SaidVault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_permits, "PAGE", 2)
    monkeypatch.setattr(holdings, "PAGE", 2)
    for days in (10, 20, 20):
        issued(ends_in=days)

    first = tree(reader().get("/permits/"))
    [further] = [link for link in first.xpath("//main//a/@href") if "after=" in link]
    second = reader().get(further)

    assert len(first.xpath("//main//section")) == 2
    assert len(tree(second).xpath("//main//section")) == 1
    assert "ERIKSSON" not in further


@pytest.mark.parametrize("after", ["", "x", "2026-11-23", "2026-11-23_x", "_"])
def test_an_address_that_nobody_made_begins_the_list(opened: SaidVault, after: str) -> None:
    issued()

    assert "100 days left" in words(reader().get("/permits/", {"after": after}))


@pytest.mark.parametrize("language", ["th", "en", "my", "km", "lo", "vi"])
def test_every_state_has_its_words_in_every_language(opened: SaidVault, language: str) -> None:
    issued(ends_in=5)
    issued(valid_from=make.NOON.date() + timedelta(days=3))
    issued(statement="lost")

    answer = reader(language=language).get("/permits/")

    assert answer.status_code == 200
    assert len(tree(answer).xpath("//main//span[contains(@class, 'chip')]")) == 3
    assert ("Valid today" in words(answer)) == (language == "en")


def test_somebody_who_is_not_signed_in_is_sent_to_sign_in() -> None:
    assert browser("applicant").get("/permits/").status_code == 302
