"""Filing a complaint, looking into it, answering it, reopening it once, closing it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from workpermit.casework.lifecycle import advance, begin
from workpermit.complaints.lifecycle import Act, Status
from workpermit.complaints.models import Complaint
from workpermit.complaints.rules import (
    check_centre,
    check_complainant,
    check_not_explained,
    check_not_too_many,
    check_office,
    check_words,
    office_of,
)
from workpermit.complaints.topics import due_on, get_topic
from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import new_complaint_number
from workpermit.letters.services import queue_letter
from workpermit.sealing.services import write_record


class NoComplaintNumberFree(RuleBroken):
    """No free number was found for a complaint; please try again."""


def file_complaint(
    *, complaint: UUID, subject: UUID, topic: str, about: str, words: str, by: Actor, at: datetime
) -> Complaint:
    """File a complaint with the office that is responsible. The caller has registered the case with the vault.

    The same `complaint` sent twice is filed once. Raises UnknownTopic, ComplaintAboutNothing, ComplaintSaysNothing,
    TooManyComplaints or WrongRole.
    """
    filed_before = Complaint.objects.filter(pk=complaint, account=by.id).first()
    if filed_before is not None:
        return filed_before
    said, office = check_words(words), office_of(get_topic(topic), about, by)
    check_not_too_many(by)
    for _attempt in range(5):
        filed = Complaint(
            id=complaint,
            number=new_complaint_number(),
            account=by.id,
            subject=subject,
            topic=topic,
            about=about,
            office=office,
            filed_at=at,
            due_on=due_on(at),
        )
        try:
            return _file(filed, said, by, at)
        except IntegrityError:
            continue  # the random number is taken
    raise NoComplaintNumberFree


@transaction.atomic
def _file(filed: Complaint, said: str, by: Actor, at: datetime) -> Complaint:
    filed.words = _seal(filed, "complaint", said, at)
    begin(filed, Act.FILE, by=by, at=at)
    tell(filed, "complaint_filed", by=by, at=at)
    return filed


@transaction.atomic
def take_complaint(*, complaint: Complaint, by: Actor, at: datetime) -> None:
    """An officer begins to look into it. Raises OtherOffice, WrongStatus, WrongRole or CaseHasMoved."""
    check_office(complaint, by)
    advance(complaint, Act.TAKE, by=by, at=at)


@transaction.atomic
def answer_complaint(*, complaint: Complaint, words: str, by: Actor, at: datetime) -> None:
    """Answer, with a letter; the answer after a reopening is the last and closes the complaint.

    Raises OtherOffice, ComplaintSaysNothing, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_office(complaint, by)
    said = check_words(words)
    column = "last_reply" if complaint.status == Status.REOPENED else "reply"
    advance(complaint, Act.ANSWER, by=by, at=at, changes={column: _seal(complaint, "reply", said, at)})
    tell(complaint, "complaint_answered", by=by, at=at, sealed={"words": said})


@transaction.atomic
def reopen_complaint(*, complaint: Complaint, words: str, by: Actor, at: datetime) -> None:
    """Say once why the answer does not settle it; the office's days begin anew.

    Raises NotTheComplainant, ComplaintSaysNothing, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_complainant(complaint, by)
    said = check_words(words)
    changes = {"objection": _seal(complaint, "complaint", said, at), "due_on": due_on(at)}
    advance(complaint, Act.REOPEN, by=by, at=at, changes=changes)


@transaction.atomic
def close_complaint(*, complaint: Complaint, by: Actor, at: datetime) -> None:
    """End it at the wish of whoever filed it. Raises NotTheComplainant, WrongStatus, WrongRole or CaseHasMoved."""
    check_complainant(complaint, by)
    advance(complaint, Act.CLOSE, by=by, at=at)


@transaction.atomic
def explain_complaint(*, complaint: Complaint, words: str, by: Actor, at: datetime) -> None:
    """The centre says how it was, sealed for the office that answers; nobody at the centre can read it again.

    Raises AboutAnotherCentre, AlreadyExplained, ComplaintSaysNothing, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_centre(complaint, by)
    said = check_words(words)
    check_not_explained(complaint)
    record = _seal(complaint, "explanation", said, at)
    advance(complaint, Act.EXPLAIN, by=by, at=at, changes={"explanation": record, "explained_at": at})


def _seal(complaint: Complaint, kind: str, words: str, at: datetime) -> UUID:
    sealed = write_record(kind=kind, case=complaint.pk, subject=complaint.subject, value={"words": words}, at=at)
    return sealed.id


def tell(complaint: Complaint, template: str, *, by: Actor, at: datetime, sealed: dict[str, Any] | None = None) -> None:
    queue_letter(
        template,
        about=complaint.pk,
        subject=complaint.subject,
        account=complaint.account,
        by=by,
        at=at,
        facts={"number": complaint.number, "until": complaint.due_on.isoformat()},
        sealed=sealed,
    )
