"""Dates of a zone: six characters, year month day, without the century (ICAO 9303-3, 4.8)."""

from calendar import monthrange
from datetime import date

from workpermit.passports.zone import DIGITS, FILLER

_HALF = 50  # years around today in which a document ends


def is_day(text: str) -> bool:
    """Whether six characters are a date; month, or day, or all may be unknown (fillers)."""
    year, month, day = text[:2], text[2:4], text[4:]
    if any(part != FILLER * 2 and set(part) - set(DIGITS) for part in (year, month, day)):
        return False
    if month == FILLER * 2 or year == FILLER * 2:
        return day == FILLER * 2 and (year != FILLER * 2 or month == FILLER * 2)
    if not 1 <= int(month) <= 12:
        return False
    # 29 February is judged by a leap year: 2000 and 1900 share the same two digits.
    leap = int(year) % 4 == 0
    return day == FILLER * 2 or 1 <= int(day) <= monthrange(2000 if leap else 2001, int(month))[1]


def birth_date(text: str, today: date) -> date | None:
    """The day of birth, never in the future, the latest that fits; None where a part is unknown."""
    return _latest(text, today)


def expiry_date(text: str, today: date) -> date | None:
    """The last day of the document, within fifty years of today; None where a part is unknown."""
    return _latest(text, date(today.year + _HALF, 12, 31))


def _latest(text: str, before: date) -> date | None:
    if FILLER in text or not is_day(text):
        return None
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
    for century in (before.year // 100, before.year // 100 - 1):
        try:
            found = date(century * 100 + year, month, day)
        except ValueError:
            continue  # 29 February in a year that has none
        if found <= before:
            return found
    return None
