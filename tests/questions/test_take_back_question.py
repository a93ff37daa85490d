"""Taking a question back: no answer is needed, and the case goes on."""

import pytest

from tests import make
from tests.questions.make import answer, ask
from workpermit.applications.lifecycle import Status as At
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.core.actors import Actor
from workpermit.letters.queries import list_letters
from workpermit.questions import services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def test_the_parties_are_told_and_the_case_goes_on() -> None:
    application = make.application(status=At.IN_REVIEW)
    question = ask(application)

    services.take_back_question(question=question, application=application, by=make.ASSISTANT_REGISTRAR, at=make.NOON)

    assert question.status == "taken_back"
    assert "question_closed" in {one.template for one in list_letters(application.pk)}
    make.recommend(application)
    with pytest.raises(WrongStatus):
        answer(question, application)


@pytest.mark.parametrize("somebody", [make.APPLICANT, make.WORKER, make.OPERATOR_CLERK])
def test_nobody_but_an_officer_takes_it_back(somebody: Actor) -> None:
    application = make.application(status=At.IN_REVIEW)
    question = ask(application)

    with pytest.raises(WrongRole):
        services.take_back_question(question=question, application=application, by=somebody, at=make.NOON)
