"""The notices of section 13: the clock of the law, filed, acknowledged at once."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import new_persona, today
from tests.journeys.paper import text_of
from tests.system import System
from workpermit.catalogue.calendars import Calendar
from workpermit.catalogue.reading import holidays
from workpermit.cli.walk.persona import as_parts
from workpermit.core.calendar import last_day, show_date

PERIOD = 15  # days, section 13


@pytest.mark.parametrize(("service", "day"), [("s13_hire", "hired_on"), ("s13_exit", "left_on")])
def test_a_notice_shows_its_clock_and_is_acknowledged(
    system: System, somebody: Callable[..., Person], service: str, day: str
) -> None:
    employer = somebody()
    acts.sign_in_national(employer)
    employer.open("applicant", f"/services/{service}/start/")
    acts.send(employer.page)
    employer.page.wait_for_url("**/notices/*/")
    home = employer.page.url
    happened = today() - timedelta(days=3)

    fill_sections(employer, home, as_parts(day, happened))
    employer.page.goto(home)
    last = last_day(happened, PERIOD, Calendar(holidays()).days())
    assert f"The last day in time is {show_date(last, 'en')}." in employer.words()
    assert f"{(last - today()).days} days left" in employer.words()

    employer.page.goto(f"{home}check/")
    acts.send(employer.page)
    number = employer.page.inner_text("[data-notice-number]")
    assert "Filed in time" in employer.words()
    expect(employer.page.locator("h1")).to_have_text("The notice is acknowledged", timeout=acts.BACKGROUND)
    paper = text_of(employer.save("/acknowledgement.pdf"))
    assert number in paper
    read_at_the_desk(somebody(), number)


def read_at_the_desk(officer: Person, number: str) -> None:
    """The office of the workplace finds the notice by its number on the list and reads it; nothing is decided there."""
    officer.take_keys("bangkok-assistant")
    acts.sign_in_staff(officer, "registrar")
    officer.open("registrar", "/notices/")
    officer.page.get_by_role("link", name=number).click()
    assert "Province of the workplace" in officer.words()
    assert officer.page.locator("#answers section").count() == 3
    assert officer.page.locator("main form").count() == 0


def fill_sections(employer: Person, home: str, happened: dict[str, str]) -> None:
    """Every section: what is known of the persona, else the first choice that is offered."""
    answers = new_persona().answers()
    known = {name: value for section in answers.values() for name, value in section.items()} | happened
    known["workplace"] = answers["workplace"]["address"]
    page = employer.page
    addresses = page.eval_on_selector_all("main a[href*='/sections/']", "all => all.map(one => one.href)")
    for address in addresses:
        page.goto(address)
        names = page.eval_on_selector_all("main form[data-autosave] [name]", "all => all.map(one => one.name)")
        acts.type_answers(page, {name: known[name] for name in dict.fromkeys(names) if name in known})
        choose_first(employer, names, set(known))
        page.locator("form[data-autosave] button:not([name])").click()
        page.wait_for_url(re.compile(f"^(?!{re.escape(address)}$)"))


def choose_first(employer: Person, names: list[str], known: set[str]) -> None:
    for name in dict.fromkeys(names):
        if name in known:
            continue
        radio = employer.page.locator(f"main input[type=radio][name='{name}']")
        options = employer.page.locator(f"main select[name='{name}'] option:not([value=''])")
        if radio.count():
            radio.first.check()
        elif options.count():
            employer.page.select_option(f"main select[name='{name}']", options.first.get_attribute("value"))
