"""At the bank: a wrong amount pays nothing and is told; a report that comes again counts once."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import Case
from tests.journeys.letters import letters_to, wait_for_letter
from tests.system import System


def ask_bank(system: System, path: str, **body: Any) -> dict[str, Any]:
    """The bank's interface for programs."""
    request = urllib.request.Request(
        f"{system.run['bank']}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        said: dict[str, Any] = json.loads(answer.read())
    return said


def test_a_wrong_amount_pays_nothing_and_says_so(system: System, somebody: Callable[..., Person]) -> None:
    case = Case.submitted(system)
    employer = case.as_employer(somebody())
    page = employer.page
    page.goto(f"{case.home}bills/F1/")
    code = page.get_attribute("img.qr", "data-qr-text")

    ask_bank(system, "/pay", qr=code, amount_override=9_900)

    expect(page.locator(".note.bad")).to_contain_text("A payment of another amount arrived", timeout=acts.BACKGROUND)
    assert "99.00" in page.inner_text(".note.bad")
    assert page.locator("img.qr").count() == 1, "the bill can still be paid"
    assert "is not settled" in wait_for_letter(system, case.persona.email, "does not match its bill")
    page.goto(case.home)
    assert "now the filing fee is due" in employer.words()
    acts.pay(employer, case.home, "F1")


def test_a_report_of_the_bank_that_comes_again_counts_once(system: System, somebody: Callable[..., Person]) -> None:
    case = Case.submitted(system)
    employer = case.as_employer(somebody())
    page = employer.page
    page.goto(f"{case.home}bills/F1/")
    payment = ask_bank(system, "/pay", qr=page.get_attribute("img.qr", "data-qr-text"))
    expect(page.locator(".done-panel")).to_be_visible(timeout=acts.BACKGROUND)
    wait_for_letter(system, case.persona.email, "is with the assistant registrar")

    assert ask_bank(system, "/replay", id=payment["id"]) == {"sent": True}
    page.wait_for_timeout(1500)

    page.goto(case.home)
    assert page.locator(".card", has_text="Fees").locator("dl > div").count() == 1
    subjects = [one["subject"] for one in letters_to(system, case.persona.email)]
    assert len([one for one in subjects if one.startswith("Filing fee for application")]) == 1
    assert not any("does not match" in one for one in subjects)
