"""The same notice again: an earlier one's answers in a new draft, without the days of its event."""

import pytest

from tests.catalogue import samples
from tests.make import APPLICANT, NOON, service
from tests.work_notices import make
from workpermit.answers.queries import list_sections
from workpermit.core.ids import uuid7
from workpermit.sealing.models import SealedRecord
from workpermit.work_notices import services
from workpermit.work_notices.models import WorkNotice
from workpermit.work_notices.services import NoticeNotComplete

pytestmark = pytest.mark.django_db


def again(service_id: str = "s61_notify") -> WorkNotice:
    answers = samples.cleaned_answers(service_id)
    return services.repeat_notice(service=service(service_id), answers=answers, subject=uuid7(), by=APPLICANT, at=NOON)


def test_everything_but_the_days_is_there_again() -> None:
    sections = list_sections(again().pk)

    assert {name: one.complete for name, one in sections.items()} == {"worker": True, "work": False, "employer": True}
    assert sections["work"].problems == 2  # the first and the last day


def test_the_days_of_the_earlier_notice_do_not_count() -> None:
    notice = again()

    assert (notice.event_on, notice.due_on, notice.until_on) == (None, None, None)
    with pytest.raises(NoticeNotComplete):
        services.file_notice(notice=notice, by=APPLICANT, at=NOON)


def test_its_answers_are_sealed_for_the_new_case() -> None:
    first, second = again(), again()

    records = {one.record for one in list_sections(second.pk).values()}
    assert {row.case for row in SealedRecord.objects.filter(pk__in=records)} == {second.pk}
    assert not records & {one.record for one in list_sections(first.pk).values()}


def test_it_can_be_filed_once_the_days_are_given() -> None:
    notice = again("s13_hire")
    make.save(notice, "job", seen_version=1)

    filed = services.file_notice(notice=WorkNotice.objects.get(pk=notice.pk), by=APPLICANT, at=NOON)

    assert filed.number


@pytest.mark.parametrize("service_id", ["s13_exit", "s43_delivery", "s50_refuse", "s64_2_worker"])
def test_every_notice_can_be_repeated(service_id: str) -> None:
    sections = list_sections(again(service_id).pk)

    open_sections = [name for name, one in sections.items() if not one.complete]
    deadline = samples.service(service_id).deadline
    assert deadline is not None
    assert open_sections == [deadline.section]
