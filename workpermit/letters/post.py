"""Handing a letter to the mail server. SMTP errors carry addresses, so none is kept or passed on."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from uuid import UUID

from django.conf import settings

from workpermit.letters.texts import Letter

SECONDS = 15


class MailIsDown(Exception):
    """The mail server does not take the letter now."""


class AddressRefused(Exception):
    """The mail server says that this address will never work."""


@contextmanager
def mail_server() -> Iterator[smtplib.SMTP]:
    """A connection to the mail server. Raises MailIsDown."""
    smtp = settings.EWP["smtp"]
    try:
        server = smtplib.SMTP(smtp["host"], smtp["port"], timeout=SECONDS)
    except (OSError, smtplib.SMTPException):
        raise MailIsDown from None
    try:
        yield server
    finally:
        # What the server says to the farewell changes nothing about the letter that it took or refused.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()


def post(server: smtplib.SMTP, address: str, text: Letter, *, id: UUID) -> None:
    """Send one letter. Raises MailIsDown or AddressRefused, neither with a word of the letter or its address."""
    sender = settings.EWP["smtp"]["from"]
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, address, text.subject
    # The same letter tried twice has the same name, so that a mail server can drop the second.
    message["Message-ID"] = f"<{id}@{sender.partition('@')[2]}>"
    message.set_content(text.body)
    try:
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        if all(code >= 500 for code, _ in error.recipients.values()):
            raise AddressRefused from None
        raise MailIsDown from None
    except (OSError, smtplib.SMTPException):
        raise MailIsDown from None
