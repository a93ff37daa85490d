"""The whole story of service `s59_new`, told in browsers: from the first page to a permit that anybody can check."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import acts
from tests.journeys.browser import PHONE, Person, person
from tests.journeys.cases import new_persona
from tests.journeys.letters import letters_to, wait_for_letter
from tests.journeys.paper import code_on, text_of
from tests.system import System
from workpermit.cli.walk.persona import Persona
from workpermit.sealing.canonical import b64

LETTERS = {
    "th": [
        "ได้รับคำขอเลขที่",
        "ได้รับชำระค่าธรรมเนียมคำขอเลขที่",
        "อยู่กับผู้ช่วยนายทะเบียน",
        "อยู่กับนายทะเบียน",
        "นายทะเบียนอนุญาตคำขอเลขที่",
        "ได้รับชำระค่าธรรมเนียมใบอนุญาตแล้ว",
        "นัดหมายของคำขอเลขที่",
        "ใบอนุญาตทำงานเลขที่",
    ],
    "en": [
        "received; please pay the filing fee",
        "Filing fee for application",
        "is with the assistant registrar",
        "is with the registrar",
        "is granted; please pay the permit fee",
        "Permit fee received; please book a visit",
        "Appointment for application",
        "is issued",
    ],
}


class Told:
    """One application while it is told; its parts build on each other."""

    def __init__(self, system: System, browser: Browser, somebody: Callable[..., Person]) -> None:
        self.system, self.browser, self.somebody = system, browser, somebody
        self.persona: Persona = new_persona()
        self.address = f"personnel-{self.persona.passport_number}@factory.example"
        self.home = self.number = ""
        self.employer = somebody(language="th")
        self.worker = somebody(size=PHONE)

    def tell(self) -> None:
        self.file()
        self.decide()
        self.visit()

    def file(self) -> None:
        """The employer begins, stops, goes on elsewhere; the worker confirms; it is submitted and paid."""
        employer, sections = self.employer, list(self.persona.answers().items())
        employer.open("applicant")
        acts.find_service(employer)
        self.home = acts.begin(employer)
        for name, typed in sections[:2]:
            acts.save_section(employer, self.home, name, typed)
        employer.page.goto(f"{self.home}sections/stay/")
        employer.page.locator("button[value=later]").click()

        self.employer = employer = self.resume()
        for name, typed in sections[2:]:
            acts.save_section(employer, self.home, name, typed)
        for document, file in self.persona.papers().items():
            acts.add_file(employer, self.home, document, file)

        acts.open_invitation(self.worker, acts.invite(employer, self.home), self.persona)
        acts.press_key(self.worker.page)
        acts.confirm(self.worker, self.home)
        self.number = acts.submit(employer, self.home)
        acts.pay(employer, self.home, "F1")

    def resume(self) -> Person:
        """The same employer in another browser, where letters are also given an address."""
        again = self.somebody(language="th")
        acts.sign_in_national(again)
        again.open("applicant", "/account/")
        again.page.fill("#email", self.address)
        again.page.locator("input[name=language][value=th]").check()
        acts.send(again.page)
        again.page.goto(self.home)
        expect(again.page.locator("progress")).to_have_attribute("value", "2")
        return again

    def decide(self) -> None:
        """The assistant recommends; the registrar signs on the signing site; the permit fee is paid."""
        assistant, registrar = self.somebody(), self.somebody(language="th")
        assistant.take_keys("bangkok-assistant")
        acts.sign_in_staff(assistant, "registrar")
        acts.open_case(assistant, self.number)
        acts.wait_for_act(assistant, "recommend-grant").click()
        registrar.take_keys("bangkok-registrar")
        acts.sign_in_staff(registrar, "registrar")
        acts.open_case(registrar, self.number)
        acts.wait_for_act(registrar, "grant").click()
        acts.sign_decision(registrar)
        acts.pay(self.employer, self.home, "P1")

    def visit(self) -> None:
        """Booked, checked in with the code, compared by the clerk; the permit is issued."""
        acts.book(self.worker, self.home)
        code = acts.checkin_code(self.worker, self.home)
        clerk = self.somebody()
        clerk.take_keys("bangkok-clerk")
        acts.sign_in_staff(clerk, "centre")
        acts.check_in(clerk, self.number, code)
        assert self.persona.passport_number in clerk.words()
        acts.confirm_identity(clerk)
        self.worker.page.goto(self.home)
        expect(self.worker.page.locator("main a[href$='/permit/']").first).to_be_visible(timeout=acts.BACKGROUND)


@pytest.fixture(scope="module")
def told(system: System, browser: Browser) -> Iterator[Told]:
    """The story, told once; the tests below look at what it left."""
    with ExitStack() as stack:
        one = Told(system, browser, lambda **how: stack.enter_context(person(browser, system, **how)))
        one.tell()
        yield one


@pytest.fixture
def permit(told: Told) -> bytes:
    """The permit, as the worker saves it."""
    told.worker.page.goto(f"{told.home}permit/")
    return told.worker.save("/permit.pdf")


def grouped(number: str) -> str:
    return f"{number[:2]}-{number[2:6]}-{number[6:11]}-{number[11:]}"


def test_the_tracking_page_shows_every_step_as_done(told: Told) -> None:
    told.worker.page.goto(told.home)

    steps = told.worker.page.locator("ol.steps > li")
    assert steps.count() >= 8
    assert set(steps.evaluate_all("all => all.map(one => one.className)")) == {"done"}
    assert all(re.search(r"\d{1,2}[:.]\d\d", text) for text in steps.all_inner_texts())


def test_receipts_can_be_saved_and_name_the_application(told: Told) -> None:
    told.employer.page.goto(told.home)
    filing = told.employer.save("/receipt.pdf")
    told.employer.page.goto(f"{told.home}bills/F1/")
    fee = told.employer.save("/bills/F1/receipt.pdf")

    assert grouped(told.number) in text_of(filing)
    assert grouped(told.number) in text_of(fee)
    assert "100.00" in text_of(fee)


def test_the_permit_is_readable_in_thai_and_english(told: Told, permit: bytes) -> None:
    text = text_of(permit)

    for words in ("ใบอนุญาตทำงาน", "Work permit", "Siam Tuayang Engineering Co., Ltd.", "บริษัท สยามตัวอย่างวิศวกรรม จำกัด"):
        assert words.lower() in text.lower()
    assert told.persona.passport_number in text
    assert "AUNG MYO" in text


def test_anybody_can_check_the_permit_and_reads_no_name(
    told: Told, permit: bytes, somebody: Callable[..., Person]
) -> None:
    stranger = somebody(size=PHONE)
    sent: list[str] = []
    stranger.page.on(
        "request",
        lambda request: sent.append(request.url.partition("#")[0] + str(request.headers) + (request.post_data or "")),
    )

    stranger.page.goto(code_on(permit))

    expect(stranger.page.locator("[data-with-proof]")).to_be_visible()
    assert stranger.page.get_attribute("[data-verdict]", "data-verdict") == "valid"
    words = stranger.words()
    for said in ("Siam Tuayang Engineering Co., Ltd.", "Electronics engineers", "Bangkok", "สยามตัวอย่างวิศวกรรม"):
        assert said in words
    assert "1991" not in words
    for secret in (told.persona.passport_number, "AUNG", "THANT"):
        assert secret not in words
        assert secret not in stranger.page.content()
    credential = stranger.page.url.partition("#")[2]
    assert credential
    assert not any(credential in one for one in sent)


def test_who_reads_thai_reads_the_permit_in_thai_alone(permit: bytes, somebody: Callable[..., Person]) -> None:
    stranger = somebody(language="th")

    stranger.page.goto(code_on(permit))

    expect(stranger.page.locator("[data-with-proof]")).to_be_visible()
    words = stranger.words()
    assert "วิศวกรอิเล็กทรอนิกส์" in words
    assert "กรุงเทพมหานคร" in words
    assert "Electronics" not in words


def test_the_file_of_the_permit_carries_the_same_proof_for_programs(permit: bytes) -> None:
    with pikepdf.open(BytesIO(permit)) as pdf:
        attached = pdf.attachments["permit.cbor"].get_file().read_bytes()

    assert b64(attached) == code_on(permit).partition("#")[2]


def test_an_altered_permit_is_not_genuine(told: Told, permit: bytes, somebody: Callable[..., Person]) -> None:
    address = code_on(permit)
    place = address.index("#") + 60
    other = "A" if address[place] != "A" else "B"
    stranger = somebody()

    stranger.page.goto(address[:place] + other + address[place + 1 :])

    expect(stranger.page.locator("[data-verdict=altered]")).to_be_visible()
    assert "not a genuine work permit" in stranger.words()


def test_each_reader_got_each_letter_in_their_own_language(told: Told) -> None:
    wait_for_letter(told.system, told.persona.email, LETTERS["en"][-1])
    wait_for_letter(told.system, told.address, LETTERS["th"][-1])

    for address, language in ((told.persona.email, "en"), (told.address, "th")):
        subjects = [one["subject"] for one in letters_to(told.system, address)]
        missing = [words for words in LETTERS[language] if not any(words in one for one in subjects)]
        assert missing == [], subjects
        assert len(subjects) == len(set(subjects))


def test_the_access_log_names_each_look(told: Told) -> None:
    told.worker.page.goto(f"{told.home}looks/")

    words = told.worker.words()
    for who in ("Automatic checks", "Assistant registrar", "Registrar", "clerk"):
        assert who.lower() in words.lower()
