"""Questions about an application as pages show them, the same for officers and for the parties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workpermit.catalogue.definition import Service, Text
from workpermit.questions.topics import document_name

if TYPE_CHECKING:
    from workpermit.questions.models import Question

STATES: dict[str, tuple[str | Promise, str]] = {
    "asked": (_("Waits for an answer"), "warn"),
    "answered": (_("Answered"), "ok"),
    "taken_back": (_("Taken back"), "none"),
    "expired": (_("Not answered in time"), "none"),
}
WHOLE: str | Promise = _("The application as a whole")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; `words` and `reply` are empty where nothing was opened."""

    id: UUID
    status: str
    about: Text | str | Promise
    state: str | Promise
    kind: str
    asked_at: datetime
    due_at: datetime | None
    answered_at: datetime | None
    with_paper: bool
    words: str = ""
    reply: str = ""


def asked_of(questions: "Sequence[Question]", service: Service, opened: Mapping[str, Any] | None = None) -> list[Asked]:
    """Each question with what of it was opened, in the order given."""
    return [_asked(one, service, opened or {}) for one in questions]


def _asked(question: "Question", service: Service, opened: Mapping[str, Any]) -> Asked:
    state, kind = STATES[question.status]
    return Asked(
        id=question.pk,
        status=question.status,
        about=_about(question, service),
        state=state,
        kind=kind,
        asked_at=question.asked_at,
        due_at=question.due_at,
        answered_at=question.answered_at,
        with_paper=question.evidence is not None,
        words=_words(opened, question.words),
        reply=_words(opened, question.reply),
    )


def _about(question: "Question", service: Service) -> Text | str | Promise:
    if question.topic == "document":
        return document_name(service, question.document)
    fields = [
        field.label
        for section in service.sections
        for field in section.fields
        if (section.id, field.id) == (question.section, question.field)
    ]
    return fields[0] if fields else WHOLE


def _words(opened: Mapping[str, Any], record: UUID | None) -> str:
    return str(opened.get(str(record), {}).get("words", "")) if record else ""
