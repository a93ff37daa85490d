"""The courier fetches a sign-in code from the vault and sends it: once, and in the reader's language."""

from string import Template
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from tests.letters.test_send_letter import Mailbox, free_port, mailbox, smtp  # noqa: F401
from workpermit.letters import tasks
from workpermit.letters.code_letter import code_texts, write_code_letter
from workpermit.letters.tasks import MailIsDown, send_code
from workpermit.sealing.client import VaultUnreachable

ADDRESS = "orathai@example.com"


class OneCode:
    """A vault that has one letter and gives it out once."""

    def __init__(self, language: str = "en") -> None:
        self.letter = {"email": ADDRESS, "name": "อรทัย ตัวอย่าง", "language": language, "code": "01234567"}
        self.asked: list[UUID] = []
        self.down = False

    def take_code_letter(self, *, request: UUID) -> dict[str, Any]:
        if self.down:
            raise VaultUnreachable
        self.asked.append(request)
        letter, self.letter = self.letter, {}
        return letter


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> OneCode:
    one = OneCode()
    monkeypatch.setattr(tasks, "vault", lambda name: {"letter": one}[name])
    return one


def test_the_code_arrives_and_stands_in_the_body_alone(mailbox: Mailbox, vault: OneCode) -> None:  # noqa: F811
    request = uuid4()

    send_code(str(request))

    (arrived,) = mailbox.letters
    assert vault.asked == [request]
    assert arrived["To"] == ADDRESS
    assert "0123 4567" in arrived.get_content()
    assert "Dear อรทัย ตัวอย่าง" in arrived.get_content()
    assert not any(digit in arrived["Subject"] for digit in "0123456789")


def test_a_reader_of_thai_gets_it_in_thai(mailbox: Mailbox, vault: OneCode) -> None:  # noqa: F811
    vault.letter["language"] = "th"

    send_code(str(uuid4()))

    assert mailbox.letters[0]["Subject"] == "รหัสเข้าสู่ระบบใบอนุญาตทำงาน"


def test_where_nothing_is_to_be_sent_nothing_is(mailbox: Mailbox, vault: OneCode) -> None:  # noqa: F811
    vault.letter = {}

    send_code(str(uuid4()))

    assert mailbox.letters == []


def test_while_the_mail_server_is_down_the_code_stays_in_the_vault(
    monkeypatch: pytest.MonkeyPatch, vault: OneCode
) -> None:
    monkeypatch.setitem(settings.EWP, "smtp", smtp(free_port()))

    with pytest.raises(MailIsDown):
        send_code(str(uuid4()))

    assert vault.asked == []


def test_while_the_vault_is_down_the_job_is_tried_again(mailbox: Mailbox, vault: OneCode) -> None:  # noqa: F811
    vault.down = True

    with pytest.raises(VaultUnreachable):
        send_code(str(uuid4()))


def test_an_address_that_does_not_exist_ends_it_quietly(mailbox: Mailbox, vault: OneCode) -> None:  # noqa: F811
    mailbox.answer = f"550 5.1.1 <{ADDRESS}> no such user"

    send_code(str(uuid4()))

    assert mailbox.letters == []


def test_a_mail_server_that_breaks_off_leaves_no_address_in_the_error(mailbox: Mailbox, vault: OneCode) -> None:  # noqa: F811
    mailbox.answer = f"451 <{ADDRESS}> later"

    with pytest.raises(MailIsDown) as down:
        send_code(str(uuid4()))

    assert ADDRESS not in f"{down.value!r}{down.value.args}{down.value.__cause__!r}"


@pytest.mark.parametrize("language", ["th", "en"])
def test_both_languages_use_every_word(language: str) -> None:
    text = code_texts()[language]

    assert set(Template(text["body"]).get_identifiers()) == {"name", "code", "site"}
    assert write_code_letter(language, name="A", code="12345678", site="http://x").body.count("1234 5678") == 1
