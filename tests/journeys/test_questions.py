"""An officer asks, the employer answers with a paper, and the case goes on."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import PHONE, Person
from tests.journeys.cases import Case
from tests.journeys.letters import wait_for_letter
from tests.system import System
from workpermit.cli.walk.evidence import paper

WORDS = "The contract names two salaries. Which one holds?"
ANSWER = "The higher one, since October. The new page of the contract is added."


def ask(assistant: Person, number: str) -> None:
    assistant.take_keys("bangkok-assistant")
    acts.sign_in_staff(assistant, "registrar")
    acts.open_case(assistant, number)
    acts.wait_for_act(assistant, "ask").click()
    assistant.page.select_option("#about", "answer:job.wage")
    assistant.page.fill("#words", WORDS)
    acts.send(assistant.page)


def test_a_question_is_asked_answered_with_a_paper_and_read(system: System, somebody: Callable[..., Person]) -> None:
    case = Case.submitted(system)
    case.pay("F1", "filing fee")
    assistant = somebody()
    ask(assistant, case.number)
    expect(assistant.page.locator("#questions")).to_contain_text(WORDS)
    assert assistant.page.locator("form[action$='/recommend-grant/']").count() == 0
    assert WORDS in wait_for_letter(system, case.persona.email, "A question about application")

    worker, employer = case.as_worker(somebody(size=PHONE)), case.as_employer(somebody())
    worker.page.goto(case.home)
    assert "The office asks you something" in worker.words()
    employer.page.goto(case.home)
    employer.page.locator(".next a.button").click()
    assert WORDS in employer.words()
    employer.page.fill("#words", ANSWER)
    employer.page.set_input_files(
        "#file", {"name": "page.jpg", "mimeType": "image/jpeg", "buffer": paper("Contract", ["A new page"])}
    )
    acts.send(employer.page)
    assert ANSWER in employer.words()
    wait_for_letter(system, case.persona.email, "Answer about application")

    acts.open_case(assistant, case.number)
    assert ANSWER in assistant.words()
    acts.wait_for_act(assistant, "recommend-grant").click()
    expect(worker.page.locator(".next")).to_have_count(0, timeout=acts.BACKGROUND)  # the page looks by itself
