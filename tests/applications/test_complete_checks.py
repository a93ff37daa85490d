"""The automatic checks advise: whatever they find, the application goes to a person."""

import pytest

from tests import make
from tests.jobs import queued
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application, CheckResult
from workpermit.applications.queries import count_points, latest_results
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.catalogue.rules import CheckResult as Found
from workpermit.catalogue.rules import Outcome

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]

STOP = Found(code="capital", outcome=Outcome.STOP, reason_code="capital_below", law="59", facts={"needed": 2_000_000})
PASS = Found(code="visa_class", outcome=Outcome.CLEAR, reason_code="", law="59", facts={})


def test_paying_asks_for_the_checks() -> None:
    application = make.application(status=Status.CHECKING)

    assert queued("run_checks") == [application.pk]


def test_a_check_that_says_stop_does_not_decide() -> None:
    application = make.application(status=Status.CHECKING)

    services.complete_checks(application=application, found=[STOP, PASS], at=make.NOON)

    assert application.status == Status.IN_REVIEW
    assert {(one.code, one.outcome, one.reason) for one in latest_results(application.pk)} == {
        ("capital", "stop", "capital_below"),
        ("visa_class", "pass", ""),
    }
    assert count_points([application.pk]) == {application.pk: 1}


def test_the_word_for_the_employer_is_kept_and_goes_when_the_answers_name_none_any_more() -> None:
    application = make.application(status=Status.CHECKING)
    Application.objects.filter(pk=application.pk).update(employer_ref="what another run has left")

    services.complete_checks(application=application, found=[], employer_ref="", at=make.NOON)

    assert Application.objects.get(pk=application.pk).employer_ref == ""


def test_the_newest_run_counts_after_a_correction() -> None:
    application = make.application(status=Status.CHECKING)
    services.complete_checks(application=application, found=[STOP], at=make.NOON)
    make.send_back(application)
    services.resubmit_application(application=application, method="national", by=make.APPLICANT, at=make.NOON)

    services.complete_checks(application=application, found=[PASS], at=make.NOON)

    assert [one.code for one in latest_results(application.pk)] == ["visa_class"]
    assert count_points([application.pk]) == {}
    assert CheckResult.objects.filter(application=application).count() == 2


def test_two_workers_with_the_same_job_leave_one_run() -> None:
    application = make.application(status=Status.CHECKING)
    stale_copy = Application.objects.get(pk=application.pk)
    services.complete_checks(application=application, found=[PASS], at=make.NOON)

    with pytest.raises(CaseHasMoved):
        services.complete_checks(application=stale_copy, found=[STOP], at=make.NOON)

    assert [one.code for one in latest_results(application.pk)] == ["visa_class"]


def test_an_unpaid_application_is_not_checked() -> None:
    application = make.application(status=Status.SUBMITTED)

    with pytest.raises(WrongStatus):
        services.complete_checks(application=application, found=[], at=make.NOON)
