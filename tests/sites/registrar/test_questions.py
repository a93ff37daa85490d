"""Asking from the desk: what is shown, what waits, and that the answer belongs to the dossier."""

from tests.sites.staff import Stage
from workpermit.core.actors import Actor, Role
from workpermit.decisions.models import Proposal
from workpermit.questions.models import Question
from workpermit.questions.services import answer_question
from workpermit.sealing.decision import Decision as Signed


def test_a_question_is_asked_shown_and_keeps_the_case_waiting(stage: Stage):
    application = stage.in_review()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")
    home = f"/applications/{application.pk}/"

    answer = assistant.post(f"{home}ask/", {"about": "answer:job.title", "words": "Which title holds?"})
    page = assistant.get(home).content.decode()

    assert answer["Location"] == f"{home}#questions"
    assert "Which title holds?" in page
    assert "Waits for an answer" in page
    assert f"{home}recommend-grant/" not in page
    assert "Waits for an answer" in assistant.get("/").content.decode()
    assert assistant.post(f"{home}recommend-grant/", {"words": ""}).status_code == 409


def test_what_is_missing_is_said_and_what_was_typed_stays(stage: Stage):
    application = stage.in_review()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")

    answer = assistant.post(f"/applications/{application.pk}/ask/", {"about": "", "words": "My words stay."})

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Choose what the question is about." in page
    assert "My words stay." in page
    assert not Question.objects.exists()


def test_a_question_is_taken_back(stage: Stage):
    application = stage.in_review()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")
    home = f"/applications/{application.pk}/"
    assistant.post(f"{home}ask/", {"about": "free", "words": "Why?"})

    assistant.post(f"{home}questions/{Question.objects.get().pk}/take-back/")

    assert Question.objects.get().status == "taken_back"
    assert f"{home}recommend-grant/" in assistant.get(home).content.decode()


def test_another_office_does_not_ask(stage: Stage):
    application = stage.in_review()
    other = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR, office="O-50"), "registrar")

    assert other.post(f"/applications/{application.pk}/ask/", {"about": "free", "words": "Why?"}).status_code == 404


def test_question_and_answer_belong_to_what_is_decided_on(stage: Stage):
    application = stage.recommended()
    registrar = stage.browser(stage.officer(Role.REGISTRAR), "registrar")
    home = f"/applications/{application.pk}/"
    registrar.post(f"{home}ask/", {"about": "free", "words": "Why twice?"})
    by = Actor(application.filing_account, Role.APPLICANT)
    question = Question.objects.get()
    answer_question(
        question=question, application=application, words="A mistake of ours.", upload=None, by=by, at=stage.at
    )

    page = registrar.get(home).content.decode()
    registrar.post(f"{home}grant/")

    assert "A mistake of ours." in page
    records = Signed.from_bytes(bytes(Proposal.objects.get().document)).dossier.records
    assert {question.words, question.reply} <= set(records)
