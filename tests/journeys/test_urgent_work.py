"""Urgent work of section 61: notified and acknowledged, then extended once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.catalogue import samples
from tests.journeys import acts
from tests.journeys.browser import PHONE, Person
from tests.journeys.cases import today
from tests.journeys.paper import text_of
from workpermit.catalogue.definition import FieldType
from workpermit.cli.walk.persona import as_parts

NOTIFIED, EXTENSION = "s61_notify", "s61_extend"


def begin(person: Person, service: str) -> str:
    """From the page of a service to an empty notice; answers its address."""
    person.open("applicant", f"/services/{service}/start/")
    acts.send(person.page)
    person.page.wait_for_url("**/notices/*/")
    return person.page.url


def answer(person: Person, home: str, service: str, **changes: dict[str, str]) -> None:
    """Type every section of the service's sample filing."""
    for section, typed in samples.sample_answers(service, today=today(), **changes).items():
        parts: dict[str, str] = {}
        for name, value in typed.items():
            is_date = samples.service(service).section_by_id(section).field(name).type is FieldType.DATE
            parts |= as_parts(name, date.fromisoformat(value)) if is_date else {name: value}
        acts.save_section(person, home, section, parts)


def file(person: Person, home: str) -> str:
    """Check, file, and wait for the acknowledgement; answers the number."""
    person.page.goto(f"{home}check/")
    acts.send(person.page)
    expect(person.page.locator("h1")).to_have_text("The notice is acknowledged", timeout=acts.BACKGROUND)
    return person.page.inner_text("[data-notice-number]")


def test_urgent_work_is_notified_on_a_phone_and_extended_once(somebody: Callable[..., Person]) -> None:
    employer = somebody(size=PHONE)
    acts.sign_in_national(employer)

    home = begin(employer, NOTIFIED)
    assert "Notice is due before the work" in employer.words()
    answer(employer, home, NOTIFIED)
    number = file(employer, home)
    assert "Filed in time" in employer.words()
    assert number in text_of(employer.save("/acknowledgement.pdf"))

    employer.page.get_by_role("link", name="Extend the period").click()
    ends = today() + timedelta(days=15)
    days = {"first_until": ends.isoformat(), "until": (ends + timedelta(days=15)).isoformat()}
    typed = {"number": number.replace(" ", "").replace("-", ""), **days}
    home = begin(employer, EXTENSION)
    answer(employer, home, EXTENSION, extension=typed)
    file(employer, home)

    again = begin(employer, EXTENSION)
    answer(employer, again, EXTENSION, extension=typed)
    employer.page.goto(f"{again}check/")
    acts.send(employer.page)
    assert "This notice was extended already" in employer.words()


@pytest.mark.parametrize("service", ["s43_delivery", "s50_refuse", "s64_2_worker"])
def test_a_notice_is_acknowledged_at_once(somebody: Callable[..., Person], service: str) -> None:
    person = somebody()
    acts.sign_in_national(person)

    home = begin(person, service)
    answer(person, home, service)
    number = file(person, home)

    paper = text_of(person.save("/acknowledgement.pdf"))
    assert number in paper
    if service == "s50_refuse":
        assert "start with a new employer" in person.words()
