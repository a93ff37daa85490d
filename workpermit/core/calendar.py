"""The Thai calendar: Bangkok time, Buddhist Era, legal day counts.

A period given in days does not count the first day (Civil and Commercial Code s.193/3); when the
last day is a holiday it ends on the next working day (s.193/8).
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from workpermit.core.languages import FURTHER, THAI

BANGKOK = ZoneInfo("Asia/Bangkok")
BUDDHIST_OFFSET = 543

_MONTHS_TH = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def bangkok_date(at: datetime) -> date:
    """The day that it is in Bangkok."""
    return at.astimezone(BANGKOK).date()


def buddhist_year(day: date) -> int:
    return day.year + BUDDHIST_OFFSET


def show_date(day: date, language: str) -> str:
    """`23 พฤศจิกายน 2569` in Thai, `23 November 2026` in English and where a language is not known.

    Further languages count years of the Common Era and write as Unicode CLDR says, with western digits.
    """
    if language == THAI:
        return f"{day.day} {_MONTHS_TH[day.month - 1]} {buddhist_year(day)}"
    if language in FURTHER:
        return format_date(day, "long", locale=language)
    return f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}"


def show_time(at: datetime, language: str) -> str:
    """Date and time in Bangkok: `23 พฤศจิกายน 2569 14.05 น.`, `23 November 2026, 14:05`."""
    local = at.astimezone(BANGKOK)
    if language == THAI:
        return f"{show_date(local.date(), language)} {local:%H.%M} น."
    return f"{show_date(local.date(), language)}, {local:%H:%M}"


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def last_day(start: date, days: int, holidays: Collection[date]) -> date:
    """The last day of a legal period of `days` that begins with an event on `start`."""
    day = start + timedelta(days=days)
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the month's last day where it has no such day (s.193/5)."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    length = (date(first.year + first.month // 12, first.month % 12 + 1, 1) - first).days
    return first.replace(day=min(day.day, length))
