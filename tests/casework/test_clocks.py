"""The service clock runs while the office has the case, in working days."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from workpermit.casework.clocks import working_days_used
from workpermit.casework.models import AuditEntry

RUNNING = {"in_review", "recommended"}
MONDAY = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)  # 10:00 in Bangkok


def entry(status: str, days: float) -> AuditEntry:
    return AuditEntry(root=UUID(int=1), subject=UUID(int=1), to_status=status, at=MONDAY + timedelta(days=days))


def used(*entries: AuditEntry, days: float, holidays: frozenset[date] = frozenset()) -> int:
    return working_days_used(entries, running=RUNNING, until=MONDAY + timedelta(days=days), holidays=holidays)


def test_the_first_day_is_not_counted() -> None:
    assert used(entry("in_review", 0), days=0.2) == 0
    assert used(entry("in_review", 0), days=1) == 1


def test_weekends_and_holidays_are_not_counted() -> None:
    assert used(entry("in_review", 0), days=7) == 5
    assert used(entry("in_review", 0), days=7, holidays=frozenset({date(2026, 11, 4)})) == 4


def test_it_stops_while_the_applicant_has_the_case() -> None:
    trail = [entry("in_review", 0), entry("returned", 1), entry("checking", 3), entry("in_review", 3.1)]

    assert used(*trail, days=4) == 2  # Thursday and Friday; Monday begins, Tuesday ends with the applicant


def test_it_stops_for_good_with_the_outcome() -> None:
    trail = [entry("in_review", 0), entry("recommended", 1), entry("refused", 2)]

    assert used(*trail, days=2) == used(*trail, days=200) == 1


def test_a_draft_uses_no_time() -> None:
    assert used(entry("draft", 0), entry("submitted", 3), days=30) == 0


@given(st.lists(st.floats(0, 60), min_size=1, max_size=8), st.integers(0, 90))
def test_more_time_never_means_fewer_days(moments: list[float], days: int) -> None:
    statuses = ["in_review", "returned"] * 4
    trail = [entry(status, at) for status, at in zip(statuses, sorted(moments), strict=False)]

    assert 0 <= used(*trail, days=days) <= used(*trail, days=days + 1) <= days + 1
