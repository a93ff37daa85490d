"""Amending before an officer has it: number and day of filing stay, the fee is due once."""

from datetime import timedelta

import pytest

from tests import make
from tests.jobs import queued
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application, FiledVersion
from workpermit.applications.rules import NotConfirmedByWorker, NotTheFiler, StrongerSignInNeeded
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.fees.queries import find_bill, list_bills

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]
LATER = make.NOON + timedelta(hours=1)


def amend(application: Application, **changes: object) -> None:
    arguments = {"method": "passkey", "by": make.APPLICANT, "at": make.NOON} | changes
    services.amend_application(application=application, **arguments)  # type: ignore[arg-type]


def resubmit(application: Application) -> Application:
    found = Application.objects.get(pk=application.pk)
    return services.resubmit_application(application=found, method="passkey", by=make.APPLICANT, at=LATER)


def pay(application: Application) -> None:
    bill = find_bill(application.pk, "F1")
    assert bill is not None
    services.record_payment(make.notice(bill), at=LATER)


def test_an_amended_application_keeps_its_number_its_day_and_its_bill() -> None:
    application = make.application(status=Status.SUBMITTED)
    before, bills = Application.objects.get(pk=application.pk), list_bills(application.pk)
    amend(application)
    make.answer_again(application, "job")
    with pytest.raises(NotConfirmedByWorker):
        resubmit(application)
    make.confirm(application)

    after = resubmit(application)

    assert after.status == Status.SUBMITTED
    assert (after.number, after.submitted_at, after.due_at) == (before.number, before.submitted_at, before.due_at)
    assert list_bills(application.pk) == bills
    assert [one.number for one in FiledVersion.objects.order_by("number")] == [1, 2]
    pay(after)
    assert Application.objects.get(pk=application.pk).status == Status.CHECKING


def test_what_is_paid_meanwhile_goes_on_to_the_checks_when_it_is_handed_in_again() -> None:
    application = make.application(status=Status.SUBMITTED)
    amend(application)

    pay(application)

    paid = Application.objects.get(pk=application.pk)
    assert paid.status == Status.AMENDING
    assert paid.due_at == LATER + timedelta(days=15)
    again = resubmit(application)
    assert (again.status, again.due_at) == (Status.SUBMITTED, None)
    assert queued("pass_stations")[-1] == application.pk
    services.pass_filing_fee(application=again, at=LATER)
    assert again.status == Status.CHECKING


def test_a_fee_that_is_open_is_not_passed_over() -> None:
    application = make.application(status=Status.SUBMITTED)
    amend(application)
    again = resubmit(application)

    services.pass_filing_fee(application=again, at=LATER)

    assert Application.objects.get(pk=application.pk).status == Status.SUBMITTED


def test_what_is_being_checked_is_amended_and_lapses_when_it_does_not_come_back() -> None:
    application = make.application(status=Status.CHECKING)

    amend(application)

    assert application.due_at == make.NOON + timedelta(days=15)
    services.lapse_application(application=application, at=application.due_at)
    assert application.status == Status.LAPSED


def test_only_the_filer_amends_and_signed_in_strongly() -> None:
    application = make.application(status=Status.SUBMITTED)

    with pytest.raises(NotTheFiler):
        amend(application, by=make.WORKER)
    with pytest.raises(StrongerSignInNeeded):
        amend(application, method="code")


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.RECOMMENDED, Status.GRANTED, Status.RETURNED])
def test_what_an_officer_has_is_amended_no_more(status: Status) -> None:
    with pytest.raises(WrongStatus):
        amend(make.application(status=status))


def test_a_form_posted_twice_amends_once() -> None:
    application = make.application(status=Status.SUBMITTED)
    stale_copy = Application.objects.get(pk=application.pk)
    amend(application)

    with pytest.raises(CaseHasMoved):
        amend(stale_copy)
