"""Cases brought to a stage quickly, by the steps of `workpermit walk`, for journeys about what comes later."""

import secrets
from dataclasses import replace
from datetime import UTC, date, datetime
from http.cookiejar import Cookie
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.journeys.browser import Person
from tests.system import System
from workpermit.cli.walk.browser import Browser
from workpermit.cli.walk.persona import Persona
from workpermit.cli.walk.story import OFFICE, Story
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
        case.fill()
        return case

    @classmethod
    def submitted(cls, system: System, **changes: Any) -> "Case":
        """Confirmed by the worker and submitted; the filing fee is due."""
        case = cls.begun(system, **changes)
        case.finish_filing()
        return case

    @classmethod
    def recommended(cls, system: System, **changes: Any) -> "Case":
        """With the registrar, who decides."""
        case = cls.submitted(system, **changes)
        case.pay("F1", "filing fee")
        assistant = case.staff("registrar", "assistant_registrar", OFFICE)
        case.wait(lambda: bool(case.find_case(assistant).offers("/recommend-grant/")))
        assistant.submit("/recommend-grant/")
        return case

    @classmethod
    def awaiting_visit(cls, system: System, **changes: Any) -> "Case":
        """Granted and paid; a place can be booked."""
        case = cls.submitted(system, **changes)
        case.get_granted()
        case.pay("P1", "permit fee")
        return case

    @classmethod
    def issued(cls, system: System, **changes: Any) -> "Case":
        """The worker was at the centre and holds the permit."""
        case = cls.awaiting_visit(system, **changes)
        case.visit()
        case.receive_permit()
        return case

    @property
    def check_address(self) -> str:
        """What the QR code of an issued permit says."""
        return self.left["qr.txt"].decode()

    def fill(self) -> None:
        for name, typed in self.persona.answers().items():
            self.save_section(name, typed)
        self.add_documents()

    def finish_filing(self) -> None:
        self.fill()
        self.join()
        self.confirm()
        self.submit()

    def get_granted(self) -> None:
        self.pay("F1", "filing fee")
        self.decide()

    def as_employer(self, person: Person) -> Person:
        """Let the employer go on in a real browser."""
        return _lend_session(self.employer, person)

    def as_worker(self, person: Person) -> Person:
        """Let the worker go on in a real browser, with the passkey made before."""
        for key in self.worker.keys.keys:
            secret = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
            person.add_key(key.rp_id, key.credential_id, key.user_handle, secret)
        return _lend_session(self.worker, person)


def _lend_session(browser: Browser, person: Person) -> Person:
    person.context.add_cookies([_cookie(one) for one in browser.client.cookies.jar if one.name == "wp_applicant"])
    return person


def _cookie(one: Cookie) -> Any:
    return {"name": one.name, "value": one.value or "", "domain": "applicant.localhost", "path": "/"}
