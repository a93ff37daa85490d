"""Filing a notice: complete, once, and late rather than never."""

from datetime import UTC, datetime

import pytest

from tests.jobs import queued
from tests.make import APPLICANT, CAST, NOON
from tests.work_notices import make
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole, WrongStatus
from workpermit.core.actors import Actor
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import is_number
from workpermit.work_notices import services
from workpermit.work_notices.lifecycle import Status
from workpermit.work_notices.models import WorkNotice
from workpermit.work_notices.services import NoticeNotComplete

pytestmark = pytest.mark.django_db


def test_a_filed_notice_has_a_number_and_waits_for_its_acknowledgement() -> None:
    notice = make.filed_notice()

    assert notice.status == Status.FILED
    assert notice.number is not None
    assert is_number(notice.number)
    assert notice.filed_at == NOON
    assert queued("acknowledge_notice") == [notice.pk]


def test_a_late_notice_is_still_accepted() -> None:
    late = datetime(2027, 1, 20, 5, tzinfo=UTC)

    notice = make.filed_notice(at=late, hired_on="2026-09-01")

    assert notice.due_on is not None
    assert bangkok_date(late) > notice.due_on
    assert notice.status == Status.FILED


def test_a_notice_with_a_gap_is_not_filed() -> None:
    notice = make.draft_notice()
    make.save(notice, "employer")
    make.save(notice, "worker", {"passport_number": "!"})
    make.save(notice, "job")

    with pytest.raises(NoticeNotComplete):
        services.file_notice(notice=notice, by=APPLICANT, at=NOON)

    assert queued("acknowledge_notice") == []


def test_a_form_posted_twice_files_once() -> None:
    notice = make.complete_notice()
    stale_copy = WorkNotice.objects.get(pk=notice.pk)
    services.file_notice(notice=notice, by=APPLICANT, at=NOON)

    with pytest.raises(CaseHasMoved):
        services.file_notice(notice=stale_copy, by=APPLICANT, at=NOON)
    with pytest.raises(WrongStatus):
        services.file_notice(notice=WorkNotice.objects.get(pk=notice.pk), by=APPLICANT, at=NOON)

    assert queued("acknowledge_notice") == [notice.pk]


@pytest.mark.parametrize("somebody", [one for one in CAST if one is not APPLICANT])
def test_nobody_files_in_an_applicants_place(somebody: Actor) -> None:
    in_another_capacity = Actor(APPLICANT.id, somebody.role, somebody.place)

    with pytest.raises(WrongRole):
        services.file_notice(notice=make.complete_notice(), by=in_another_capacity, at=NOON)


def test_a_draft_can_be_discarded_and_is_gone_from_the_list() -> None:
    notice = make.complete_notice()

    services.discard_notice(notice=notice, by=APPLICANT, at=NOON)

    assert notice.status == Status.DISCARDED
    with pytest.raises(WrongStatus):
        services.file_notice(notice=notice, by=APPLICANT, at=NOON)


def test_what_is_filed_is_not_discarded() -> None:
    notice = make.filed_notice()

    with pytest.raises(WrongStatus):
        services.discard_notice(notice=notice, by=APPLICANT, at=NOON)
