"""Handing a letter to the mail server. SMTP errors carry addresses, so none is kept or passed on."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.header import Header
from email.mime.text import MIMEText
from email.policy import compat32
from uuid import UUID

from django.conf import settings

from workpermit.letters.texts import Letter

SECONDS = 15
_AS_SENT = compat32.clone(linesep="\r\n")
_ANY_SCRIPT = ("SMTPUTF8", "BODY=8BITMIME")  # RFC 6531, for an address that is not ASCII


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
    if "\r" in address or "\n" in address:
        raise AddressRefused  # before the library names it in the text of an exception
    sender = settings.EWP["smtp"]["from"]
    # The older classes of the library: the newer one folds Thai many times as slowly, and loses spaces of a subject.
    message = MIMEText(text.body, "plain", "utf-8")
    message["From"], message["To"] = sender, address
    message["Subject"] = Header(text.subject, "utf-8", header_name="Subject").encode()
    # The same letter tried twice has the same name, so that a mail server can drop the second.
    message["Message-ID"] = f"<{id}@{sender.partition('@')[2]}>"
    try:
        server.sendmail(sender, [address], message.as_bytes(policy=_AS_SENT), () if address.isascii() else _ANY_SCRIPT)
    except smtplib.SMTPRecipientsRefused as error:
        if all(code >= 500 for code, _ in error.recipients.values()):
            raise AddressRefused from None
        raise MailIsDown from None
    except (OSError, smtplib.SMTPException):
        raise MailIsDown from None
