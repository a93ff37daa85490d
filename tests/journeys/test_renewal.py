"""Renewals: with what is known of the permit, and in a resolution's group of a permit from before this system."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import expect

from tests.catalogue import samples
from tests.journeys import acts
from tests.journeys.browser import PHONE, Person
from tests.journeys.cases import Case, new_persona, today
from tests.journeys.counted import Counted
from tests.journeys.paper import text_of
from tests.journeys.policy import COHORT, SERVICE, extend_group
from tests.system import System
from workpermit.catalogue.definition import FieldType
from workpermit.catalogue.reading import cohorts
from workpermit.cli.walk.persona import as_parts
from workpermit.core.calendar import show_date

OLD_PERMIT = "6900000000017"  # of a permit that this system did not issue


def test_a_worker_renews_by_saying_that_nothing_has_changed(
    system: System, somebody: Callable[..., Person], record_testsuite_property: Callable[[str, object], None]
) -> None:
    case = Case.issued(system)
    worker = case.as_worker(somebody(size=PHONE))
    page, counted = worker.page, Counted(worker)

    worker.open("applicant", "/permits/")
    counted.press(page.locator("main a.button[href$='/permit/s59_renew/']"))
    counted.press(page.locator("main form button"))
    page.wait_for_url("**/changed/")
    assert case.persona.passport_number in worker.words()
    assert page.locator("input[name=changed]:checked").count() == 0
    counted.press(page.locator("main form button"))
    page.wait_for_url("**/check/")
    sign = page.locator("form[action$='/confirm/'] button")
    sign.wait_for(timeout=acts.BACKGROUND)  # the page goes on by itself when the files are pressed
    counted.press(sign)
    page.wait_for_url("**/confirm/**")
    counted.press(page.locator("button[data-use=real]:enabled"))
    page.locator("[data-application-number]").wait_for()
    record_testsuite_property("renewal_presses", counted.presses)
    record_testsuite_property("renewal_seconds", counted.seconds)

    page.goto(page.url.replace("submitted/", ""))
    page.locator("a[href$='/receipt.pdf']").first.wait_for(timeout=acts.BACKGROUND)
    assert "Work may go on as on permit" in worker.words()
    receipt = " ".join(text_of(worker.save("/receipt.pdf")).split())
    assert "Proof that work may go on" in receipt
    worker.open("applicant", "/permits/")
    assert "A renewal was filed on" in worker.words()


def open_until() -> date:
    """The last day on which the group may file, by the release."""
    [held] = [one.cohort for one in cohorts() if one.cohort.id == COHORT]
    assert held.file_until is not None
    return held.file_until.date()


def answer(worker: Person, home: str, case: Case) -> None:
    """Every section, as a worker of the group types it."""
    said = {
        "permit": {"number": OLD_PERMIT},
        "worker": {
            "given_names": case.persona.given_names,  # the national login's
            "family_name": case.persona.family_name,
            "passport_number": case.persona.passport_number,
        },
        "employer": {"province": "10"},
        "workplace": {"province": "10", "postcode": "10110"},
    }
    for section, typed in samples.sample_answers(SERVICE, today=today(), **said).items():
        parts: dict[str, str] = {}
        for name, value in typed.items():
            if name == "acting_as":
                continue  # who files for himself is not asked
            is_date = samples.service(SERVICE).section_by_id(section).field(name).type is FieldType.DATE
            parts |= as_parts(name, date.fromisoformat(value)) if is_date else {name: value}
        acts.save_section(worker, home, section, parts)


def test_a_worker_from_myanmar_renews_in_the_group_of_a_resolution(
    system: System, somebody: Callable[..., Person]
) -> None:
    if today() > open_until():
        extend_group(somebody, lambda _name, _who, _way: None)
    worker = somebody(size=PHONE, language="my")
    acts.sign_in_national(worker, place=4)
    case = Case(system.run, new_persona(), lambda _line: None)
    worker.open("applicant", "/account/")
    acts.send(worker.page, "/account/passkeys/")
    acts.press_key(worker.page)

    worker.open("applicant", f"/services/{SERVICE}/start/")
    home = case.home = acts.begin(worker, filer="self")
    answer(worker, home, case)
    papers = case.persona.papers()
    for document in ("passport", "photo", "health_certificate", "insurance"):
        acts.add_file(worker, home, document, papers.get(document, papers["medical"]))
    worker.page.goto(f"{home}check/")
    sign = worker.page.locator("form[action$='/confirm/'] button")
    sign.wait_for(timeout=acts.BACKGROUND)
    sign.click()
    worker.page.wait_for_url("**/confirm/**")
    acts.press_key(worker.page)
    case.number = worker.page.inner_text("[data-application-number]").replace("-", "")
    acts.pay(worker, home, "F1")
    case.decide()
    acts.pay(worker, home, "P1")

    acts.book(worker, home)
    clerk = somebody()
    clerk.take_keys("bangkok-clerk")
    acts.sign_in_staff(clerk, "centre")
    acts.check_in(clerk, case.number, acts.checkin_code(worker, home))
    acts.confirm_identity(clerk)

    worker.page.goto(f"{home}permit/", wait_until="commit")
    opened = worker.page.locator("img.qr")
    for _ in range(60):
        if opened.count():
            break
        worker.page.wait_for_timeout(500)
        worker.page.goto(f"{home}permit/")
    expect(opened).to_be_visible()
    [held] = [one.cohort for one in cohorts() if one.cohort.id == COHORT]
    assert held.permit_until is not None
    assert show_date(held.permit_until, "my") in worker.words()
    worker.open("applicant", "/permits/")
    expect(worker.page.locator("main section.card")).to_have_count(1)
