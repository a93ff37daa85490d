"""Side roads before a decision: returned and corrected, withdrawn, not paid in time."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import PHONE, Person
from tests.journeys.cases import Case
from tests.journeys.letters import letters_to, wait_for_letter
from tests.journeys.windows import short_windows
from tests.system import System
from workpermit.cli.walk.evidence import paper

WORDS = "The title says engineer, the contract says technician. Please enter the title of the contract."


def test_a_returned_application_is_corrected_confirmed_again_and_costs_no_second_fee(
    system: System, somebody: Callable[..., Person]
) -> None:
    case = Case.submitted(system)
    case.pay("F1", "filing fee")
    assistant = somebody()
    return_case(assistant, case.number)

    employer, worker = case.as_employer(somebody()), case.as_worker(somebody(size=PHONE))
    employer.page.goto(case.home)
    assert WORDS in employer.words()
    assert "Required documents are missing." in employer.words()
    letter = wait_for_letter(system, case.persona.email, "Please correct application")
    assert WORDS in letter

    acts.save_section(employer, case.home, "job", {"title": "Electronics technician"})
    employer.page.goto(f"{case.home}check/")
    assert "Professional licence" in employer.page.locator("main .note.warn").last.inner_text()
    licence = ("licence.jpg", paper("Licence", ["Electronics technician"]), "image/jpeg")
    acts.add_file(employer, case.home, "licence", licence)
    employer.page.goto(f"{case.home}check/")
    assert "The worker's confirmation is still missing" in employer.words()
    expect(employer.page.get_by_role("button", name="Submit again")).to_have_count(0)
    worker.page.goto(f"{case.home}filing/")
    assert "Electronics technician" in worker.page.locator(".changes ins").inner_text()
    acts.confirm(worker, case.home)

    employer.page.goto(f"{case.home}check/")
    employer.press("Submit again")
    employer.page.goto(case.home)
    fees = employer.page.locator(".card", has_text="Fees").locator("dl > div")
    assert fees.count() == 1
    assert "paid" in fees.inner_text().lower()
    assert len([one for one in letters_to(system, case.persona.email) if "pay the filing fee" in one["subject"]]) == 1
    expect(employer.page.locator("h1")).to_have_text(
        "An assistant registrar is reading the application", timeout=acts.BACKGROUND
    )
    acts.open_case(assistant, case.number)
    changes = assistant.page.locator(".changes")
    assert "Electronics technician" in changes.locator("ins").inner_text()
    assert "File added: Professional licence" in changes.inner_text()
    acts.wait_for_act(assistant, "return").click()
    assert "allows no second request" in assistant.words()


def return_case(assistant: Person, number: str) -> None:
    assistant.take_keys("bangkok-assistant")
    acts.sign_in_staff(assistant, "registrar")
    acts.open_case(assistant, number)
    acts.wait_for_act(assistant, "return").click()
    assistant.page.locator("input[value=licence]").check()
    assistant.page.fill("#words", WORDS)
    acts.send(assistant.page)


def test_a_withdrawn_application_asks_for_nothing_any_more(system: System, somebody: Callable[..., Person]) -> None:
    case = Case.submitted(system)
    employer = case.as_employer(somebody())

    employer.page.goto(case.home)
    employer.page.locator("main a[href$='/withdraw/']").click()
    employer.press("Withdraw the application")

    employer.page.goto(case.home)
    assert "The application was withdrawn" in employer.words()
    employer.page.goto(f"{case.home}bills/F1/")
    assert "Please do not pay this bill." in employer.words()
    assert employer.page.locator("img.qr").count() == 0
    wait_for_letter(system, case.persona.email, "withdrawn")


@pytest.fixture(scope="module")
def short_lived(system: System) -> dict[str, Case]:
    """Two cases begun while the windows are seconds long."""
    with short_windows(system, filing_fee=1):
        filing = Case.begun(system)
    with short_windows(system, permit_fee=1):
        permit = Case.begun(system)
    return {"F1": filing, "P1": permit}


def test_an_application_whose_filing_fee_is_not_paid_in_time_lapses(
    system: System, short_lived: dict[str, Case], somebody: Callable[..., Person]
) -> None:
    case = short_lived["F1"]
    case.finish_filing()

    expect_lapse(case, case.as_employer(somebody()), system, "F1")


def test_an_application_whose_permit_fee_is_not_paid_in_time_lapses(
    system: System, short_lived: dict[str, Case], somebody: Callable[..., Person]
) -> None:
    case = short_lived["P1"]
    case.finish_filing()
    case.get_granted()

    expect_lapse(case, case.as_employer(somebody()), system, "P1")


def expect_lapse(case: Case, employer: Person, system: System, bill: str) -> None:
    """The page of the bill changes by itself; then nothing can be paid any more."""
    employer.page.goto(f"{case.home}bills/{bill}/")
    expect(employer.page.locator("main")).to_contain_text("Please do not pay this bill.", timeout=acts.BACKGROUND)
    employer.page.goto(case.home)
    assert "The application has lapsed" in employer.words()
    wait_for_letter(system, case.persona.email, "lapsed")
