"""What was paid gets a receipt that the vault signs: once, over plain facts, however often the job runs."""

from typing import Any

import pytest
from django.db import IntegrityError

from tests import make
from tests.jobs import queued
from workpermit.applications.lifecycle import Status
from workpermit.core.ids import show_number
from workpermit.fees import services, tasks
from workpermit.fees.models import Bill
from workpermit.sealing.client import VaultUnreachable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


class FakeVault:
    """Signs whatever it is asked for, and remembers it; `away` makes it unreachable."""

    def __init__(self) -> None:
        self.signed: list[tuple[str, dict[str, str]]] = []
        self.away = False

    def sign_receipt(self, *, kind: str, facts: dict[str, str]) -> str:
        if self.away:
            raise VaultUnreachable
        self.signed.append((kind, facts))
        return f"receipt.{len(self.signed)}.signature"


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> FakeVault:
    fake = FakeVault()
    monkeypatch.setattr(tasks, "vault", lambda name: fake if name == "document" else None)
    return fake


def paid_bill() -> Bill:
    return Bill.objects.get(application=make.application(status=Status.CHECKING).pk, kind="F1")


def test_a_settled_bill_has_its_receipt_signed() -> None:
    bill = paid_bill()

    assert queued("sign_fee_receipt") == [bill.pk]


def test_a_payment_that_settles_nothing_has_no_receipt() -> None:
    bill = Bill.objects.get(application=make.application(status=Status.SUBMITTED).pk)

    services.match_notice(make.notice(bill, satang=1), at=make.NOON)

    assert queued("sign_fee_receipt") == []


def test_the_receipt_says_what_was_paid_and_nothing_about_people(vault: FakeVault) -> None:
    bill = paid_bill()

    tasks.sign_fee_receipt(str(bill.pk))

    said: dict[str, Any] = {
        "case": str(bill.application),
        "number": f"{show_number(bill.ref1)}-F1",
        "fee": "F1",
        "satang": "10000",
        "paid_at": make.NOON.isoformat(),
        "bank_reference": str(bill.notice_id),
    }
    assert vault.signed == [("payment", said)]
    assert Bill.objects.get(pk=bill.pk).receipt == "receipt.1.signature"


def test_a_job_that_runs_again_signs_nothing_again(vault: FakeVault) -> None:
    bill = paid_bill()

    tasks.sign_fee_receipt(str(bill.pk))
    tasks.sign_fee_receipt(str(bill.pk))

    assert len(vault.signed) == 1


def test_of_two_workers_the_first_receipt_stays() -> None:
    bill = paid_bill()

    services.keep_receipt(bill, "first")
    services.keep_receipt(bill, "second")

    assert Bill.objects.get(pk=bill.pk).receipt == "first"


def test_an_open_bill_gets_no_receipt(vault: FakeVault) -> None:
    bill = Bill.objects.get(application=make.application(status=Status.SUBMITTED).pk)

    tasks.sign_fee_receipt(str(bill.pk))

    assert vault.signed == []
    with pytest.raises(IntegrityError, match="bill_with_a_receipt_is_paid"):
        services.keep_receipt(bill, "forged")


def test_while_the_vault_is_away_the_job_waits_and_the_payment_stands(vault: FakeVault) -> None:
    bill = paid_bill()
    vault.away = True

    with pytest.raises(VaultUnreachable):
        tasks.sign_fee_receipt(str(bill.pk))
    vault.away = False
    tasks.sign_fee_receipt(str(bill.pk))

    assert Bill.objects.get(pk=bill.pk).receipt == "receipt.1.signature"
    assert VaultUnreachable in (tasks.AGAIN.retry_exceptions or ())
