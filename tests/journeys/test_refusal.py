"""A refusal, to the end: reasons, the registrar's words, and the right to appeal with its last day."""

from collections.abc import Callable
from datetime import timedelta

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import Case, today
from tests.journeys.letters import wait_for_letter
from tests.journeys.paper import text_of
from tests.system import System

WORDS = "The duties as described are those of a machine operator, which the announcement reserves."
REASON = "The work is closed to foreigners by the announcement under section 7."


def test_a_refusal_states_reasons_words_and_the_right_to_appeal(
    system: System, somebody: Callable[..., Person]
) -> None:
    case = Case.recommended(system)
    registrar = somebody()
    registrar.take_keys("bangkok-registrar")
    acts.sign_in_staff(registrar, "registrar")
    acts.open_case(registrar, case.number)
    acts.wait_for_act(registrar, "refuse").click()

    acts.send(registrar.page)
    assert "Choose at least one reason." in registrar.words()
    registrar.page.locator("input[value=prohibited_work]").check()
    registrar.page.fill("#words", WORDS)
    acts.send(registrar.page)
    acts.to_signing(registrar)
    assert REASON in registrar.words()
    assert WORDS in registrar.words()
    acts.press_key(registrar.page)
    registrar.page.wait_for_url("**/done/")
    fingerprint = registrar.page.inner_text("dd.hash")

    last = today() + timedelta(days=30)
    expected = [REASON, WORDS, f"{last.day} {last:%B %Y}"]
    employer = case.as_employer(somebody())
    employer.page.goto(case.home)
    for words in ("You may appeal", *expected):
        assert words in employer.words()
    paper = text_of(employer.save("/refusal.pdf"))
    letter = " ".join(wait_for_letter(system, case.persona.email, "is refused").split())
    for words in expected:
        assert words in letter
        assert words in paper
    assert fingerprint in paper
