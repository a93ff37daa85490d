"""The whole story of service `s59_new`, step by step, each by the person whose step it is."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import html

from workpermit.cli.walk.browser import Browser, Stuck
from workpermit.cli.walk.persona import Persona
from workpermit.core.calendar import bangkok_date
from workpermit.sealing.canonical import unb64
from workpermit.sealing.cose import verify_permit
from workpermit.sealing.decision import confirmation_challenge, decision_challenge
from workpermit.sealing.keys import PublicKeys
from workpermit.sealing.software_device import SoftwareDevice

PATIENCE = 60.0  # seconds for something that a worker process does
OFFICE, CENTRE = "O-10", "BKK-SC-M-001"


@dataclass(slots=True)
class Story:
    """One application, its people, and what they leave behind. `run` is the content of `var/run.json`."""

    run: dict[str, Any]
    persona: Persona
    say: Callable[[str], None] = print
    left: dict[str, bytes] = field(default_factory=dict)
    employer: Browser = field(default_factory=Browser)
    worker: Browser = field(default_factory=Browser)
    filer: int = 0  # which of the people at the national login files
    office: str = OFFICE
    home: str = ""  # the application's address at the portal
    number: str = ""

    @classmethod
    def new(cls, run: dict[str, Any], say: Callable[[str], None] = print) -> "Story":
        return cls(run, Persona(bangkok_date(datetime.now(UTC))), say)

    def tell(self) -> None:
        """From the first page to a permit that verifies. Raises Stuck."""
        self.file()
        self.pay("F1", "filing fee")
        self.decide()
        self.pay("P1", "permit fee")
        self.visit()
        self.receive_permit()

    def file(self) -> None:
        """The employer files, the worker confirms, the employer submits."""
        with self.step("Employer signs in with the national login"):
            self.sign_in_employer()
        with self.step("Employer begins an application under section 59"):
            self.start()
        with self.step("Employer answers the form, stops, goes on in another browser"):
            self.answer()
        with self.step("Employer adds the documents"):
            self.add_documents()
        with self.step("Worker opens the invitation, proves who is meant, makes a passkey"):
            self.join()
        with self.step("Worker reads the filing and confirms it by a signature"):
            self.confirm()
        with self.step("Employer checks the answers and submits"):
            self.submit()

    def sign_in_employer(self) -> None:
        person = self.run["people"][self.filer]
        self.employer.open(f"{self.site('applicant')}/sign-in/")
        self.employer.submit("/national/")
        form = self.employer.page.tree.forms[0]
        button = next(b for b in form.xpath(".//button[@name]") if b.get("value") == person["pid"])
        self.employer.submit(form.get("action"), {button.get("name"): button.get("value")})

    def start(self) -> None:
        self.employer.open(f"{self.site('applicant')}/services/s59_new/")
        self.employer.open(f"{self.site('applicant')}/services/s59_new/start/")
        page = self.employer.submit("", {"filer": "other"})
        self.home = "/".join(page.url.split("/")[:5]) + "/"

    def answer(self) -> None:
        answers = list(self.persona.answers().items())
        for name, typed in answers[:2]:
            self.save_section(name, typed)
        self.employer = Browser()
        self.sign_in_employer()
        for name, typed in answers[2:]:
            self.save_section(name, typed)

    def save_section(self, name: str, typed: dict[str, str]) -> None:
        self.employer.open(f"{self.home}sections/{name}/")
        page = self.employer.submit("", typed)
        wrong = page.tree.xpath("//*[contains(@class, 'wrong-text')]")
        if wrong:
            raise Stuck(f"section {name}: {wrong[0].text_content()}")

    def add_documents(self) -> None:
        for document, file in self.persona.papers().items():
            self.employer.open(f"{self.home}documents/{document}/")
            self.employer.submit("", files={"file": file})

    def join(self) -> None:
        self.employer.open(f"{self.home}invitation/")
        page = self.employer.submit("")
        code = page.tree.xpath("//*[@data-invitation-code]")[0].text_content()
        born = self.persona.birth_date
        self.worker.open(f"{self.site('applicant')}/join/")
        self.worker.submit(
            "/join/",
            {
                "code": code,
                "passport_number": self.persona.passport_number,
                "birth_date_day": str(born.day),
                "birth_date_month": str(born.month),
                "birth_date_year": str(born.year),
            },
        )
        self.worker.press_passkey()

    def confirm(self) -> None:
        # The files are still in the press; the worker signs what can be read.
        self.wait(lambda: self.worker.open(f"{self.home}filing/").offers("/confirm/"))
        if self.persona.passport_number not in self.worker.page.words():
            raise Stuck("the worker does not see the filing")
        page = self.worker.submit("/confirm/")
        document = self.worker.fetch(page.tree.xpath("//*[@data-confirm]")[0].get("data-confirm"))
        self.worker.press_passkey(confirmation_challenge(_bytes_of(document.text, document.content)))

    def submit(self) -> None:
        self.employer.open(f"{self.home}check/")
        page = self.employer.submit("")
        self.number = _number_on(page.tree)
        self.left["filing-receipt.pdf"] = self.wait_for_paper("receipt.pdf")

    def pay(self, kind: str, name: str) -> None:
        """The employer pays at the bank; the bank calls back; the system settles the bill."""
        with self.step(f"Employer pays the {name} by Thai QR at the bank"):
            page = self.employer.open(f"{self.home}bills/{kind}/")
            text = page.tree.xpath("//*[@data-qr-text]")[0].get("data-qr-text")
            self.at_the_bank(text)
            self.wait(lambda: "receipt.pdf" in self.employer.open(f"{self.home}bills/{kind}/").text)
            self.left[f"{kind}-receipt.pdf"] = self.employer.fetch(f"{self.home}bills/{kind}/receipt.pdf").content

    def at_the_bank(self, text: str, **more: str) -> None:
        bank = Browser()
        answer = bank.client.post(f"{self.run['demo_sites']['bank']}/pay", json={"qr": text, **more})
        if answer.status_code >= 400:
            raise Stuck(f"the bank refuses: {answer.status_code}")

    def decide(self) -> None:
        """Checks, recommendation, decision."""
        assistant = self.check()
        with self.step("Assistant registrar recommends to grant"):
            assistant.submit("/recommend-grant/")
        self.grant()

    def check(self) -> Browser:
        """The automatic checks; gives the assistant registrar's browser with the case open."""
        with self.step("Automatic checks run in the government zone"):
            assistant = self.staff("registrar", "assistant_registrar", self.office)
            self.wait(lambda: self.find_case(assistant).offers("/recommend-grant/"))
        return assistant

    def grant(self) -> None:
        """The registrar grants a case that was recommended."""
        with self.step("Registrar prepares the grant"):
            registrar = self.staff("registrar", "registrar", self.office)
            self.find_case(registrar)
            page = registrar.submit("/grant/")
        with self.step("Registrar signs the decision with a passkey on the signing site"):
            if page.tree.xpath("//form[@data-ceremony='get']") and "/decisions/" not in page.url:
                registrar.press_passkey()
            self.sign(registrar)

    def find_case(self, officer: Browser) -> Any:
        return officer.open(f"{self.site('registrar')}/find/?number={self.number}")

    def sign(self, registrar: Browser) -> None:
        decision = registrar.page.url.split("?")[0].rstrip("/")
        raw = registrar.fetch(f"{decision}/bytes").content
        registrar.press_passkey(decision_challenge(raw))
        signed = registrar.signed
        self.left |= {
            "decision.json": raw,
            "client_data.json": signed.client_data,
            "authenticator_data.bin": signed.authenticator_data,
            "signature.der": signed.signature,
            "registrar.pem": registrar.keys.public_pem(signed.credential_id),
        }

    def visit(self) -> None:
        """Booked, checked in by code, compared by the clerk, confirmed."""
        with self.step("Worker books a place at a service centre"):
            at = datetime.now(UTC)
            self.worker.open(f"{self.home}appointment/{CENTRE}/?day={bangkok_date(at).isoformat()}")
            hour = self.worker.page.tree.xpath("//input[@name='hour']/@value")[0]
            self.worker.submit("", {"hour": str(hour)})
        with self.step("Worker shows the check-in code, the clerk opens the visit"):
            self.worker.open(f"{self.home}appointment/")
            page = self.worker.submit("/code/")
            code = page.tree.xpath("//*[@data-checkin-code]")[0].text_content()
            clerk = self.clerk(CENTRE)
            page = clerk.submit("/check-in/", {"number": self.number, "code": code})
            if self.persona.passport_number not in page.words():
                raise Stuck("the clerk does not see the visitor's papers")
        with self.step("Clerk compares face, paper and photograph, and confirms the identity"):
            form = next(f for f in page.tree.forms if (f.get("action") or "").endswith("/confirm/"))
            clerk.submit("/confirm/", {box.get("name"): "yes" for box in form.xpath(".//input[@type='checkbox']")})

    def receive_permit(self) -> None:
        """Issued by the system, downloaded by the worker, checked by anybody."""
        with self.step("The system issues the permit; the worker downloads it"):
            self.wait(lambda: "/permit/" in self.worker.open(self.home).text)
            page = self.worker.open(f"{self.home}permit/")
            address = str(page.tree.xpath("//*[@data-check-link]/@href")[0])
            self.left["permit.pdf"] = self.worker.fetch(f"{self.home}permit.pdf").content
            self.left["qr.txt"] = address.encode()
        with self.step("Anybody scans the QR: the public page says valid"):
            stranger = Browser()
            number, _, credential = address.rsplit("/", 1)[-1].partition("#")
            keys = PublicKeys.from_file(Path(self.run["public_keys"]))
            claims = verify_permit(unb64(credential), keys.permit.kid, keys.permit.public)
            page = stranger.open(address.split("#")[0])
            if claims.number != number:
                raise Stuck("the QR code and the number do not belong together")
            if page.tree.xpath("//*[@data-verdict]/@data-verdict")[:1] != ["valid"]:
                raise Stuck(f"the public page does not say valid: {page.title}")
        with self.step("Worker reads who looked at the data"):
            self.left["access-log.txt"] = self.worker.open(f"{self.home}looks/").words().encode()

    def staff(self, site: str, role: str, place: str) -> Browser:
        """Somebody with this role, signed in with a key of the keyring."""
        browser = Browser()
        answer = browser.client.get(f"{self.run['demo_sites']['authenticator']}/keys").json()
        account = next(k["account"] for k in answer["keys"] if k["role"] == role and k["place"] == place)
        for entry in answer["keys"]:
            if entry["account"] == account:
                browser.keys.load(entry)
        browser.open(f"{self.site(site)}/")
        browser.press_passkey()
        return browser

    def clerk(self, centre: str) -> Browser:
        """A clerk who has signed in, at the demonstration's enrolled device of the centre."""
        browser = self.staff("centre", "operator_clerk", centre)
        answer = browser.client.get(f"{self.run['demo_sites']['authenticator']}/devices").json()
        browser.device = next(SoftwareDevice.from_map(one) for one in answer["devices"] if one["centre"] == centre)
        return browser

    def site(self, name: str) -> str:
        return str(self.run["sites"][name])

    def wait_for_paper(self, name: str) -> bytes:
        self.wait(lambda: self.employer.fetch(f"{self.home}{name}").type == "application/pdf")
        return self.employer.fetch(f"{self.home}{name}").content

    def wait(self, done: Callable[[], bool]) -> None:
        """Ask again until it is so. Raises Stuck."""
        end = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > end:
                raise Stuck("a background step did not finish in a minute")
            time.sleep(0.15)

    @contextmanager
    def step(self, text: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        except (Stuck, IndexError, StopIteration, KeyError) as error:
            self.say(f"  ✗ {time.perf_counter() - began:6.2f} s  {text}")
            raise Stuck(f"{text}: {type(error).__name__} {error}") from error
        self.say(f"  ✓ {time.perf_counter() - began:6.2f} s  {text}")


def _bytes_of(text: str, content: bytes) -> bytes:
    """Canonical bytes, sent plainly or as base64url in JSON."""
    if text.startswith("{"):
        said = json.loads(text)
        if isinstance(said, dict) and isinstance(said.get("document"), str):
            return unb64(said["document"])
    return content


def _number_on(tree: html.HtmlElement) -> str:
    found = re.search(r"\d{2}-\d{4}-\d{5}-\d{2}", tree.text_content())
    if found is None:
        raise Stuck("no application number on the page")
    return found.group().replace("-", "")
