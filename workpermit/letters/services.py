"""Queueing a letter, and what the courier does with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance, begin
from workpermit.core.actors import SYSTEM, Actor
from workpermit.core.ids import uuid7
from workpermit.letters.lifecycle import Act
from workpermit.letters.models import Letter
from workpermit.sealing.services import write_record


@transaction.atomic
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
    record = None
    if sealed:
        record = write_record(kind="letter", case=about, subject=subject, value=dict(sealed), at=at).id
    letter = Letter(
        id=uuid7(), template=template, root=about, account=account, facts=dict(facts or {}), record=record, queued_at=at
    )
    begin(letter, Act.QUEUE, by=by, at=at, root=about)
    enqueue("send_letter", letter.pk)
    return letter


@transaction.atomic
def mark_sent(letter: Letter, *, at: datetime) -> None:
    """Note that the mail server took the letter. Raises WrongStatus or CaseHasMoved."""
    advance(letter, Act.SEND, by=SYSTEM, at=at, root=letter.root, changes={"sent_at": at})


@transaction.atomic
def mark_failed(letter: Letter, *, failure: str, at: datetime) -> None:
    """Note that the letter cannot be sent; `failure` is a code without an address."""
    advance(letter, Act.GIVE_UP, by=SYSTEM, at=at, root=letter.root, changes={"failure": failure})
