"""The century of a date that has none."""

from datetime import date

import pytest

from workpermit.passports.dates import birth_date, expiry_date, is_day

TODAY = date(2026, 8, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("260801", date(2026, 8, 1)),
        ("260802", date(1926, 8, 2)),
        ("740812", date(1974, 8, 12)),
        ("000229", date(2000, 2, 29)),
        ("740230", None),
        ("7408<<", None),
    ],
)
def test_nobody_is_born_in_the_future(text: str, day: date | None) -> None:
    assert birth_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("250101", date(2025, 1, 1)), ("761231", date(2076, 12, 31)), ("770101", date(1977, 1, 1)), ("<<<<<<", None)],
)
def test_a_document_ends_within_fifty_years(text: str, day: date | None) -> None:
    assert expiry_date(text, TODAY) == day


@pytest.mark.parametrize("text", ["740812", "7408<<", "74<<<<", "<<<<<<", "240229"])
def test_days_with_unknown_parts_are_days(text: str) -> None:
    assert is_day(text)


@pytest.mark.parametrize("text", ["741301", "740832", "230229", "74<<12", "<<0812", "74081<", "7A0812", "740800"])
def test_what_is_no_day(text: str) -> None:
    assert not is_day(text)
