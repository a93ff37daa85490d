"""Filings by other ways than an employer's of section 59: each from its page to what comes of it."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import PHONE, Person
from tests.journeys.cases import today
from tests.journeys.paper import text_of
from tests.journeys.routes import Route
from tests.system import System
from workpermit.core.calendar import show_date
from workpermit.core.ids import new_permit_number

CARD = "1-2345-67890-12-1"  # of a person without a nationality; there is no passport
HOUSEHOLD = {
    "employer_kind": "household", "name_th": "นางสาวสมใจ ใจดี", "name_en": "Somjai Jaidee",
    "employer_number": "3-1005-00123-45-8",
}  # fmt: skip


def test_a_household_brings_in_a_domestic_worker(system: System, somebody: Callable[..., Person]) -> None:
    job = {"occupation": "5152", "title": "Domestic worker"}
    case = Route.of(system, "s60_1_mou_overseas", employer=HOUSEHOLD, job=job)
    case.sign_in_employer()
    employer = case.as_employer(somebody(language="th", size=PHONE))

    case.begin(employer)
    case.fill_in(employer)
    case.number = acts.submit(employer, case.home)
    case.pay("F1", "filing fee")
    case.decide()
    case.pay("P1", "permit fee")
    case.join()
    case.visit()
    case.confirm()  # after the arrival, and not before: the worker was abroad
    assert "The permit is ready within minutes." in case.worker.page.words()

    case.receive_permit()
    paper = text_of(case.left["permit.pdf"])
    assert HOUSEHOLD["name_en"] in paper
    employer.page.goto(case.home)
    assert employer.page.locator("main a[href$='/permit/']").count(), employer.words()


def test_a_worker_under_an_mou_changes_the_employer_in_time(system: System, somebody: Callable[..., Person]) -> None:
    left_on = today() - timedelta(days=12)
    permit = {"number": new_permit_number(), "track": "mou"}
    change = {"items": "employer;workplace", "left_on": left_on.isoformat()}
    case = Route.of(system, "change_items", permit=permit, change=change)
    case.sign_in_employer()
    employer = case.as_employer(somebody())
    last_day = show_date(left_on + timedelta(days=30), "en")

    case.begin(employer)
    case.fill_in(employer)
    case.join()
    case.confirm()
    employer.page.goto(f"{case.home}check/")
    assert f"With the new employer by {last_day}" in employer.words()
    case.number = acts.submit(employer, case.home)
    case.pay("F1", "filing fee")
    case.check().submit("/recommend-grant/")

    registrar = somebody()
    registrar.take_keys("bangkok-registrar")
    acts.sign_in_staff(registrar, "registrar")
    acts.open_case(registrar, case.number)
    assert f"sections 51 to 53 count until {last_day}" in registrar.words()
    acts.wait_for_act(registrar, "grant").click()
    acts.sign_decision(registrar)

    # No source gives the fee of a change on this track, so none is asked; the centres do not know the worker yet.
    case.wait(lambda: "/appointment/" in case.worker.open(case.home).text)
    case.visit()
    case.receive_permit()
    employer.page.goto(case.home)
    assert "The permit" in employer.words()


def test_a_foreigner_files_for_himself(system: System, somebody: Callable[..., Person]) -> None:
    foreigner = somebody(language="th", size=PHONE)
    acts.sign_in_national(foreigner, place=5)
    foreigner.open("applicant", "/account/")
    acts.send(foreigner.page, "/account/passkeys/")
    acts.press_key(foreigner.page)
    case = Route.of(system, "s63_new", worker={"passport_number": CARD})

    case.begin(foreigner)
    assert not foreigner.page.locator(f"main a[href='{case.home}invitation/']").count()
    case.borrow(foreigner)
    case.fill_in(foreigner)

    foreigner.page.goto(f"{case.home}check/")
    acts.send(foreigner.page, "/confirm/", timeout=acts.BACKGROUND)
    acts.press_key(foreigner.page)
    case.number = foreigner.page.inner_text("[data-application-number]").replace("-", "")
    case.pay("F1", "filing fee")
    case.decide()

    case.wait(lambda: "/appointment/" in case.employer.open(case.home).text)
    foreigner.page.goto(case.home)
    assert foreigner.page.locator("main a[href$='/appointment/']").count()
    clerk = somebody()
    clerk.take_keys("bangkok-clerk")
    visit(case, foreigner, clerk)
    assert CARD.replace("-", "") in clerk.words().replace("-", "")
    acts.confirm_identity(clerk)

    case.worker = case.employer  # one person has both parts
    case.receive_permit()
    assert "หมี่จู" in text_of(case.left["permit.pdf"])
    foreigner.page.goto(case.home)
    assert foreigner.page.locator("main a[href$='/permit/']").count(), foreigner.words()


def visit(case: Route, visitor: Person, clerk: Person) -> None:
    """Booked by the visitor, checked in by the clerk."""
    acts.book(visitor, case.home)
    acts.sign_in_staff(clerk, "centre")
    acts.check_in(clerk, case.number, acts.checkin_code(visitor, case.home))


def test_a_demand_for_workers_ends_in_a_letter(system: System, somebody: Callable[..., Person]) -> None:
    case = Route.of(system, "s46_mou_request")
    case.sign_in_employer()
    employer = case.as_employer(somebody(language="en"))

    case.begin(employer)
    case.fill_in(employer)
    case.number = acts.submit(employer, case.home)
    case.decide()

    employer.page.goto(case.home)
    link = employer.page.locator("main a[href$='/approval.pdf']")
    expect(link).to_be_visible(timeout=acts.BACKGROUND)
    paper = text_of(employer.save("/approval.pdf"))
    assert case.number[:2] in paper
    assert employer.page.locator("main a[href*='/bills/']").count() == 0
