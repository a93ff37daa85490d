"""Asking and answering. While a question is open the office's clock stands still."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from workpermit.applications.letters import tell
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import WrongStatus, advance, begin
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import SYSTEM, Actor
from workpermit.core.ids import uuid7
from workpermit.documents.services import receive_evidence
from workpermit.questions.lifecycle import Act
from workpermit.questions.models import Question
from workpermit.questions.rules import (
    ASKED_AT,
    check_about,
    check_asked_at,
    check_not_too_many,
    check_party,
    check_words,
    is_due,
)
from workpermit.questions.topics import About, paper_for
from workpermit.sealing.services import write_record


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came, with the name that it had."""

    name: str
    content: bytes


@transaction.atomic
def ask_question(*, application: Application, about: About, words: str, by: Actor, at: datetime) -> Question:
    """Ask filer and worker, who are told by a letter; the case stays where it is.

    Raises QuestionSaysNothing, QuestionAboutNothing, DocumentIsMissing, TooManyQuestions, WrongStatus or WrongRole.
    """
    # Whoever passes the case on moves this row, and looks for open questions after that.
    held = Application.objects.select_for_update().get(pk=application.pk)
    check_asked_at(held, by)
    check_words(words)
    service = get_version(held.service_version)
    check_about(held.pk, service, about)
    check_not_too_many(held.pk)
    window = service.windows.answer
    due_at = at + timedelta(seconds=window.seconds) if window else None
    value = {"words": words.strip()}
    sealed = write_record(kind="question", case=held.pk, subject=held.subject, value=value, at=at)
    question = Question(
        id=uuid7(),
        application=held.pk,
        topic=about.topic,
        section=about.section,
        field=about.field,
        document=about.document,
        words=sealed.id,
        asked_by=by.id,
        asked_at=at,
        due_at=due_at,
    )
    begin(question, Act.ASK, by=by, at=at, root=held.pk)
    facts = {"due_at": due_at.isoformat() if due_at else ""}
    tell(held, "question_asked", by=by, at=at, facts=facts, sealed=value)
    return question


@transaction.atomic
def answer_question(
    *, question: Question, application: Application, words: str, upload: Upload | None, by: Actor, at: datetime
) -> Question:
    """Answer in words, with a paper if there is one; the office's clock goes on.

    Raises QuestionSaysNothing, those of `receive_evidence`, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_party(application, by)
    check_words(words)
    evidence = None
    if upload is not None:
        evidence = receive_evidence(
            case=application.pk,
            subject=application.subject,
            document=paper_for(get_version(application.service_version), question),
            name=upload.name,
            content=upload.content,
            by=by,
            at=at,
        )
    value = {"words": words.strip()}
    reply = write_record(kind="reply", case=application.pk, subject=application.subject, value=value, at=at)
    changes = {
        "reply": reply.id,
        "evidence": evidence.pk if evidence else None,
        "answered_by": by.id,
        "answered_at": at,
    }
    advance(question, Act.ANSWER, by=by, at=at, root=application.pk, changes=changes)
    tell(application, "question_answered", by=by, at=at)
    return question


@transaction.atomic
def take_back_question(*, question: Question, application: Application, by: Actor, at: datetime) -> None:
    """No answer is needed any more. Raises WrongStatus, WrongRole or CaseHasMoved."""
    check_asked_at(application, by)
    advance(question, Act.TAKE_BACK, by=by, at=at, root=application.pk)
    tell(application, "question_closed", by=by, at=at)


@transaction.atomic
def expire_question(*, question: Question, at: datetime) -> None:
    """Nobody answered in time: the office goes on with what it has. Raises WrongStatus or CaseHasMoved."""
    if not is_due(question, at):
        raise WrongStatus("there is still time")
    application = Application.objects.get(pk=question.application)
    advance(question, Act.EXPIRE, by=SYSTEM, at=at, root=application.pk)
    if application.status in ASKED_AT.values():
        tell(application, "question_closed", by=SYSTEM, at=at)
