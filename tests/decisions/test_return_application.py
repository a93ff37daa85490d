"""Returning for correction: everything that is missing, named once, with a last day."""

from datetime import datetime, timedelta

import pytest

from tests import make
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole, WrongStatus
from workpermit.core.actors import Actor
from workpermit.decisions import services
from workpermit.decisions.models import Return
from workpermit.decisions.queries import latest_return
from workpermit.decisions.rules import ReasonMissing, UnknownReason
from workpermit.letters.queries import list_letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]

WINDOW = timedelta(days=15)


def send_back(application: Application, reasons: list[str]) -> Return:
    return services.return_application(
        application=application, reasons=reasons, words=make.WORDS, by=make.ASSISTANT_REGISTRAR, at=make.NOON
    )


def test_the_applicant_is_told_what_to_correct_and_until_when() -> None:
    application = make.application(status=Status.IN_REVIEW)

    returned = send_back(application, ["answer_unclear", "documents_missing"])

    letters = [letter for letter in list_letters(application.pk) if letter.template == "application_returned"]
    assert application.status == Status.RETURNED
    assert application.due_at == make.NOON + WINDOW
    assert latest_return(application.pk) == returned
    assert {letter.account for letter in letters} == {make.APPLICANT.id, make.WORKER.id}
    assert letters[0].facts["reasons"] == ["answer_unclear", "documents_missing"]
    assert datetime.fromisoformat(letters[0].facts["due_at"]) == application.due_at


def test_the_words_are_sealed_in_the_letter_too() -> None:
    application = make.application(status=Status.IN_REVIEW)

    send_back(application, ["answer_unclear"])

    assert make.WORDS not in repr([letter.facts for letter in list_letters(application.pk)])
    assert all(
        letter.record for letter in list_letters(application.pk) if letter.template == "application_returned"
    )  # fmt: skip


def test_a_return_takes_reasons_of_the_list() -> None:
    application = make.application(status=Status.IN_REVIEW)

    with pytest.raises(ReasonMissing):
        send_back(application, [])
    with pytest.raises(UnknownReason):
        send_back(application, ["because"])
    with pytest.raises(UnknownReason):
        send_back(application, ["capital_below"])  # a reason to refuse

    assert latest_return(application.pk) is None


def test_the_registrar_may_send_back_what_was_recommended() -> None:
    application = make.application(status=Status.RECOMMENDED)

    make.send_back(application, by=make.REGISTRAR)

    assert application.status == Status.RETURNED


@pytest.mark.parametrize("somebody", [one for one in make.CAST if one is not make.ASSISTANT_REGISTRAR])
def test_in_review_nobody_but_the_assistant_registrar_sends_back(somebody: Actor) -> None:
    application = make.application(status=Status.IN_REVIEW)

    with pytest.raises(WrongRole):
        make.send_back(application, by=somebody)


def test_the_assistant_does_not_take_back_what_is_with_the_registrar() -> None:
    application = make.application(status=Status.RECOMMENDED)

    with pytest.raises(WrongRole):
        make.send_back(application)


def test_a_form_posted_twice_returns_once() -> None:
    application = make.application(status=Status.IN_REVIEW)
    stale_copy = Application.objects.get(pk=application.pk)
    make.send_back(application)

    with pytest.raises(CaseHasMoved):
        make.send_back(stale_copy)
    with pytest.raises(WrongStatus):
        make.send_back(Application.objects.get(pk=application.pk))

    assert Return.objects.count() == 1
