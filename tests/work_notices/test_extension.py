"""Section 61: urgent work is extended once, from its last day, by fifteen days at most."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.make import APPLICANT, NOON
from tests.services.test_notices import acknowledged, answered
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7
from workpermit.work_notices import services
from workpermit.work_notices.lifecycle import Status
from workpermit.work_notices.models import WorkNotice

pytestmark = pytest.mark.django_db

OTHER = Actor(uuid7(), Role.APPLICANT)


def first_notice() -> tuple[str, date]:
    """(number, last day) of an acknowledged notice of urgent work."""
    first = acknowledged("s61_notify")
    assert first.until_on is not None
    return str(first.number), first.until_on


def extension(number: str, ends: date, *, days: int = 15, said: date | None = None) -> WorkNotice:
    """A complete extension that is not filed; `said` is what its filer takes for the first last day."""
    typed = {"number": number, "first_until": (said or ends).isoformat()}
    return answered("s61_extend", extension=typed | {"until": ((said or ends) + timedelta(days=days)).isoformat()})


@pytest.mark.parametrize("days", [1, 15])
def test_urgent_work_is_extended_by_one_to_fifteen_days(days: int) -> None:
    number, ends = first_notice()

    filed = services.file_notice(notice=extension(number, ends, days=days), by=APPLICANT, at=NOON)

    assert (filed.status, filed.basis, filed.until_on) == (Status.FILED, number, ends + timedelta(days=days))


def test_a_second_extension_is_refused() -> None:
    number, ends = first_notice()
    services.file_notice(notice=extension(number, ends), by=APPLICANT, at=NOON)

    with pytest.raises(services.ExtendedAlready):
        services.file_notice(notice=extension(number, ends, days=3), by=APPLICANT, at=NOON)


def test_an_extension_is_not_extended() -> None:
    number, ends = first_notice()
    filed = services.file_notice(notice=extension(number, ends), by=APPLICANT, at=NOON)
    assert filed.until_on is not None

    with pytest.raises(services.ExtendedAlready):
        services.file_notice(notice=extension(str(filed.number), filed.until_on), by=APPLICANT, at=NOON)


def test_only_a_notice_of_urgent_work_is_extended() -> None:
    hire = acknowledged("s13_hire")

    with pytest.raises(services.NoNoticeToExtend):
        services.file_notice(notice=extension(str(hire.number), date(2026, 12, 1)), by=APPLICANT, at=NOON)


def test_a_number_that_nobody_has_extends_nothing() -> None:
    with pytest.raises(services.NoNoticeToExtend):
        services.file_notice(notice=extension("6900000000017", date(2026, 12, 1)), by=APPLICANT, at=NOON)


def test_the_notice_of_somebody_else_is_not_extended() -> None:
    number, ends = first_notice()
    WorkNotice.objects.filter(number=number).update(filing_account=OTHER.id)

    with pytest.raises(services.NoNoticeToExtend):
        services.file_notice(notice=extension(number, ends), by=APPLICANT, at=NOON)


def test_the_first_last_day_must_be_the_one_that_was_notified() -> None:
    number, ends = first_notice()

    with pytest.raises(services.OtherPeriodThanNotified):
        services.file_notice(notice=extension(number, ends, said=ends + timedelta(days=2)), by=APPLICANT, at=NOON)


def test_the_database_holds_one_extension_of_a_notice() -> None:
    number, ends = first_notice()
    services.file_notice(notice=extension(number, ends), by=APPLICANT, at=NOON)
    second = extension(number, ends, days=3)

    with pytest.raises(IntegrityError, match="notice_is_extended_once"), transaction.atomic():
        services._file(second, APPLICANT, NOON)


def test_the_database_holds_fifteen_days() -> None:
    number, ends = first_notice()
    long = extension(number, ends)
    WorkNotice.objects.filter(pk=long.pk).update(until_on=ends + timedelta(days=16))

    with pytest.raises(IntegrityError, match="notice_is_extended_by_fifteen_days_at_most"), transaction.atomic():
        services._file(long, APPLICANT, NOON)
