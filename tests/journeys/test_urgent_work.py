"""Urgent work of section 61: notified and acknowledged, then extended once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import PHONE, Person
from tests.journeys.cases import today
from tests.journeys.counted import Counted
from tests.journeys.paper import text_of
from tests.journeys.routes import typed_sections
from workpermit.cli.walk.persona import as_parts
from workpermit.core.calendar import show_date

NOTIFIED, EXTENSION = "s61_notify", "s61_extend"
SECTION = "work"  # what is done, where and until when


def begin(person: Person, service: str) -> str:
    """From the page of a service to an empty notice; answers its address."""
    person.open("applicant", f"/services/{service}/start/")
    acts.send(person.page)
    person.page.wait_for_url("**/notices/*/")
    return person.page.url


def answer(person: Person, home: str, service: str, **changes: dict[str, str]) -> None:
    """Type every section of the service's sample filing."""
    for section, typed in typed_sections(service, **changes).items():
        acts.save_section(person, home, section, typed)


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


def test_the_same_urgent_work_is_notified_again_in_under_a_minute(somebody: Callable[..., Person]) -> None:
    employer = somebody(size=PHONE)
    acts.sign_in_national(employer)
    home = begin(employer, NOTIFIED)
    answer(employer, home, NOTIFIED)
    first = file(employer, home)

    page, counted = employer.page, Counted(employer)
    counted.press(page.locator("form[action$='/again/'] button"))
    page.wait_for_url(f"**/sections/{SECTION}/**")
    starts = today() + timedelta(days=20)
    acts.type_answers(page, as_parts("starts_on", starts) | as_parts("ends_on", starts + timedelta(days=4)))
    counted.press(page.locator("form[data-autosave] button:not([name])"))
    counted.press(page.get_by_role("link", name="Check the answers and file"))
    counted.press(page.locator("main form[method=post] button").last)

    expect(page.locator("h1")).to_have_text("The notice is acknowledged", timeout=acts.BACKGROUND)
    assert counted.presses == 4  # and two days are typed
    assert counted.seconds < 60
    assert page.inner_text("[data-notice-number]") != first
    assert show_date(starts, "en") in employer.words()


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
