"""A question of the office at the portal: read, answered, and seen by nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make
from tests.sites.applicant.portal import Portal, words
from tests.sites.staff import picture
from workpermit.applications.lifecycle import Status
from workpermit.applications.services import complete_checks
from workpermit.core.actors import Actor, Role
from workpermit.documents.queries import list_evidence
from workpermit.questions.models import Question
from workpermit.questions.services import ask_question
from workpermit.questions.topics import About

WORDS = "Which of the two contracts holds?"


@pytest.fixture
def asked(portal: Portal) -> Portal:
    portal.submitted().paid()
    complete_checks(application=portal.application, found=[], at=portal.stage.at)
    assert portal.application.status == Status.IN_REVIEW
    by = Actor(make.ASSISTANT_REGISTRAR.id, Role.ASSISTANT_REGISTRAR, portal.application.office)
    ask_question(
        application=portal.application,
        about=About.from_name("answer:job.title"),
        words=WORDS,
        by=by,
        at=portal.stage.at,
    )
    return portal


def address(portal: Portal) -> str:
    return f"{portal.home}questions/{Question.objects.get().pk}/"


def test_the_first_page_says_that_the_office_asks(asked: Portal):
    page = words(asked.employer.get(asked.home))

    assert "The office asks you something" in page
    assert "Waits for an answer" in page
    assert "You need not do anything" not in page
    assert "A question to answer" in words(asked.employer.get("/filings/"))
    assert "The office asks you something" in words(asked.worker.get(asked.home))


def test_the_employer_answers_with_a_paper(asked: Portal):
    assert WORDS in words(asked.employer.get(address(asked)))

    file = SimpleUploadedFile("scan.jpg", picture("contract"))
    answer = asked.employer.post(address(asked), {"words": "The second one.", "file": file})

    page = words(asked.employer.get(answer["Location"]))
    assert "The second one." in page
    assert "with a paper" in page
    assert list_evidence(asked.case)[-1].document == "answer_paper"
    assert "The office asks you something" not in words(asked.employer.get(asked.home))


def test_the_worker_answers_and_the_employer_reads_it(asked: Portal):
    asked.worker.post(address(asked), {"words": "I signed the second one."})

    assert "I signed the second one." in words(asked.employer.get(address(asked)))


def test_wrong_input_keeps_what_was_typed(asked: Portal):
    assert "Write your answer" in words(asked.employer.post(address(asked), {"words": " "}))

    file = SimpleUploadedFile("notes.txt", b"plain words")
    answer = asked.employer.post(address(asked), {"words": "The second one.", "file": file})

    assert answer.status_code == 422
    assert "The second one." in words(answer)
    assert Question.objects.get().status == "asked"


def test_an_answer_sent_twice_is_taken_once(asked: Portal):
    asked.employer.post(address(asked), {"words": "The second one."})

    assert asked.employer.post(address(asked), {"words": "No, the first."}).status_code == 409
    assert "The second one." in words(asked.employer.get(address(asked)))


def test_another_account_sees_nothing_and_answers_nothing(asked: Portal):
    stranger = asked.stage.browser(asked.stage.world.applicant(), "applicant")

    assert stranger.get(address(asked)).status_code == 404
    assert stranger.post(address(asked), {"words": "Mine."}).status_code == 404
    assert Question.objects.get().status == "asked"
