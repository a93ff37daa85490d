"""The courier: queue `courier`, purpose `letter`. The only process with mail credentials."""

import smtplib
from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.casework.retry import again
from workpermit.letters import services
from workpermit.letters.lifecycle import Status
from workpermit.letters.models import Letter
from workpermit.letters.queries import get_letter
from workpermit.letters.texts import write_letter
from workpermit.letters.words import words_of
from workpermit.sealing.client import VaultUnreachable, vault

SECONDS = 15


class MailIsDown(Exception):
    """The mail server does not take the letter now; SMTP errors carry addresses, so none is kept."""


class AddressRefused(Exception):
    """The mail server says that this address will never work."""


@app.task(name="send_letter", queue="courier", retry=again(VaultUnreachable, MailIsDown))
def send_letter(record: str) -> None:
    """Open what the letter needs, write it in the reader's language, hand it to the mail server."""
    letter = get_letter(UUID(record))
    if letter.status != Status.QUEUED:
        return
    contact = vault("letter").contact(account=letter.account)
    at = timezone.now()
    if not contact.get("email"):
        services.mark_failed(letter, failure="no_address", at=at)
        return
    sealed = _open(letter)
    language = str(contact.get("language") or "th")
    text = write_letter(letter.template, language, words_of(letter, sealed, contact, language))
    try:
        _send(str(contact["email"]), text.subject, text.body, letter)
    except AddressRefused:
        services.mark_failed(letter, failure="address_refused", at=at)
        return
    services.mark_sent(letter, at=at)


def _open(letter: Letter) -> Mapping[str, Any]:
    if letter.record is None:
        return {}
    opened = vault("letter").open_for(case=letter.root, records=[letter.record])
    found: Mapping[str, Any] = opened["records"][str(letter.record)]
    return found


def _send(address: str, subject: str, body: str, letter: Letter) -> None:
    """Raises MailIsDown or AddressRefused, neither with a word of the letter or its address."""
    smtp = settings.EWP["smtp"]
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = smtp["from"], address, subject
    # The same letter tried twice has the same name, so that a mail server can drop the second.
    message["Message-ID"] = f"<{letter.pk}@{smtp['from'].partition('@')[2]}>"
    message.set_content(body)
    try:
        with smtplib.SMTP(smtp["host"], smtp["port"], timeout=SECONDS) as server:
            server.send_message(message)
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused) as error:
        codes = [code for code, _ in error.recipients.values()] if hasattr(error, "recipients") else [500]
        if all(code >= 500 for code in codes):
            raise AddressRefused from None
        raise MailIsDown from None
    except (OSError, smtplib.SMTPException):
        raise MailIsDown from None
