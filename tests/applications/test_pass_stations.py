"""Passing what a route does not have: a fee that nobody charges, a visit that nobody needs."""

import pytest

from tests import make
from tests.jobs import queued
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.tasks import pass_stations
from workpermit.casework.lifecycle import WrongStatus
from workpermit.fees.queries import find_bill, list_bills
from workpermit.letters.queries import list_letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]

FREE, CHANGE, SKILLED, LATE = "s46_mou_request", "change_44_45", "s59_new", "s60_1_mou_overseas"


def at(status: str, service_id: str) -> Application:
    return make.application(status=status, service_id=service_id)


def letters(application: Application) -> set[str]:
    return {letter.template for letter in list_letters(application.pk)}


def test_what_is_filed_without_a_fee_has_no_bill_and_goes_on_by_a_job() -> None:
    application = at(Status.SUBMITTED, FREE)

    assert list_bills(application.pk) == []
    assert application.due_at is None
    assert application.pk in queued("pass_stations")
    assert "application_received" in letters(application)


def test_the_checks_begin_without_a_payment_where_nothing_was_charged() -> None:
    application = at(Status.SUBMITTED, FREE)

    services.pass_filing_fee(application=application, at=make.NOON)

    assert application.status == Status.CHECKING
    assert application.pk in queued("run_checks")


def test_a_fee_that_was_charged_is_not_passed() -> None:
    application = at(Status.SUBMITTED, SKILLED)

    services.pass_filing_fee(application=application, at=make.NOON)

    assert application.status == Status.SUBMITTED


def test_a_grant_without_a_fee_has_no_bill_and_goes_on_by_a_job() -> None:
    application = at(Status.GRANTED, FREE)

    assert find_bill(application.pk, "P1") is None
    assert application.due_at is None
    assert queued("pass_stations").count(application.pk) == 2
    assert "application_granted_free" in letters(application)

    services.pass_permit_fee(application=application, at=make.NOON)
    assert application.status == Status.AWAITING_VISIT


def test_a_permit_fee_that_was_charged_is_not_passed() -> None:
    application = at(Status.GRANTED, SKILLED)

    services.pass_permit_fee(application=application, at=make.NOON)

    assert application.status == Status.GRANTED


def test_a_service_without_a_visit_passes_it() -> None:
    application = at(Status.AWAITING_VISIT, FREE)

    services.pass_visit(application=application, identified=False, at=make.NOON)

    assert application.status == Status.IDENTITY_CONFIRMED
    assert application.pk in queued("issue_permit")


def test_a_worker_whom_a_counter_knows_passes_it() -> None:
    application = at(Status.AWAITING_VISIT, CHANGE)

    services.pass_visit(application=application, identified=True, at=make.NOON)

    assert application.status == Status.IDENTITY_CONFIRMED


def test_a_worker_whom_nobody_knows_is_asked_to_come() -> None:
    application = at(Status.AWAITING_VISIT, CHANGE)

    services.pass_visit(application=application, identified=False, at=make.NOON)

    assert application.status == Status.AWAITING_VISIT
    assert "visit_due" in letters(application)


def test_a_service_that_always_asks_for_a_visit_never_passes_it() -> None:
    application = at(Status.AWAITING_VISIT, SKILLED)

    services.pass_visit(application=application, identified=True, at=make.NOON)

    assert application.status == Status.AWAITING_VISIT


def test_a_fee_for_a_change_says_that_a_visit_may_follow() -> None:
    application = at(Status.AWAITING_VISIT, CHANGE)

    assert "application_granted_pay" in letters(application)
    assert "permit_fee_paid" not in letters(application)
    assert application.pk in queued("pass_stations")


def test_what_waited_only_for_the_workers_confirmation_is_issued() -> None:
    application = at(Status.IDENTITY_CONFIRMED, LATE)
    passed, asked = queued("pass_stations").count(application.pk), queued("issue_permit").count(application.pk)

    make.confirm(application)
    assert queued("pass_stations").count(application.pk) == passed + 1
    assert queued("issue_permit").count(application.pk) == asked, "the login of the portal may not ask for it"

    pass_stations(str(application.pk))
    assert queued("issue_permit").count(application.pk) == asked + 1


def test_nothing_is_passed_twice() -> None:
    application = at(Status.CHECKING, FREE)

    with pytest.raises(WrongStatus):
        services.pass_filing_fee(application=application, at=make.NOON)
