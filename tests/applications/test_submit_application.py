"""Submitting: complete, confirmed, by a strong sign-in, once."""

import pytest

from tests import make
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.rules import (
    NotComplete,
    NotConfirmedByWorker,
    NotTheFiler,
    StrongerSignInNeeded,
)
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.casework.queries import list_entries
from workpermit.core.ids import is_number
from workpermit.fees.queries import find_bill
from workpermit.letters.queries import list_letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def submit(application: Application, **changes: object) -> Application:
    arguments = {"method": "national", "by": make.APPLICANT, "at": make.NOON} | changes
    return services.submit_application(application=application, **arguments)  # type: ignore[arg-type]


def test_a_complete_application_gets_a_number_a_bill_and_a_letter() -> None:
    application = submit(make.complete(make.application()))

    bill = find_bill(application.pk, "F1")
    assert application.status == Status.SUBMITTED
    assert application.number is not None
    assert is_number(application.number)
    assert bill is not None
    assert bill.satang == 10_000
    assert "application_submitted" in {letter.template for letter in list_letters(application.pk)}
    assert "submit" in {entry.act for entry in list_entries(application.pk)}


def test_missing_sections_and_papers_are_named() -> None:
    application = make.application()
    make.answer_all(application, worker={"passport_number": "!!"})

    with pytest.raises(NotComplete) as missing:
        submit(application)

    assert missing.value.sections == ["worker"]
    assert "passport" in missing.value.documents


def test_a_change_after_the_confirmation_asks_for_another_one() -> None:
    application = make.complete(make.application())
    services.save_answers(
        application=application,
        section="job",
        posted=make.ANSWERS["job"] | {"wage": "99000"},
        seen_version=1,
        by=make.APPLICANT,
        at=make.NOON,
    )

    with pytest.raises(NotConfirmedByWorker):
        submit(application)


def test_the_representative_of_an_employer_needs_a_power_of_attorney() -> None:
    application = make.application()
    make.hand_in_documents(application)  # before the answers ask for one more
    make.answer_all(application, employer={"acting_as": "representative"})
    make.confirm(application)

    with pytest.raises(NotComplete) as missing:
        submit(Application.objects.get(pk=application.pk))

    assert missing.value.documents == ["power_of_attorney"]


def test_an_email_code_is_not_enough() -> None:
    with pytest.raises(StrongerSignInNeeded):
        submit(make.complete(make.application()), method="code")


def test_nobody_but_the_filer_submits() -> None:
    with pytest.raises(NotTheFiler):
        submit(make.complete(make.application()), by=make.STRANGER)


def test_a_form_posted_twice_submits_once() -> None:
    application = make.complete(make.application())
    stale_copy = Application.objects.get(pk=application.pk)
    submit(application)

    with pytest.raises(CaseHasMoved):
        submit(stale_copy)
    with pytest.raises(WrongStatus):
        submit(Application.objects.get(pk=application.pk))

    assert len([e for e in list_entries(application.pk) if e.act == "submit"]) == 1
