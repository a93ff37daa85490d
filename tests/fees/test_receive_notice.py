"""The bank may say the same thing any number of times; it is kept once and matched once."""

import pytest

from tests import make
from tests.jobs import queued
from workpermit.core.ids import uuid7
from workpermit.fees.models import BankNotice
from workpermit.fees.notice import Notice
from workpermit.fees.services import receive_notice

pytestmark = pytest.mark.django_db


def said(bank_id: str = "bank-payment-1") -> Notice:
    return Notice(bank_id, "6900000000001", "F1", 10_000, "header.payload.signature")


def test_a_notice_is_kept_as_it_came_and_matched_later() -> None:
    assert receive_notice(notice=said(), at=make.NOON)

    kept = BankNotice.objects.get()
    assert (kept.raw, kept.outcome, kept.received_at) == ("header.payload.signature", "waiting", make.NOON)
    assert queued("match_payment") == [kept.pk]


def test_a_replayed_notice_is_acknowledged_and_leaves_nothing_new() -> None:
    receive_notice(notice=said(), at=make.NOON)

    assert not receive_notice(notice=said(), at=make.NOON)
    assert BankNotice.objects.count() == 1
    assert len(queued("match_payment")) == 1


def test_two_payments_are_two_notices() -> None:
    assert receive_notice(notice=said(), at=make.NOON)
    assert receive_notice(notice=said(str(uuid7())), at=make.NOON)

    assert len(queued("match_payment")) == 2
