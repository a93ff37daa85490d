"""Nobody answers in time: the office goes on with what it has."""

from datetime import timedelta

import pytest

from tests import make
from tests.questions.make import answer, ask
from workpermit.applications.lifecycle import Status as At
from workpermit.applications.services import withdraw_application
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.letters.queries import list_letters
from workpermit.questions import services, tasks
from workpermit.questions.models import Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]
LATE = make.NOON + timedelta(days=15)


def test_the_case_goes_on_and_the_parties_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    application = make.application(status=At.IN_REVIEW)
    ask(application)
    monkeypatch.setattr(tasks.timezone, "now", lambda: LATE)

    tasks.end_questions(0)

    application.refresh_from_db()
    assert Question.objects.get().status == "expired"
    assert application.status == At.IN_REVIEW
    assert "question_closed" in {one.template for one in list_letters(application.pk)}
    make.recommend(application)


def test_until_its_last_second_it_can_be_answered() -> None:
    application = make.application(status=At.IN_REVIEW)
    question = ask(application)

    with pytest.raises(WrongStatus):
        services.expire_question(question=question, at=LATE - timedelta(seconds=1))

    stale_copy = Question.objects.get()
    answer(question, application, at=LATE)
    with pytest.raises(CaseHasMoved):
        services.expire_question(question=stale_copy, at=LATE)


def test_about_an_application_that_has_ended_nobody_is_written_to() -> None:
    application = make.application(status=At.IN_REVIEW)
    question = ask(application)
    withdraw_application(application=application, by=make.APPLICANT, at=make.NOON)

    services.expire_question(question=question, at=LATE)

    assert question.status == "expired"
    assert "question_closed" not in {one.template for one in list_letters(application.pk)}
