"""A fee is paid when the bank says so: the right amount, once, however often it is said."""

import pytest

from tests import make
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.fees.models import BankNotice, Bill
from workpermit.fees.queries import find_bill
from workpermit.letters.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def submitted() -> tuple[Application, Bill]:
    application = make.application(status=Status.SUBMITTED)
    bill = find_bill(application.pk, "F1")
    assert bill is not None
    return application, bill


def status_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).status


def test_the_right_amount_settles_the_bill_and_starts_the_checks() -> None:
    application, bill = submitted()

    (settled,) = services.record_payment(make.notice(bill), at=make.NOON)

    assert settled.status == "paid"
    assert status_of(application) == Status.CHECKING


@pytest.mark.parametrize("difference", [-1, 1])
def test_a_wrong_amount_settles_nothing_and_is_kept(difference: int) -> None:
    application, bill = submitted()
    notice = make.notice(bill, satang=bill.satang + difference)

    assert services.record_payment(notice, at=make.NOON) == []
    assert BankNotice.objects.get(pk=notice.pk).outcome == "wrong_amount"
    assert status_of(application) == Status.SUBMITTED
    told = Letter.objects.filter(root=application.pk, template="payment_of_wrong_amount")
    assert {letter.account for letter in told} == {application.filing_account, application.worker_account}
    assert {letter.facts["satang"] for letter in told} == {notice.satang}


def test_a_wrong_amount_that_is_matched_twice_is_told_once() -> None:
    application, bill = submitted()
    notice = make.notice(bill, satang=1)
    stale_copy = BankNotice.objects.get(pk=notice.pk)

    services.record_payment(notice, at=make.NOON)
    before = Letter.objects.filter(root=application.pk).count()
    services.record_payment(stale_copy, at=make.NOON)
    services.record_payment(BankNotice.objects.get(pk=notice.pk), at=make.NOON)

    assert Letter.objects.filter(root=application.pk).count() == before


def test_the_same_notice_matched_twice_settles_once() -> None:
    application, bill = submitted()
    notice = make.notice(bill)
    stale_copy = BankNotice.objects.get(pk=notice.pk)

    assert len(services.record_payment(notice, at=make.NOON)) == 1
    assert services.record_payment(stale_copy, at=make.NOON) == []
    assert status_of(application) == Status.CHECKING


def test_a_second_payment_of_a_paid_bill_is_kept_apart() -> None:
    _, bill = submitted()
    services.record_payment(make.notice(bill), at=make.NOON)
    again = make.notice(bill)

    assert services.record_payment(again, at=make.NOON) == []
    assert BankNotice.objects.get(pk=again.pk).outcome == "already_paid"


def test_a_payment_for_a_withdrawn_application_is_not_due() -> None:
    application, bill = submitted()
    services.withdraw_application(application=application, by=make.APPLICANT, at=make.NOON)
    late = make.notice(bill)

    assert services.record_payment(late, at=make.NOON) == []
    assert BankNotice.objects.get(pk=late.pk).outcome == "not_due"


def test_a_payment_without_a_bill_is_kept() -> None:
    _, bill = submitted()
    bill.ref1 = "9999999999999"
    stray = make.notice(bill)

    assert services.record_payment(stray, at=make.NOON) == []
    assert BankNotice.objects.get(pk=stray.pk).outcome == "unknown_bill"
