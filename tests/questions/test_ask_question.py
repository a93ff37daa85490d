"""Asking: sealed, told by a letter, and nothing goes on meanwhile."""

from datetime import timedelta
from functools import partial

import pytest

from tests import make
from tests.questions.make import WORDS, ask
from workpermit.applications.lifecycle import Status as At
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.core.actors import Actor
from workpermit.decisions import services as services_of_decisions
from workpermit.decisions.models import Outcome
from workpermit.documents.queries import list_evidence
from workpermit.documents.services import remove_evidence
from workpermit.letters.queries import list_letters
from workpermit.questions import services
from workpermit.questions.models import Question
from workpermit.questions.rules import (
    DocumentIsMissing,
    QuestionAboutNothing,
    QuestionIsOpen,
    QuestionSaysNothing,
    TooManyQuestions,
)
from workpermit.questions.topics import About

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def test_filer_and_worker_are_told_and_the_case_stays_where_it_is() -> None:
    application = make.application(status=At.IN_REVIEW)

    question = ask(application)

    letters = [one for one in list_letters(application.pk) if one.template == "question_asked"]
    application.refresh_from_db()
    assert application.status == At.IN_REVIEW
    assert question.due_at == make.NOON + timedelta(days=15)
    assert {one.account for one in letters} == {make.APPLICANT.id, make.WORKER.id}
    assert all(one.record for one in letters)
    assert WORDS not in repr([one.facts for one in letters])
    assert WORDS not in repr(Question.objects.values())


def test_a_question_is_about_an_answer_a_document_or_the_whole() -> None:
    application = make.application(status=At.IN_REVIEW)

    assert ask(application, about="answer:job.title").field == "title"
    assert ask(application, about="document:passport").document == "passport"
    for nothing in ("answer:job.shoe_size", "document:horoscope"):
        with pytest.raises(QuestionAboutNothing):
            ask(application, about=nothing)


def test_a_document_that_is_missing_is_not_asked_for_by_a_question() -> None:
    application = make.application(status=At.IN_REVIEW)
    for one in list_evidence(application.pk):
        if one.document == "passport":
            remove_evidence(one, by=make.APPLICANT, at=make.NOON)

    with pytest.raises(DocumentIsMissing):
        ask(application, about="document:passport")


def test_a_question_is_in_words() -> None:
    application = make.application(status=At.IN_REVIEW)

    with pytest.raises(QuestionSaysNothing):
        services.ask_question(
            application=application, about=About(), words=" \n", by=make.ASSISTANT_REGISTRAR, at=make.NOON
        )


def test_ten_questions_wait_at_most() -> None:
    application = make.application(status=At.IN_REVIEW)
    for _ in range(10):
        ask(application)

    with pytest.raises(TooManyQuestions):
        ask(application)


def test_whoever_has_the_case_asks() -> None:
    in_review, recommended = make.application(status=At.IN_REVIEW), make.application(status=At.RECOMMENDED)

    assert ask(recommended, by=make.REGISTRAR).status == "asked"
    with pytest.raises(WrongStatus):
        ask(in_review, by=make.REGISTRAR)
    with pytest.raises(WrongStatus):
        ask(recommended)


@pytest.mark.parametrize(
    "somebody", [one for one in make.CAST if one not in (make.ASSISTANT_REGISTRAR, make.REGISTRAR)]
)
def test_nobody_but_an_officer_asks(somebody: Actor) -> None:
    with pytest.raises(WrongRole):
        ask(make.application(status=At.IN_REVIEW), by=somebody)


def test_a_case_that_was_passed_on_meanwhile_is_not_asked_about() -> None:
    application = make.application(status=At.IN_REVIEW)
    stale_copy = type(application).objects.get(pk=application.pk)
    make.recommend(application)

    with pytest.raises(WrongStatus):
        ask(stale_copy)


def test_nothing_is_recommended_or_returned_while_a_question_is_open() -> None:
    application = make.application(status=At.IN_REVIEW)
    ask(application)

    for act in (make.recommend, make.send_back):
        with pytest.raises(QuestionIsOpen):
            act(type(application).objects.get(pk=application.pk))


@pytest.mark.parametrize("outcome", Outcome)
def test_nothing_is_decided_while_a_question_is_open(outcome: Outcome) -> None:
    application = make.application(status=At.RECOMMENDED)
    proposal = make.propose(application, outcome=outcome)
    ask(application, by=make.REGISTRAR)

    with pytest.raises(QuestionIsOpen):
        make.propose(application, outcome=outcome)
    decide = partial(services_of_decisions.grant_application)
    if outcome == Outcome.REFUSED:
        decide = partial(services_of_decisions.refuse_application, reasons=["capital_below"], words=make.WORDS)
    with pytest.raises(QuestionIsOpen):
        decide(application=application, proposal=proposal, assertion=make.ASSERTION, by=make.REGISTRAR, at=make.NOON)
