"""Answering: by filer or worker, in words and with a paper; the clock of the office goes on."""

from datetime import timedelta

import pytest

from tests import make
from tests.jobs import queued
from tests.questions.make import ANSWER, answer, ask
from workpermit.applications.lifecycle import Status as At
from workpermit.applications.models import Application
from workpermit.applications.queries import working_days_used
from workpermit.applications.services import withdraw_application
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole, WrongStatus
from workpermit.casework.queries import list_course
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7
from workpermit.documents.intake import WrongFileType
from workpermit.documents.queries import list_evidence
from workpermit.letters.queries import list_letters
from workpermit.questions.models import Question
from workpermit.questions.queries import list_questions, records_of, waits_in
from workpermit.questions.rules import QuestionSaysNothing
from workpermit.questions.services import Upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]
DAY = timedelta(days=1)


@pytest.mark.parametrize("party", [make.APPLICANT, make.WORKER])
def test_filer_or_worker_answers_and_both_are_told(party: Actor) -> None:
    application = make.application(status=At.IN_REVIEW)

    question = answer(ask(application), application, by=party)

    letters = [one for one in list_letters(application.pk) if one.template == "question_answered"]
    assert (question.status, question.answered_by) == ("answered", party.id)
    assert {one.account for one in letters} == {make.APPLICANT.id, make.WORKER.id}
    assert ANSWER not in repr(Question.objects.values())
    assert records_of(list_questions(application.pk)) == [question.words, question.reply]


def test_another_account_answers_nothing() -> None:
    application = make.application(status=At.IN_REVIEW)
    question = ask(application)

    with pytest.raises(WrongRole):
        answer(question, application, by=Actor(uuid7(), Role.APPLICANT))


def test_a_paper_comes_to_the_document_that_was_asked_about() -> None:
    application = make.application(status=At.IN_REVIEW)
    question = ask(application, about="document:passport")

    answer(question, application, upload=Upload("scan.jpg", make.JPEG))

    newest = list_evidence(application.pk)[-1]
    assert (newest.document, newest.pk) == ("passport", question.evidence)
    assert queued("press_evidence")[-1] == newest.pk


def test_a_paper_with_another_answer_has_a_place_of_its_own() -> None:
    application = make.application(status=At.IN_REVIEW)

    answer(ask(application, about="answer:job.title"), application, upload=Upload("scan.jpg", make.JPEG))

    assert list_evidence(application.pk)[-1].document == "answer_paper"


def test_a_file_that_cannot_be_taken_leaves_the_question_open() -> None:
    application = make.application(status=At.IN_REVIEW)
    question = ask(application)

    with pytest.raises(WrongFileType):
        answer(question, application, upload=Upload("notes.txt", b"plain words"))

    assert Question.objects.get().status == "asked"


def test_an_answer_is_in_words() -> None:
    application = make.application(status=At.IN_REVIEW)

    with pytest.raises(QuestionSaysNothing):
        answer(ask(application), application, words="  ")


def test_the_first_answer_counts() -> None:
    application = make.application(status=At.IN_REVIEW)
    question = ask(application)
    stale_copy = Question.objects.get()
    answer(question, application, by=make.WORKER)

    with pytest.raises(CaseHasMoved):
        answer(stale_copy, application)
    with pytest.raises(WrongStatus):
        answer(Question.objects.get(), application)


def test_nothing_is_answered_once_the_application_has_ended() -> None:
    application = make.application(status=At.IN_REVIEW)
    question = ask(application)
    withdraw_application(application=application, by=make.APPLICANT, at=make.NOON)

    with pytest.raises(WrongStatus):
        answer(question, application)


def test_the_case_goes_on_after_the_answer() -> None:
    application = make.application(status=At.IN_REVIEW)
    answer(ask(application), application)

    make.recommend(application)

    assert application.status == At.RECOMMENDED


def test_the_clock_of_the_office_stands_still_between_question_and_answer() -> None:
    application = make.application(status=At.IN_REVIEW)
    question = ask(application, at=make.NOON + DAY)

    def used(days: int, *, asked: bool = True) -> int:
        entries = list_course(application.pk)
        waits = waits_in(entries) if asked else []
        return working_days_used(Application.objects.get(pk=application.pk), entries, make.NOON + days * DAY, waits)

    assert used(14) == used(1) == 0
    answer(question, application, at=make.NOON + 14 * DAY)
    assert used(21) - used(14) == used(21, asked=False) - used(14, asked=False) > 0
    assert used(14, asked=False) > used(14)
