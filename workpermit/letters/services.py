"""Queueing a letter, and what the courier does with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance, begin_all
from workpermit.core.actors import SYSTEM, Actor, Role
from workpermit.core.ids import uuid7
from workpermit.letters.lifecycle import Act
from workpermit.letters.models import Letter
from workpermit.sealing.services import NewRecord, write_records


def queue_letter(
    template: str,
    *,
    about: UUID,
    subject: UUID,
    account: UUID,
    by: Actor,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    sealed: Mapping[str, Any] | None = None,
) -> Letter:
    """Queue a letter in the transaction of the act that causes it.

    `facts` are numbers, times and codes; whatever is personal goes into `sealed`.
    """
    [letter] = queue_letters(
        template, about=about, subject=subject, accounts=[account], by=by, at=at, facts=facts, sealed=sealed
    )
    return letter


def queue_letters(
    template: str,
    *,
    about: UUID,
    subject: UUID,
    accounts: Sequence[UUID],
    by: Actor,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    sealed: Mapping[str, Any] | None = None,
) -> list[Letter]:
    """Queue the same letter for several accounts, else as `queue_letter`."""
    with transaction.atomic(savepoint=False):
        records: list[UUID | None] = [None] * len(accounts)
        if sealed:
            new = [NewRecord(kind="letter", case=about, subject=subject, value=dict(sealed)) for _ in accounts]
            records = [record.id for record in write_records(new, at=at)]
        letters = [
            Letter(
                id=uuid7(),
                template=template,
                root=about,
                account=account,
                facts=dict(facts or {}),
                record=record,
                queued_at=at,
            )
            for account, record in zip(accounts, records, strict=True)
        ]
        begin_all(letters, Act.QUEUE, by=by, at=at, root=about)
        enqueue("send_letter", *[letter.pk for letter in letters])
    return letters


def queue_code(request: UUID) -> None:
    """Have the courier fetch and send the sign-in code of one request at the vault."""
    enqueue("send_code", request)


@transaction.atomic
def mark_sent(letter: Letter, *, at: datetime) -> None:
    """Note that the mail server took the letter. Raises WrongStatus or CaseHasMoved."""
    advance(letter, Act.SEND, by=SYSTEM, at=at, root=letter.root, changes={"sent_at": at})


@transaction.atomic
def mark_failed(letter: Letter, *, failure: str, at: datetime) -> None:
    """Note that the letter cannot be sent; `failure` is a code without an address."""
    advance(letter, Act.GIVE_UP, by=SYSTEM, at=at, root=letter.root, changes={"failure": failure})


def tell_of_passkey(*, account: UUID, at: datetime) -> Letter:
    """Tell the holder of an account that a passkey was added to it; the letter is about the account itself."""
    holder = Actor(account, Role.APPLICANT)
    return queue_letter("passkey_added", about=account, subject=account, account=account, by=holder, at=at)
