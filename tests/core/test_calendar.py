"""Legal days: the first is not counted, and the last is never a holiday."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workpermit.core import calendar

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def test_fifteen_days_from_a_hire() -> None:
    assert calendar.last_day(date(2026, 11, 2), 15, ()) == date(2026, 11, 17)


def test_last_day_on_a_weekend_or_holiday_moves_to_the_next_working_day() -> None:
    saturday = calendar.last_day(date(2026, 11, 6), 15, ())
    holiday = calendar.last_day(date(2026, 11, 20), 15, {date(2026, 12, 7)})

    assert saturday == date(2026, 11, 23)
    assert holiday == date(2026, 12, 8)


@given(DAYS, st.integers(1, 400), st.sets(DAYS, max_size=30))
def test_the_last_day_is_a_working_day_and_never_early(start: date, days: int, holidays: set[date]) -> None:
    last = calendar.last_day(start, days, holidays)

    assert calendar.is_working_day(last, holidays)
    assert (last - start).days >= days


@given(DAYS, st.integers(0, 60))
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    later = calendar.add_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or calendar.add_months(later.replace(day=1), 1).toordinal() - 1 == later.toordinal()


def test_a_day_begins_in_bangkok() -> None:
    assert calendar.bangkok_date(datetime(2026, 11, 22, 17, 30, tzinfo=UTC)) == date(2026, 11, 23)


def test_years_are_buddhist_in_thai_only() -> None:
    at = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)

    assert calendar.show_time(at, "th") == "23 พฤศจิกายน 2569 14.05 น."
    assert calendar.show_time(at, "en") == "23 November 2026, 14:05"


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("my", "2026 နိုဝင်ဘာ 23, 14:05"),
        ("km", "23 វិច្ឆិកា 2026, 14:05"),
        ("lo", "23 ພະຈິກ 2026, 14:05"),
        ("vi", "23 tháng 11, 2026, 14:05"),
        ("xx", "23 November 2026, 14:05"),
    ],
)
def test_further_languages_count_common_era_with_western_digits(language: str, shown: str) -> None:
    assert calendar.show_time(datetime(2026, 11, 23, 7, 5, tzinfo=UTC), language) == shown
