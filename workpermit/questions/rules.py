"""Checks that only look; each raises the rule that is broken."""

from datetime import datetime
from uuid import UUID

from workpermit.applications.lifecycle import Status as At
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.catalogue.definition import Service
from workpermit.core.actors import Actor, Role
from workpermit.core.errors import RuleBroken
from workpermit.documents.queries import USABLE, list_evidence
from workpermit.questions.lifecycle import Status
from workpermit.questions.models import Question, Topic
from workpermit.questions.topics import About

# Whoever has the case to work on may ask about it.
ASKED_AT = {Role.ASSISTANT_REGISTRAR: At.IN_REVIEW, Role.REGISTRAR: At.RECOMMENDED}
MOST_OPEN = 10


class QuestionSaysNothing(RuleBroken):
    """A question and its answer are in words."""


class QuestionAboutNothing(RuleBroken):
    """A question names an answer of the form or a document of the checklist, or it is free."""


class DocumentIsMissing(RuleBroken):
    """A document that is missing is asked for by a return, with all others, and not by a question."""


class TooManyQuestions(RuleBroken):
    """At most ten questions of an application may wait for an answer at a time."""


class QuestionIsOpen(RuleBroken):
    """An application goes on when its questions are answered, taken back or out of time."""


def check_asked_at(application: Application, by: Actor) -> None:
    """Raises WrongRole or WrongStatus."""
    if by.role not in ASKED_AT:
        raise WrongRole(f"{by.role} may not ask")
    if application.status != ASKED_AT[by.role]:
        raise WrongStatus(f"cannot ask while {application.status}")


def check_party(application: Application, by: Actor) -> None:
    """Raises WrongRole for anybody but filer and worker, WrongStatus where the office no longer has the case."""
    if by.id not in (application.filing_account, application.worker_account):
        raise WrongRole("only a party answers")
    if application.status not in ASKED_AT.values():
        raise WrongStatus(f"cannot answer while {application.status}")


def check_about(application: UUID, service: Service, about: About) -> None:
    """Raises QuestionAboutNothing, or DocumentIsMissing where no file of that document is there."""
    if about.topic == Topic.ANSWER:
        fields = {(section.id, field.id) for section in service.sections for field in section.fields}
        if (about.section, about.field) not in fields:
            raise QuestionAboutNothing
    if about.topic == Topic.DOCUMENT:
        if about.document not in {one.id for one in service.documents}:
            raise QuestionAboutNothing
        if about.document not in {one.document for one in list_evidence(application) if one.status in USABLE}:
            raise DocumentIsMissing


def check_words(words: str) -> None:
    if not words.strip():
        raise QuestionSaysNothing


def check_no_open_question(application: UUID) -> None:
    """Nothing is recommended, returned or decided while the applicant may still answer. Raises QuestionIsOpen."""
    if Question.objects.filter(application=application, status=Status.ASKED).exists():
        raise QuestionIsOpen


def check_not_too_many(application: UUID) -> None:
    if Question.objects.filter(application=application, status=Status.ASKED).count() >= MOST_OPEN:
        raise TooManyQuestions


def is_due(question: Question, at: datetime) -> bool:
    """Whether the time for an answer is over."""
    return question.due_at is not None and question.due_at <= at
