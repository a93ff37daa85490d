"""The State acknowledges at once, with a signed receipt, and no person stands between."""

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from tests.jobs import queued
from tests.make import APPLICANT, NOON
from tests.work_notices import make
from workpermit.answers.queries import sealed_sections
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.letters.queries import list_letters
from workpermit.work_notices import services, tasks
from workpermit.work_notices.lifecycle import Status
from workpermit.work_notices.models import WorkNotice

pytestmark = pytest.mark.django_db

RECEIPT = "header.payload.signature"


class FakeVault:
    """Signs whatever it is asked to and remembers it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.opened: list[tuple[UUID, list[UUID]]] = []

    def open_for(self, *, case: UUID, records: list[UUID]) -> dict[str, Any]:
        self.opened.append((case, records))
        return {"records": {}}

    def sign_receipt(self, *, kind: str, facts: dict[str, str]) -> str:
        self.asked.append((kind, facts))
        return RECEIPT


def test_the_acknowledgement_keeps_the_receipt_and_writes_to_the_filer() -> None:
    notice = make.filed_notice()

    services.acknowledge_notice(notice=notice, receipt=RECEIPT, at=NOON)

    (letter,) = list_letters(notice.pk)
    assert (notice.status, notice.receipt, notice.acknowledged_at) == (Status.ACKNOWLEDGED, RECEIPT, NOON)
    assert (letter.template, letter.account) == ("notice_acknowledged", APPLICANT.id)
    assert queued("send_letter") == [letter.pk]


def test_there_is_no_acknowledgement_without_a_receipt() -> None:
    notice = make.filed_notice()

    with pytest.raises(IntegrityError, match="notice_that_is_acknowledged_has_a_receipt"), transaction.atomic():
        services.acknowledge_notice(notice=notice, receipt="", at=NOON)

    assert WorkNotice.objects.get(pk=notice.pk).status == Status.FILED


def test_a_notice_is_acknowledged_once() -> None:
    notice = make.filed_notice()
    stale_copy = WorkNotice.objects.get(pk=notice.pk)
    services.acknowledge_notice(notice=notice, receipt=RECEIPT, at=NOON)

    with pytest.raises(CaseHasMoved):
        services.acknowledge_notice(notice=stale_copy, receipt="another", at=NOON)

    assert WorkNotice.objects.get(pk=notice.pk).receipt == RECEIPT
    assert len(list_letters(notice.pk)) == 1


def test_a_draft_is_not_acknowledged() -> None:
    with pytest.raises(WrongStatus):
        services.acknowledge_notice(notice=make.complete_notice(), receipt=RECEIPT, at=NOON)


def test_the_worker_has_the_vault_sign_when_the_notice_came_and_asks_once(monkeypatch: pytest.MonkeyPatch) -> None:
    vault = FakeVault()
    monkeypatch.setattr(tasks, "vault", lambda name: vault)
    notice = make.filed_notice()

    tasks.acknowledge_notice(str(notice.pk))
    tasks.acknowledge_notice(str(notice.pk))

    ((kind, facts),) = vault.asked
    assert kind == "notice"
    assert facts["received_at"] == NOON.isoformat()
    assert facts["due_on"] == "2026-12-08"
    assert facts["number"] == notice.number
    assert WorkNotice.objects.get(pk=notice.pk).status == Status.ACKNOWLEDGED


def test_the_vault_is_asked_to_read_the_province_before_it_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    vault = FakeVault()
    monkeypatch.setattr(tasks, "vault", lambda name: vault)
    notice = make.filed_notice()

    tasks.acknowledge_notice(str(notice.pk))

    assert vault.opened == [(notice.pk, [sealed_sections(notice.pk)["job"].record])]
