"""Forms in unlucky hands: sent twice, sent again, too late, or from two browsers. Nothing is lost, nothing doubled."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import Case
from tests.system import System

DUTIES = "Designs test equipment.\nสอนช่างเทคนิคให้ใช้เครื่องมือ"


@pytest.fixture(scope="module")
def case(system: System) -> Case:
    return Case.begun(system)


@pytest.fixture
def employer(case: Case, somebody: Callable[..., Person]) -> Person:
    return case.as_employer(somebody())


def test_beginning_twice_from_one_page_begins_one_filing(employer: Person) -> None:
    employer.open("applicant", "/services/s59_new/start/")
    employer.page.check("input[name=filer][value=other]")
    form = fields_of(employer.page)
    acts.send(employer.page)

    assert send_again(employer.page, "/services/s59_new/start/", form)["url"] == employer.page.url


def fields_of(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.eval_on_selector(
        "main form[method=post]", "form => Object.fromEntries(new FormData(form))"
    )
    return found


def send_again(page: Page, address: str, form: dict[str, str]) -> dict[str, str]:
    """The very same form once more; where it ends, and what stands there."""
    found: dict[str, str] = page.evaluate(
        """async ([address, form]) => {
          const answer = await fetch(address, {method: "POST", body: new URLSearchParams(form)});
          return {url: answer.url, text: await answer.text()};
        }""",
        [address, form],
    )
    return found


def test_submitting_twice_and_the_back_button_end_at_the_same_confirmation(
    system: System, somebody: Callable[..., Person]
) -> None:
    case = Case.filled(system)
    case.join()
    case.confirm()
    employer = case.as_employer(somebody())
    page = employer.page
    page.goto(f"{case.home}check/")
    form = fields_of(page)
    employer.press("Submit the application")
    number = page.inner_text("[data-application-number]")

    page.go_back()
    assert number in send_again(page, f"{case.home}check/", form)["text"]
    page.goto(f"{case.home}check/")
    assert number in employer.words()
    page.goto(f"{case.home}bills/F1/")
    assert page.locator("img.qr").count() == 1


def test_a_form_sent_after_the_session_ended_is_kept_and_sent_after_signing_in(employer: Person, case: Case) -> None:
    page = employer.page
    page.goto(f"{case.home}sections/job/")
    acts.type_answers(page, case.persona.answers()["job"] | {"duties": DUTIES})
    acts.expire(employer)

    page.locator("form[data-autosave] button:not([name])").click()
    expect(page.locator("h1")).to_have_text("Sign in")
    acts.sign_in_national(employer)
    assert "We kept what you typed" in employer.words()
    with page.expect_navigation():
        employer.press("Send it again")

    page.goto(f"{case.home}sections/job/")
    assert page.input_value("[name=duties]").replace("\r", "") == DUTIES


def test_a_form_sent_without_any_session_holds_what_was_typed(employer: Person, case: Case) -> None:
    page = employer.page
    page.goto(f"{case.home}sections/workplace/")
    acts.type_answers(page, case.persona.answers()["workplace"])
    employer.context.clear_cookies(name="wp_applicant")

    with page.expect_navigation():
        page.locator("form[data-autosave] button:not([name])").click()
    assert "This page holds what you typed" in employer.words()
    with employer.context.expect_page() as opened:
        page.locator("main a[target=_blank]").click()
    tab = Person(employer.system, employer.context, opened.value, employer.devtools, employer.authenticator)
    acts.sign_in_national(tab)
    with page.expect_navigation():
        employer.press("Send it again")

    page.goto(f"{case.home}sections/workplace/")
    assert page.input_value("[name=postcode]") == "10110"


def test_a_section_saved_in_two_browsers_asks_which_answers_stay(
    employer: Person, case: Case, somebody: Callable[..., Person]
) -> None:
    other = case.as_employer(somebody())
    for one in (employer, other):
        one.page.goto(f"{case.home}sections/stay/")
    acts.type_answers(employer.page, case.persona.answers()["stay"])
    employer.page.locator("button[value=later]").click()
    employer.page.wait_for_url(case.home)

    acts.type_answers(other.page, case.persona.answers()["stay"] | {"visa_class": "O"})
    with other.page.expect_navigation():
        other.page.locator("button[value=later]").click()

    assert "This section was saved elsewhere while you had it open" in other.words()
    assert other.page.input_value("[name=visa_class]") == "O"
    employer.page.goto(f"{case.home}sections/stay/")
    assert employer.page.input_value("[name=visa_class]") == "B", "nothing is replaced before it is saved once more"
    with other.page.expect_navigation():
        other.page.locator("button[value=later]").click()
    employer.page.reload()
    assert employer.page.input_value("[name=visa_class]") == "O"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"employer_number": "0105530000126"}, "check"),
        ({"capital": "lots"}, "Paid-up registered capital"),
    ],
)
def test_a_wrong_answer_is_named_beside_its_question_and_at_the_top(
    employer: Person, case: Case, typed: dict[str, str], said: str
) -> None:
    page = employer.page
    page.goto(f"{case.home}sections/employer/")
    acts.type_answers(page, case.persona.answers()["employer"] | typed)
    with page.expect_navigation():
        page.locator("form[data-autosave] button:not([name])").click()

    (name,) = typed
    expect(page.locator(".summary")).to_be_focused()
    assert said in page.inner_text(f"#{name}-wrong")
    page.locator(f".summary a[href='#{name}']").click()
    expect(page.locator(f"#{name}")).to_be_focused()
    assert page.title().startswith("Error:")


def test_a_buddhist_year_and_an_impossible_day_are_refused(employer: Person, case: Case) -> None:
    page = employer.page
    page.goto(f"{case.home}sections/worker/")
    wrong = {"birth_date_year": "2534", "passport_issued_on_day": "31", "passport_issued_on_month": "2"}
    acts.type_answers(page, case.persona.answers()["worker"] | wrong)
    with page.expect_navigation():
        page.locator("form[data-autosave] button:not([name])").click()

    assert page.inner_text("#birth_date-wrong").strip()
    assert page.inner_text("#passport_issued_on-wrong").strip()
    assert page.input_value("[name=birth_date_year]") == "2534", "what was typed is still there"
