"""An employer submits three applications together and pays them by one QR code: walked by the test and the guide."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import Case, new_persona
from tests.journeys.paper import text_of
from tests.journeys.tour import Look
from tests.system import System


def ready_drafts(system: System, count: int) -> list[Case]:
    """Drafts of one employer, each confirmed by a worker of its own."""
    first = Case.begun(system)
    cases = [first]
    for _ in range(count - 1):
        more = Case(system.run, new_persona(), lambda line: None)
        more.employer = first.employer
        more.start()
        cases.append(more)
    for case in cases:
        case.fill()
        case.join()
        case.confirm()
    return cases


def submit_together(system: System, somebody: Callable[..., Person], look: Look) -> list[Case]:
    """From the drafts that are ready to the fees that are paid."""
    cases = ready_drafts(system, 3)
    employer = cases[0].as_employer(somebody())
    page = employer.page
    look("ready drafts", employer, lambda: employer.open("applicant", "/baskets/"))
    employer.open("applicant", "/filings/")
    page.locator("main a[href='/baskets/']").click()
    mine = [case.home.rstrip("/").rsplit("/", 1)[1] for case in cases]
    for box in page.locator("input[name=chosen]").all():
        box.set_checked(box.get_attribute("value") in mine)
    acts.send(page)
    page.wait_for_url("**/baskets/*/")
    home = page.url
    look("basket", employer, lambda: page.goto(home))

    page.goto(home)
    assert "300.00" in page.inner_text("h1")
    assert page.locator("[data-application-number]").count() == 3
    assert "300.00" in text_of(employer.save("/bill.pdf"))
    with employer.context.expect_page() as opened:
        page.locator("main a[target=_blank]").click()
    bank = opened.value
    bank.locator("button").click()
    bank.locator(".ok").wait_for()
    bank.close()
    expect(page.locator(".done-panel")).to_be_visible(timeout=acts.BACKGROUND)
    assert page.locator("[data-application-number] .chip.ok").count() == 3
    return cases
