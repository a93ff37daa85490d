"""A question about a ready-made application."""

from datetime import datetime

from tests import make
from workpermit.applications.models import Application
from workpermit.core.actors import Actor
from workpermit.questions import services
from workpermit.questions.models import Question
from workpermit.questions.topics import About

WORDS = "Which of the two contracts holds?"
ANSWER = "The second one; the first was never signed."


def ask(
    application: Application, *, about: str = "free", by: Actor = make.ASSISTANT_REGISTRAR, at: datetime = make.NOON
) -> Question:
    return services.ask_question(application=application, about=About.from_name(about), words=WORDS, by=by, at=at)


def answer(
    question: Question,
    application: Application,
    *,
    words: str = ANSWER,
    upload: services.Upload | None = None,
    by: Actor = make.APPLICANT,
    at: datetime = make.NOON,
) -> Question:
    return services.answer_question(
        question=question, application=application, words=words, upload=upload, by=by, at=at
    )
