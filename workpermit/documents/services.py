"""Receiving, removing, and what the press reports."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance, begin
from workpermit.catalogue.definition import Document
from workpermit.core.actors import SYSTEM, Actor
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7
from workpermit.documents.intake import check_upload
from workpermit.documents.lifecycle import Act
from workpermit.documents.models import Evidence, Page
from workpermit.documents.queries import list_evidence
from workpermit.sealing.files import seal_file
from workpermit.sealing.services import NewRecord, write_record, write_records


class TooManyFiles(RuleBroken):
    """A filing may hold at most 40 files."""


MOST_FILES = 40


@transaction.atomic
def receive_evidence(
    *, case: UUID, subject: UUID, document: Document, name: str, content: bytes, by: Actor, at: datetime
) -> Evidence:
    """Seal an uploaded file, keep it, and queue it for the press.

    Raises those of `check_upload`, and TooManyFiles.
    """
    found = check_upload(content, accepts=document.accepts, max_bytes=document.max_bytes)
    if len(list_evidence(case)) >= MOST_FILES:
        raise TooManyFiles
    value = _seal_file(document.id, name, found, content)
    return _receive(case, subject, value, by, at)


@transaction.atomic
def reuse_evidence(
    *,
    case: UUID,
    subject: UUID,
    document: Document,
    earlier: Evidence,
    value: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> Evidence | None:
    """Let a file of an earlier filing stand in this one too; None where the checklist does not take it any more.

    `value` is what the vault opened of the earlier record for its owner. The stored object is the same, its key is
    sealed anew, and the press looks at it again. It stays as old as it is: what counts is when it came first.
    """
    if value["type"] not in document.accepts or int(value["size"]) > document.max_bytes:
        return None
    return _receive(case, subject, {**value, "document": document.id}, by, at, earlier.received_at)


def _receive(
    case: UUID, subject: UUID, value: Mapping[str, Any], by: Actor, at: datetime, received_at: datetime | None = None
) -> Evidence:
    record = write_record(kind="file", case=case, subject=subject, value=value, at=at)
    evidence = Evidence(
        id=uuid7(),
        case=case,
        subject=subject,
        account=by.id,
        document=value["document"],
        record=record.id,
        media_type=value["type"],
        size=value["size"],
        received_at=received_at or at,
    )
    begin(evidence, Act.RECEIVE, by=by, at=at, root=case)
    enqueue("press_evidence", evidence.pk)
    return evidence


@transaction.atomic
def remove_evidence(evidence: Evidence, *, by: Actor, at: datetime) -> None:
    """Take a file out of the filing. Raises WrongStatus, WrongRole or CaseHasMoved."""
    advance(evidence, Act.REMOVE, by=by, at=at, root=evidence.case)


@transaction.atomic
def keep_pages(
    evidence: Evidence, *, pages: Sequence[bytes], scan: str, at: datetime, zone: Mapping[str, Any] | None = None
) -> None:
    """Keep the page images of a readable file, and the passport zone that was read on them.

    Raises WrongStatus or CaseHasMoved.
    """
    changes: dict[str, Any] = {"pages": len(pages), "scan": scan}
    if zone:
        sealed = write_record(kind="zone", case=evidence.case, subject=evidence.subject, value=zone, at=at)
        changes["zone"] = sealed.id
    advance(evidence, Act.PRESS, by=SYSTEM, at=at, root=evidence.case, changes=changes)
    images = [
        NewRecord(
            kind="page",
            case=evidence.case,
            subject=evidence.subject,
            value=_seal_file(evidence.document, f"{number}.jpg", "image/jpeg", image),
        )
        for number, image in enumerate(pages, start=1)
    ]
    records = write_records(images, at=at)
    Page.objects.bulk_create(
        Page(id=uuid7(), evidence=evidence, number=number, record=record.id)
        for number, record in enumerate(records, start=1)
    )


@transaction.atomic
def reject_evidence(evidence: Evidence, *, problem: str, at: datetime) -> None:
    """Say why a file cannot be used; `problem` is a code. Raises WrongStatus or CaseHasMoved."""
    advance(evidence, Act.REJECT, by=SYSTEM, at=at, root=evidence.case, changes={"problem": problem})


@transaction.atomic
def postpone_evidence(evidence: Evidence, *, at: datetime) -> None:
    """The scanner does not answer; the file waits and nothing is lost."""
    advance(evidence, Act.POSTPONE, by=SYSTEM, at=at, root=evidence.case)


def _seal_file(document: str, name: str, media_type: str, content: bytes) -> dict[str, Any]:
    """The stored file, and which paper this is: at a counter the vault opens only passport and photograph."""
    return {"document": document, "name": name[:200], **seal_file(content, media_type)}
