"""A corrected application: checked again, paid once."""

import pytest

from tests import make
from tests.jobs import queued
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.rules import (
    NotConfirmedByWorker,
    NotTheFiler,
    StrongerSignInNeeded,
)
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.fees.queries import list_bills

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def resubmit(application: Application, **changes: object) -> Application:
    arguments = {"method": "passkey", "by": make.APPLICANT, "at": make.NOON} | changes
    return services.resubmit_application(application=application, **arguments)  # type: ignore[arg-type]


def test_the_checks_run_again_and_no_second_fee_is_due() -> None:
    application = make.application(status=Status.RETURNED)
    number, bills = application.number, list_bills(application.pk)

    resubmit(application)

    assert application.status == Status.CHECKING
    assert application.number == number
    assert application.due_at is None
    assert queued("run_checks") == [application.pk, application.pk]
    assert list_bills(application.pk) == bills


def test_what_was_corrected_is_confirmed_by_the_worker_again() -> None:
    application = make.application(status=Status.RETURNED)
    services.save_answers(
        application=application,
        section="job",
        posted=make.ANSWERS["job"] | {"wage": "99000"},
        seen_version=1,
        by=make.APPLICANT,
        at=make.NOON,
    )

    with pytest.raises(NotConfirmedByWorker):
        resubmit(application)

    make.confirm(application)
    assert resubmit(Application.objects.get(pk=application.pk)).status == Status.CHECKING


def test_the_rules_of_filing_hold_for_a_correction_too() -> None:
    application = make.application(status=Status.RETURNED)

    with pytest.raises(NotTheFiler):
        resubmit(application, by=make.WORKER)
    with pytest.raises(StrongerSignInNeeded):
        resubmit(application, method="code")


def test_a_form_posted_twice_is_taken_once() -> None:
    application = make.application(status=Status.RETURNED)
    stale_copy = Application.objects.get(pk=application.pk)
    resubmit(application)

    with pytest.raises(CaseHasMoved):
        resubmit(stale_copy)
    with pytest.raises(WrongStatus):
        resubmit(Application.objects.get(pk=application.pk))
