"""Reading questions. Row-level security keeps each account to its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from workpermit.core.row_query import RowQuery
from workpermit.questions.lifecycle import Act, Status
from workpermit.questions.models import Question

_ABOUT = RowQuery(Question, "WHERE application = %s ORDER BY id")


class Told(Protocol):
    """What is read of an entry of the trail."""

    @property
    def subject(self) -> UUID: ...
    @property
    def act(self) -> str: ...
    @property
    def at(self) -> datetime: ...


def list_questions(application: UUID) -> list[Question]:
    """Every question about an application, oldest first."""
    return _ABOUT(application)


def get_question(question: UUID, *, application: UUID) -> Question:
    """Raises Question.DoesNotExist, also for what the reader may not see."""
    return Question.objects.get(pk=question, application=application)


def list_open(applications: Sequence[UUID]) -> set[UUID]:
    """Those of several applications that wait for an answer."""
    rows = Question.objects.filter(application__in=applications, status=Status.ASKED)
    return set(rows.values_list("application", flat=True))


def list_expired(at: datetime) -> list[Question]:
    """Questions whose time for an answer is over, at most 500."""
    return list(Question.objects.filter(status=Status.ASKED, due_at__lte=at).order_by("due_at")[:500])


def records_of(questions: Sequence[Question]) -> list[UUID]:
    """The sealed words of questions and answers: part of what a decision is made on."""
    return [record for one in questions for record in (one.words, one.reply) if record]


def waits_in(entries: Sequence[Told]) -> list[tuple[datetime, datetime | None]]:
    """From the trail of an application: from when until when a question of it was open, None for one that still is."""
    begun = {one.subject: one.at for one in entries if one.act == Act.ASK}
    ended = {one.subject: one.at for one in entries if one.act in (Act.ANSWER, Act.TAKE_BACK, Act.EXPIRE)}
    return [(at, ended.get(question)) for question, at in begun.items()]
