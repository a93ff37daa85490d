"""Cases brought to a stage quickly, by the steps of `workpermit walk`, for journeys about what comes later."""

import secrets
from dataclasses import replace
from datetime import UTC, date, datetime
from http.cookiejar import Cookie
from typing import Any

from tests.journeys.browser import Person
from tests.system import System
from workpermit.cli.walk.browser import Browser
from workpermit.cli.walk.persona import Persona
from workpermit.cli.walk.story import Story
from workpermit.core.calendar import bangkok_date


def today() -> date:
    return bangkok_date(datetime.now(UTC))


def new_persona(**changes: Any) -> Persona:
    """A worker with a passport and an address of his own, so that cases do not count as duplicates."""
    number = secrets.randbelow(9_000_000) + 1_000_000
    mine = Persona(today(), passport_number=f"MH{number}", email=f"worker-{number}@mail.example")
    return replace(mine, **changes)


class Case(Story):
    """One application and its people; quiet, and able to hand its people over to a real browser."""

    @classmethod
    def begun(cls, system: System, **changes: Any) -> "Case":
        """Signed in and begun."""
        case = cls(system.run, new_persona(**changes), lambda line: None)
        case.sign_in_employer()
        case.start()
        return case

    @classmethod
    def filled(cls, system: System, **changes: Any) -> "Case":
        """All sections and documents are there."""
        case = cls.begun(system, **changes)
        for name, typed in case.persona.answers().items():
            case.save_section(name, typed)
        case.add_documents()
        return case

    @classmethod
    def submitted(cls, system: System, **changes: Any) -> "Case":
        """Confirmed by the worker and submitted; the filing fee is due."""
        case = cls.filled(system, **changes)
        case.join()
        case.confirm()
        case.submit()
        return case

    @classmethod
    def in_review(cls, system: System, **changes: Any) -> "Case":
        """Paid, checked: with the assistant registrar."""
        case = cls.submitted(system, **changes)
        case.pay("F1", "filing fee")
        return case

    @classmethod
    def recommended(cls, system: System, **changes: Any) -> "Case":
        case = cls.in_review(system, **changes)
        assistant = case.staff("registrar", "assistant_registrar", "O-10")
        case.wait(lambda: bool(case.find_case(assistant).offers("/recommend-grant/")))
        assistant.submit("/recommend-grant/")
        return case

    @classmethod
    def granted(cls, system: System, **changes: Any) -> "Case":
        """Decided; the permit fee is due."""
        case = cls.in_review(system, **changes)
        case.decide()
        return case

    @classmethod
    def awaiting_visit(cls, system: System, **changes: Any) -> "Case":
        case = cls.granted(system, **changes)
        case.pay("P1", "permit fee")
        return case


def lend_session(browser: Browser, person: Person) -> Person:
    """Let a person of the walk go on in a real browser, signed in as before."""
    person.context.add_cookies([_cookie(one) for one in browser.client.cookies.jar if one.name == "wp_applicant"])
    return person


def _cookie(one: Cookie) -> Any:
    return {"name": one.name, "value": one.value or "", "domain": "applicant.localhost", "path": "/"}
