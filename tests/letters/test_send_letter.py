"""The courier: a real mail server on this machine, a vault that answers as the real one does."""

import smtplib
import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from string import Template
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings

from tests import make
from workpermit.core.ids import uuid7
from workpermit.letters import tasks
from workpermit.letters.lifecycle import Status
from workpermit.letters.models import Letter
from workpermit.letters.queries import get_letter
from workpermit.letters.services import queue_letter
from workpermit.letters.tasks import MailIsDown, send_letter
from workpermit.letters.texts import all_texts
from workpermit.sealing.client import VaultUnreachable

pytestmark = pytest.mark.django_db

ADDRESS = "orathai@example.com"
WORDS = "The second page of the passport is missing."


class Mailbox:
    """Keeps what it is sent; `answer` is what it says to an address instead of yes."""

    def __init__(self) -> None:
        self.answer = ""
        self.letters: list[EmailMessage] = []
        self.addresses: list[str] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.answer:
            return self.answer
        envelope.rcpt_tos.append(address)
        self.addresses.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


class FakeVault:
    """Knows one account's address and the words of every letter."""

    def __init__(self) -> None:
        self.contacts: dict[str, str] = {"email": ADDRESS, "name": "อรทัย ตัวอย่าง", "language": "en"}
        self.down = False

    def contact(self, *, account: UUID) -> dict[str, str]:
        if self.down:
            raise VaultUnreachable
        return self.contacts

    def open_for(self, *, case: UUID, records: list[UUID]) -> dict[str, Any]:
        return {"records": {str(record): {"words": WORDS} for record in records}}


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=True)
    controller.start()
    monkeypatch.setitem(settings.EWP, "smtp", smtp(controller.port))
    yield box
    controller.stop()


@pytest.fixture(autouse=True)
def vault(monkeypatch: pytest.MonkeyPatch) -> FakeVault:
    fake = FakeVault()
    monkeypatch.setattr(tasks, "vault", lambda name: {"letter": fake}[name])
    return fake


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def smtp(port: int) -> dict[str, object]:
    return {"host": "127.0.0.1", "port": port, "from": "no-reply@workpermit.example"}


def letter() -> Letter:
    make.service()
    return queue_letter(
        "application_returned",
        about=uuid7(),
        subject=uuid7(),
        account=make.APPLICANT.id,
        by=make.ASSISTANT_REGISTRAR,
        at=make.NOON,
        facts={"service": "s59_new", "number": "6900000000001", "reasons": ["answer_unclear"]},
        sealed={"words": WORDS},
    )


def send(queued: Letter) -> Letter:
    send_letter(str(queued.pk))
    return get_letter(queued.pk)


def test_a_letter_arrives_in_the_readers_language_with_the_words_unsealed(mailbox: Mailbox) -> None:
    sent = send(letter())

    (arrived,) = mailbox.letters
    text = arrived.get_content()
    assert sent.status == Status.SENT
    assert sent.sent_at is not None
    assert arrived["To"] == ADDRESS
    assert arrived["Subject"] == "Please correct application 69-0000-00000-01"
    assert arrived["Message-ID"] == f"<{sent.pk}@workpermit.example>"
    assert WORDS in text
    assert "Some answers are unclear" in text
    assert "Dear อรทัย ตัวอย่าง" in text


def test_a_thai_subject_arrives_with_its_spaces(mailbox: Mailbox, vault: FakeVault) -> None:
    vault.contacts["language"] = "th"

    queued = letter()
    send(queued)

    (arrived,) = mailbox.letters
    said = all_texts()["application_returned"]["th"]["subject"]
    assert arrived["Subject"] == Template(said).substitute(number="69-0000-00000-01")


def test_an_address_in_another_script_gets_its_letter(mailbox: Mailbox, vault: FakeVault) -> None:
    vault.contacts["email"] = "อรทัย@example.com"

    sent = send(letter())

    assert sent.status == Status.SENT
    assert mailbox.addresses == ["อรทัย@example.com"]


def test_an_address_of_two_lines_is_refused_before_the_mail_server_hears_of_it(
    mailbox: Mailbox, vault: FakeVault
) -> None:
    vault.contacts["email"] = f"{ADDRESS}\r\nBcc: other@example.com"

    sent = send(letter())

    assert (sent.status, sent.failure) == (Status.FAILED, "address_refused")
    assert mailbox.letters == []


def test_who_has_chosen_no_language_is_written_to_in_thai(mailbox: Mailbox, vault: FakeVault) -> None:
    vault.contacts["language"] = ""

    send(letter())

    assert mailbox.letters[0]["Subject"] == "โปรดแก้ไขคำขอเลขที่ 69-0000-00000-01"


def test_a_job_that_runs_twice_sends_one_letter(mailbox: Mailbox) -> None:
    queued = letter()

    send(queued)
    send(queued)

    assert len(mailbox.letters) == 1


def test_an_address_that_does_not_exist_ends_the_letter(mailbox: Mailbox) -> None:
    mailbox.answer = f"550 5.1.1 <{ADDRESS}> no such user"

    failed = send(letter())

    assert (failed.status, failed.failure) == (Status.FAILED, "address_refused")


def test_an_account_without_an_address_ends_the_letter(mailbox: Mailbox, vault: FakeVault) -> None:
    vault.contacts["email"] = ""

    failed = send(letter())

    assert (failed.status, failed.failure) == (Status.FAILED, "no_address")
    assert mailbox.letters == []


def test_a_mailbox_that_is_full_now_is_tried_again_later(mailbox: Mailbox) -> None:
    queued = letter()
    mailbox.answer = f"452 4.2.2 <{ADDRESS}> mailbox full"

    with pytest.raises(MailIsDown) as down:
        send_letter(str(queued.pk))

    assert ADDRESS not in f"{down.value!r}{down.value.args}"
    assert get_letter(queued.pk).status == Status.QUEUED
    mailbox.answer = ""
    assert send(queued).status == Status.SENT


def test_a_server_that_refuses_this_sender_says_nothing_about_the_address(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise smtplib.SMTPSenderRefused(530, b"authentication required", "no-reply@workpermit.example")

    queued = letter()
    monkeypatch.setattr(smtplib.SMTP, "sendmail", refuse)

    with pytest.raises(MailIsDown):
        send_letter(str(queued.pk))

    assert get_letter(queued.pk).status == Status.QUEUED


def test_while_the_mail_server_is_down_letters_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    queued = letter()
    monkeypatch.setitem(settings.EWP, "smtp", smtp(free_port()))

    with pytest.raises(MailIsDown):
        send_letter(str(queued.pk))

    assert get_letter(queued.pk).status == Status.QUEUED


def test_while_the_vault_is_down_letters_wait(mailbox: Mailbox, vault: FakeVault) -> None:
    queued = letter()
    vault.down = True

    with pytest.raises(VaultUnreachable):
        send_letter(str(queued.pk))

    assert get_letter(queued.pk).status == Status.QUEUED
    assert mailbox.letters == []


def test_a_failure_keeps_a_code_and_never_an_address(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, ADDRESS.encode())})

    monkeypatch.setattr(smtplib.SMTP, "sendmail", refuse)

    failed = send(letter())

    assert ADDRESS not in repr(Letter.objects.filter(pk=failed.pk).values().get())
