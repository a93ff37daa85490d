"""A policy officer extends a group while people file, and a second one publishes: walked by the test and the guide.

Whoever walks along gives a `look`, as in the tour; a page that was just posted is not loaded again.
"""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import today
from tests.journeys.tour import Look
from workpermit.core.calendar import show_date

SERVICE, COHORT = "s63_2_cr_20260714_renew", "CR-2026-07-14-LMV"
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
