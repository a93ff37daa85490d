"""Side roads at the service centre: nobody comes, and the clerk cannot confirm. Both may book again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import PHONE, Person
from tests.journeys.cases import Case
from tests.journeys.letters import wait_for_letter
from tests.journeys.windows import end_hour_of_appointment
from tests.system import System


@pytest.fixture
def case(system: System) -> Case:
    return Case.awaiting_visit(system)


def test_whoever_misses_the_appointment_books_another_one_without_a_fee(
    system: System, case: Case, somebody: Callable[..., Person]
) -> None:
    worker = case.as_worker(somebody(size=PHONE))
    acts.book(worker, case.home)
    end_hour_of_appointment(system, case.home.rstrip("/").rsplit("/", 1)[-1])

    worker.page.goto(case.home)
    expect(worker.page.locator(".next h2")).to_have_text(
        "The appointment was missed: choose another time", timeout=acts.BACKGROUND
    )
    wait_for_letter(system, case.persona.email, "Appointment missed")
    worker.page.goto(f"{case.home}appointment/")
    assert "no new fee is due" in worker.words()
    acts.book(worker, case.home)
    expect(worker.page.locator("form[action$='/code/'] button")).to_be_visible()


def test_a_clerk_who_cannot_confirm_ends_the_visit_and_the_worker_books_again(
    system: System, case: Case, somebody: Callable[..., Person]
) -> None:
    worker, clerk = case.as_worker(somebody(size=PHONE)), somebody()
    acts.book(worker, case.home)
    clerk.take_keys("bangkok-clerk")
    acts.sign_in_staff(clerk, "centre")
    acts.check_in(clerk, case.number, acts.checkin_code(worker, case.home))

    acts.send(clerk.page, "/confirm/")
    clerk.page.locator("[data-left]").wait_for()
    assert clerk.page.locator(".wrong-text").count() > 0, "nothing is ticked, and it is not accepted"
    clerk.page.locator("details summary", has_text="I cannot confirm").click()
    clerk.page.locator("input[value=paper_expired]").check()
    acts.send(clerk.page, "/cannot-confirm/")
    assert "The passport has expired" in clerk.words()

    wait_for_letter(system, case.persona.email, "Identity not confirmed")
    worker.page.goto(case.home)
    assert worker.page.locator("main a[href$='/permit/']").count() == 0
    acts.book(worker, case.home)
    expect(worker.page.locator("form[action$='/code/'] button")).to_be_visible()
