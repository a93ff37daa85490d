"""Returning for correction: everything that is missing, named once, with a last day."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError

from tests import make
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.rules import NotComplete
from workpermit.applications.services import complete_checks, resubmit_application
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole, WrongStatus
from workpermit.core.actors import Actor
from workpermit.decisions import services
from workpermit.decisions.models import Return
from workpermit.decisions.queries import find_request_for_documents, latest_return
from workpermit.decisions.rules import (
    DocumentIsThere,
    DocumentsAskedForBefore,
    DocumentsNotNamed,
    ReasonMissing,
    UnknownReason,
)
from workpermit.documents.services import receive_evidence
from workpermit.letters.queries import list_letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]

WINDOW = timedelta(days=15)


def send_back(application: Application, reasons: list[str]) -> Return:
    return services.return_application(
        application=application, reasons=reasons, words=make.WORDS, by=make.ASSISTANT_REGISTRAR, at=make.NOON
    )


def test_the_applicant_is_told_what_to_correct_and_until_when() -> None:
    application = make.application(status=Status.IN_REVIEW)

    returned = send_back(application, ["answer_unclear", "photo_not_usable"])

    letters = [letter for letter in list_letters(application.pk) if letter.template == "application_returned"]
    assert application.status == Status.RETURNED
    assert application.due_at == make.NOON + WINDOW
    assert latest_return(application.pk) == returned
    assert {letter.account for letter in letters} == {make.APPLICANT.id, make.WORKER.id}
    assert letters[0].facts["reasons"] == ["answer_unclear", "photo_not_usable"]
    assert datetime.fromisoformat(letters[0].facts["due_at"]) == application.due_at


def test_the_words_are_sealed_in_the_letter_too() -> None:
    application = make.application(status=Status.IN_REVIEW)

    send_back(application, ["answer_unclear"])

    assert make.WORDS not in repr([letter.facts for letter in list_letters(application.pk)])
    assert all(
        letter.record for letter in list_letters(application.pk) if letter.template == "application_returned"
    )  # fmt: skip


def ask_for(application: Application, *documents: str) -> Return:
    return services.return_application(
        application=application, reasons=["documents_missing"], documents=documents, words="",
        by=make.ASSISTANT_REGISTRAR, at=make.NOON,
    )  # fmt: skip


def corrected(application: Application) -> Application:
    """With a file for each document of its checklist, confirmed again, checked, and back with the assistant."""
    for document in application.requested_documents:
        receive_evidence(
            case=application.pk, subject=application.subject, document=make.service().definition.document(document),
            name="scan.jpg", content=make.JPEG, by=make.APPLICANT, at=make.NOON,
        )  # fmt: skip
    make.confirm(application)
    found = Application.objects.get(pk=application.pk)
    resubmit_application(application=found, method="passkey", by=make.APPLICANT, at=make.NOON)
    complete_checks(application=found, found=[], at=make.NOON)
    return found


def test_missing_documents_are_named_and_belong_to_the_checklist_from_then_on() -> None:
    application = make.application(status=Status.IN_REVIEW)

    returned = ask_for(application, "licence", "employer_papers")

    letters = [letter for letter in list_letters(application.pk) if letter.template == "application_returned"]
    assert returned.documents == ["licence", "employer_papers"]
    assert letters[0].facts["documents"] == ["licence", "employer_papers"]
    assert Application.objects.get(pk=application.pk).requested_documents == ["employer_papers", "licence"]
    with pytest.raises(NotComplete) as refused:
        resubmit_application(application=application, method="passkey", by=make.APPLICANT, at=make.NOON)
    assert refused.value.documents == ["employer_papers", "licence"]


def test_missing_documents_are_asked_for_once() -> None:
    application = make.application(status=Status.IN_REVIEW)
    ask_for(application, "licence")
    application = corrected(application)

    with pytest.raises(DocumentsAskedForBefore):
        ask_for(application, "employer_papers")

    send_back(application, ["answer_unclear"])
    assert Application.objects.get(pk=application.pk).requested_documents == ["licence"]
    assert find_request_for_documents(application.pk) is not None


def test_the_database_keeps_a_second_request_out_by_itself() -> None:
    application = make.application(status=Status.IN_REVIEW)
    ask_for(application, "licence")
    second = Return(
        application=application.pk, reasons=["documents_missing"], asks_for_documents=True, documents=["degree"],
        returned_by=make.ASSISTANT_REGISTRAR.id, returned_at=make.NOON,
    )  # fmt: skip

    with pytest.raises(IntegrityError, match="missing_documents_are_asked_for_once"):
        Return.objects.bulk_create([second])


def test_a_request_without_names_or_for_what_is_there_is_none() -> None:
    application = make.application(status=Status.IN_REVIEW)

    with pytest.raises(DocumentsNotNamed):
        ask_for(application)
    with pytest.raises(DocumentsNotNamed):
        ask_for(application, "horoscope")
    with pytest.raises(DocumentIsThere):
        ask_for(application, "licence", "passport")

    assert latest_return(application.pk) is None


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
