"""Answering a notice: sealed, but for the day from which the law counts."""

from datetime import date

import pytest

from tests.make import APPLICANT, STRANGER
from tests.work_notices import make
from workpermit.core.ids import uuid7
from workpermit.sealing.models import SealedRecord
from workpermit.work_notices.models import WorkNotice
from workpermit.work_notices.queries import get_notice, list_own_notices
from workpermit.work_notices.services import NoticeIsFiled

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("hired_on", "due_on"),
    [
        pytest.param("2026-11-10", date(2026, 11, 25), id="the first day is not counted"),
        pytest.param("2026-11-13", date(2026, 11, 30), id="a Saturday"),
        pytest.param("2026-11-20", date(2026, 12, 8), id="a weekend and a holiday in lieu"),
        pytest.param("2026-10-08", date(2026, 10, 26), id="Chulalongkorn Day, then a weekend"),
    ],
)
def test_the_last_day_is_fifteen_days_after_the_hire_or_the_next_working_day(hired_on: str, due_on: date) -> None:
    notice = make.complete_notice(hired_on=hired_on)

    assert notice.event_on == date.fromisoformat(hired_on)
    assert notice.due_on == due_on


def test_an_impossible_day_starts_no_clock() -> None:
    notice = make.draft_notice()

    assert not make.save(notice, "job", {"hired_on": "2026-02-30"}).complete
    assert WorkNotice.objects.get(pk=notice.pk).due_on is None


def test_a_hire_of_tomorrow_is_not_noticed_today() -> None:
    notice = make.draft_notice()

    assert not make.save(notice, "job", {"hired_on": "2026-11-24"}).complete


def test_the_row_names_nobody() -> None:
    notice = make.complete_notice()

    row = repr(WorkNotice.objects.filter(pk=notice.pk).values().get())
    assert "ERIKSSON" not in row
    assert "L898902C3" not in row
    assert notice.label_record is not None
    assert SealedRecord.objects.get(pk=notice.label_record).kind == "label"


def test_what_is_filed_is_not_changed() -> None:
    notice = make.filed_notice()

    with pytest.raises(NoticeIsFiled):
        make.save(notice, "job", {"hired_on": "2026-11-21"}, seen_version=1)


def test_a_notice_is_seen_by_its_filer_alone() -> None:
    notice = make.draft_notice()

    assert get_notice(notice.pk, seen_by=APPLICANT) == notice
    assert list_own_notices(seen_by=STRANGER) == []
    with pytest.raises(WorkNotice.DoesNotExist):
        get_notice(notice.pk, seen_by=STRANGER)
    with pytest.raises(WorkNotice.DoesNotExist):
        get_notice(uuid7(), seen_by=APPLICANT)


def test_the_province_of_the_workplace_names_the_office() -> None:
    notice = make.complete_notice()

    assert (notice.province, notice.office) == ("10", "O-10")
    make.save(notice, "job", {"province": "50"}, seen_version=1)
    assert WorkNotice.objects.get(pk=notice.pk).office == "O-50"
