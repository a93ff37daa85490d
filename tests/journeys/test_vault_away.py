"""The vault's process is really stopped and started again: the applicant goes on, and what is owed follows."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import Case
from tests.journeys.letters import wait_for_letter
from tests.journeys.paper import text_of
from tests.journeys.test_accessibility import problems
from tests.journeys.test_bad_files import content, wait_until
from tests.system import System
from workpermit.cli.health import vault_answers

PAGES = ("", "sections/employer/", "filing/", "looks/", "invitation/", "documents/passport/", "permit/", "check/")


@contextmanager
def vault_stopped(system: System) -> Iterator[None]:
    """End the vault's process. The launcher would start it again, so it sleeps meanwhile; awake, it does."""
    answers = vault_answers(system.var / "run" / "vault.sock", "public", system.secrets()["credentials"]["public"])
    launcher = system.process.pid
    os.kill(launcher, signal.SIGSTOP)
    try:
        for pid in children(launcher):
            if b"workpermit.vault\0serve" in content(Path(f"/proc/{pid}/cmdline")):
                os.kill(pid, signal.SIGTERM)
        wait_until(lambda: not answers())
        yield
    finally:
        os.kill(launcher, signal.SIGCONT)
        wait_until(answers)


def children(parent: int) -> list[int]:
    """The processes that a process started itself."""
    tasks = Path(f"/proc/{parent}/task").iterdir()
    return [int(pid) for task in tasks for pid in (task / "children").read_text().split()]


def test_an_applicant_submits_while_the_vault_is_away_and_gets_the_receipt_when_it_is_back(
    system: System, somebody: Callable[..., Person]
) -> None:
    case = Case.begun(system)
    case.fill()
    case.join()
    case.confirm()
    employer = case.as_employer(somebody())
    page = employer.page
    with vault_stopped(system):
        page.goto(f"{case.home}check/")
        expect(page.locator("[data-sealed]")).to_contain_text("The answers cannot be shown right now")
        assert "They are complete: you can submit all the same" in employer.words()
        assert case.persona.passport_number not in page.content()
        assert problems(employer) == []

        case.number = acts.submit(employer, case.home)
        assert "The filing receipt is being prepared" in employer.words()
        assert page.evaluate("fetch('../receipt.pdf').then(answer => answer.status)") == 503
        time.sleep(1)  # the job has met the closed door by now

    expect(page.locator("main a[href$='receipt.pdf']")).to_be_visible(timeout=acts.BACKGROUND)
    assert case.number[-5:-2] in text_of(employer.save("/receipt.pdf")).replace("-", "")
    wait_for_letter(system, case.persona.email, "please pay the filing fee")
    case.pay("F1", "filing fee")


def test_every_page_says_what_is_the_matter_and_keeps_what_was_typed(
    system: System, somebody: Callable[..., Person]
) -> None:
    case = Case.filled(system)
    employer = case.as_employer(somebody())
    page = employer.page
    page.goto(system.site("applicant", "/account/"))
    with vault_stopped(system):
        page.fill("[name=email]", "typed@mail.example")
        with page.expect_navigation():
            page.locator("main form button").first.click()
        assert "What you sent is not lost" in employer.words()
        assert problems(employer) == []
        page.goto(system.site("applicant", "/account/"))
        assert "We kept what you typed" in employer.words()
        assert problems(employer) == []
        for path in PAGES:
            answer = page.goto(f"{case.home}{path}")
            assert answer is not None
            assert answer.status in (200, 302, 404, 409, 503), path
            assert page.locator("main h1").count() == 1, path
        stranger = somebody(language="th")
        stranger.open("applicant", "/sign-in/")
        assert "ลองใหม่" in stranger.words()

    page.goto(system.site("applicant", "/account/"))
    employer.press("Send it again")
    assert page.input_value("[name=email]") == "typed@mail.example"
