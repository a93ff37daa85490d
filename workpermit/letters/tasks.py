"""The courier: queue `courier`, purpose `letter`. The only process with mail credentials."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.casework.retry import again
from workpermit.letters import services
from workpermit.letters.code_letter import write_code_letter
from workpermit.letters.lifecycle import Status
from workpermit.letters.models import Letter
from workpermit.letters.post import AddressRefused, MailIsDown, mail_server, post
from workpermit.letters.queries import get_letter
from workpermit.letters.texts import write_letter
from workpermit.letters.words import words_of
from workpermit.sealing.client import VaultUnreachable, vault


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
        with mail_server() as server:
            post(server, str(contact["email"]), text, id=letter.pk)
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


@app.task(name="send_code", queue="courier", retry=again(VaultUnreachable, MailIsDown))
def send_code(record: str) -> None:
    """Fetch the sign-in code that was asked for and send it.

    The vault gives it out once, so the mail server must be there before it is taken. Where the server then
    breaks off, the code is lost and the reader asks for another one.
    """
    request = UUID(record)
    with mail_server() as server:
        letter = vault("letter").take_code_letter(request=request)
        if not letter:
            return
        site = settings.SITES["signin"]
        text = write_code_letter(letter["language"], name=letter["name"], code=letter["code"], site=site)
        with suppress(AddressRefused):
            post(server, letter["email"], text, id=request)
