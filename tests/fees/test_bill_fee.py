"""Charging a fee: once of each kind, more than nothing, taken back when it is no longer due."""

import pytest
from django.db import IntegrityError

from tests import make
from workpermit.casework.lifecycle import WrongRole
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7
from workpermit.fees import services
from workpermit.fees.models import Bill
from workpermit.fees.queries import find_bill, list_bills, payment_of

pytestmark = pytest.mark.django_db

APPLICATION = uuid7()


def bill(kind: Bill.Kind = Bill.Kind.FILING, *, satang: int = 10_000, by: Actor = make.APPLICANT) -> Bill:
    return services.bill_fee(
        application=APPLICATION,
        kind=kind,
        number="6900000000001",
        satang=satang,
        due_at=make.NOON,
        by=by,
        at=make.NOON,
    )


def test_a_bill_is_open_until_the_bank_says_that_it_is_paid() -> None:
    charged = bill()

    assert charged.status == "open"
    assert find_bill(APPLICATION, "F1") == charged
    assert payment_of(APPLICATION, "F1") == ""


def test_each_fee_is_charged_once() -> None:
    bill()
    bill(Bill.Kind.PERMIT, by=make.REGISTRAR)

    with pytest.raises(IntegrityError, match="application_has_one_bill_of_a_kind"):
        bill()


def test_nothing_is_not_charged() -> None:
    with pytest.raises(IntegrityError, match="bill_is_for_more_than_nothing"):
        bill(satang=0)


@pytest.mark.parametrize("somebody", [make.OPERATOR_CLERK, make.ASSISTANT_REGISTRAR])
def test_the_operator_and_the_assistant_charge_nothing(somebody: Actor) -> None:
    with pytest.raises(WrongRole):
        bill(by=somebody)


def test_what_is_settled_hands_out_the_notice_of_the_bank() -> None:
    notice = make.notice(bill())

    services.match_notice(notice, at=make.NOON)

    assert payment_of(APPLICATION, "F1") == notice.raw


def test_open_bills_are_taken_back_and_paid_ones_stay() -> None:
    services.match_notice(make.notice(bill()), at=make.NOON)
    bill(Bill.Kind.PERMIT, by=make.REGISTRAR)

    services.void_open_bills(application=APPLICATION, by=make.APPLICANT, at=make.NOON)

    assert {one.kind: one.status for one in list_bills(APPLICATION)} == {"F1": "paid", "P1": "void"}


def test_the_database_holds_no_paid_bill_without_a_notice_of_the_bank() -> None:
    services.match_notice(make.notice(bill()), at=make.NOON)

    with pytest.raises(IntegrityError, match="bill_is_paid_by_a_notice_of_the_bank"):
        Bill.objects.update(notice=None)
