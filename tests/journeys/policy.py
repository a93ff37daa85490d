"""A policy officer extends a group while people file, or tries a rule on past cases; a second one publishes.

Both are walked by a test and by the guide. Whoever walks along gives a `look`, as in the tour; a page that was just
posted is not loaded again.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import today
from tests.journeys.routes import Route, typed_sections
from tests.journeys.tour import Look
from workpermit.core.calendar import show_date
from workpermit.core.ids import show_number

SERVICE, COHORT = "s63_2_cr_20260714_renew", "CR-2026-07-14-LMV"
DEMAND = "s46_mou_request"
FEWER = {"numbers_agree.rule": "workers_counted == workers_wanted && workers_wanted >= limit.fewest"}
WHY = "Cabinet resolution that extends the period of this group."


def extend_group(somebody: Callable[..., Person], look: Look) -> None:
    """From the list of drafts to the published extension; somebody files under the group all the while."""
    author, second, employer = somebody(), somebody(), somebody()
    last = today() + timedelta(days=60)
    home_of_filing = begin_filing(employer)
    author.take_keys("policy-officer")
    acts.sign_in_staff(author, "oversight")
    page = author.page

    def see(name: str, who: Person, address: str) -> None:
        look(name, who, lambda: who.page.goto(address))

    see("drafts", author, author.system.site("oversight", "/drafts/"))
    see("draft, begin", author, author.system.site("oversight", "/drafts/begin/"))
    author.open("oversight", "/drafts/begin/")
    page.get_by_label("What shall change").select_option(f"cohort:{COHORT}")
    author.press("Begin")
    expect(page.get_by_role("heading", name="What changes")).to_be_visible()
    home = page.url
    see("draft, hours", author, f"{home}change/hours/")
    see("draft, text", author, f"{home}text/")
    page.goto(f"{home}change/hours/")
    page.get_by_label("Last moment to file").fill(f"{today() - timedelta(days=900)}T16:30")
    author.press("Save")
    expect(page.get_by_text("lies before file_from").first).to_be_visible()
    page.get_by_label("Last moment to file").fill(f"{last}T16:30:00")
    page.get_by_label("Last moment to pay").fill(f"{last}T20:00:00")
    author.press("Save")
    expect(page.get_by_role("heading", name="What changes")).to_be_visible()
    see("draft, changes", author, home)
    page.goto(home)
    author.press("Try the draft")
    expect(page.get_by_label("Why it is needed")).to_be_visible()
    see("draft, to be handed over", author, home)
    page.goto(home)
    page.get_by_label("Why it is needed").fill(WHY)
    author.press("Hand over")
    expect(page.get_by_text("you cannot publish your own draft")).to_be_visible()

    second.take_keys("policy-officer-2")
    acts.sign_in_staff(second, "oversight")
    see("draft, second officer", second, home)
    second.page.goto(home)
    second.press("Publish this version")
    expect(second.page.get_by_text("Published by account")).to_be_visible()
    see("draft, published", second, home)

    employer.page.goto(home_of_filing)
    assert employer.page.url == home_of_filing  # who was filling in a form goes on with it
    employer.open("applicant", f"/services/{SERVICE}/")
    assert show_date(last, "en") in employer.words()


def begin_filing(employer: Person) -> str:
    """A draft under the group, begun before its hours change; answers its address."""
    employer.open("applicant", f"/services/{SERVICE}/start/")
    return acts.begin(employer)


def try_rule(somebody: Callable[..., Person], look: Look) -> str:
    """From a past case to the published version with another rule; gives the number of the case.

    The version begins in a month, so that nothing that is filed meanwhile is judged by it.
    """
    author, second, employer = somebody(), somebody(), somebody()
    number = file_demand(employer)
    author.take_keys("policy-officer")
    acts.sign_in_staff(author, "oversight")
    page = author.page
    author.open("oversight", "/drafts/begin/")
    page.get_by_label("What shall change").select_option(f"service:{DEMAND}")
    author.press("Begin")
    home = page.url

    look("draft, rules", author, lambda: page.goto(f"{home}change/rules/"))
    page.goto(f"{home}change/rules/")
    page.locator("summary", has_text="The numbers add up").click()
    for name, text in (*FEWER.items(), ("numbers_agree.thresholds", "fewest = 5")):
        page.locator(f"textarea[name='{name}']").fill(text)
    author.press("Save")
    author.press("Try the draft")
    done = page.get_by_text(re.compile(r"100 % · (\d+) of \1 cases"))
    expect(done).to_be_visible(timeout=acts.BACKGROUND)
    expect(page.get_by_role("img", name="How many cases each change concerns")).to_be_visible()
    assert show_number(number) in author.words()
    assert "all is well" in author.words()
    assert "stands against a permit" in author.words()
    look("draft, trial", author, lambda: see_trial(author, home))
    page.goto(home)
    page.get_by_label("Why it is needed").fill("A demand for few workers is to be looked at.")
    author.press("Hand over")

    second.take_keys("policy-officer-2")
    acts.sign_in_staff(second, "oversight")
    second.page.goto(home)
    expect(second.page.get_by_text(re.compile("100 % · "))).to_be_visible()  # who publishes sees what it would change
    assert second.page.get_by_role("button", name="Stop").count() == 0
    second.page.get_by_label("Holds from").fill(f"{today() + timedelta(days=30)}T09:00")
    second.press("Publish this version")
    expect(second.page.get_by_text("Published by account")).to_be_visible()
    return number


def see_trial(officer: Person, home: str) -> None:
    officer.page.goto(home)
    officer.page.locator("#trial-title").evaluate("title => title.scrollIntoView()")


def file_demand(employer: Person) -> str:
    """An application that the system has checked; answers its number."""
    case = Route.of(employer.system, DEMAND)
    case.sign_in_employer()
    case.as_employer(employer)
    case.begin(employer)
    for section, typed in typed_sections(DEMAND, **case.changes).items():
        case.save_section(section, typed)
    case.add_documents()
    case.number = acts.submit(employer, case.home)
    case.check()
    return case.number
