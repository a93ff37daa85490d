"""One value of a definition in a form: shown as text, read back from text."""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from workpermit.core.calendar import BANGKOK
from workpermit.core.text import THAI_DIGITS, one_form, one_line
from workpermit.sites.oversight.freeze_form import bangkok_time


class Sort(StrEnum):
    """The shapes of values."""

    LINE = "line"
    LINES = "lines"
    BAHT = "baht"
    WHOLE = "whole"
    LIMITS = "limits"
    DAY = "day"
    MOMENT = "moment"
    YES = "yes"
    CHOICE = "choice"
    REASON = "reason"
    CODES = "codes"


class NotRead(Exception):
    """A text has not the shape of its value; the argument says in the reader's language what to do."""


def show_cell(sort: Sort, value: Any) -> str:
    """The value as text for its input; what is not known is empty."""
    if value is None:
        return ""
    if sort is Sort.BAHT:
        return f"{value // 100}.{value % 100:02d}" if value % 100 else str(value // 100)
    if sort is Sort.LIMITS:
        return "\n".join(f"{name} = {limit}" for name, limit in value.items())
    if sort is Sort.MOMENT:
        return datetime.fromisoformat(value).astimezone(BANGKOK).replace(tzinfo=None).isoformat()
    if sort is Sort.YES:
        return "yes" if value else ""
    return " ".join(value) if sort is Sort.CODES else str(value)


def read_cell(sort: Sort, text: str, options: Collection[str] = ()) -> Any:
    """The value that a text means, as plain data. Raises NotRead."""
    if sort is Sort.LINES:
        return one_form(text).strip()
    said = one_line(text)
    if sort is Sort.LINE:
        return said
    if sort in (Sort.CHOICE, Sort.REASON):
        if said not in options:
            raise NotRead(_("Choose one from the list."))
        return said
    if sort is Sort.YES:
        return said == "yes"
    if sort is Sort.CODES:
        return re.findall(r"[A-Z0-9]+", said.upper())
    return _limits(text) if sort is Sort.LIMITS else _known(sort, said.translate(THAI_DIGITS)) if said else None


def _known(sort: Sort, said: str) -> Any:
    if sort is Sort.BAHT:
        parts = re.fullmatch(r"([0-9]{1,9})(?:\.([0-9]{0,2}))?", re.sub(r"[\s,]", "", said))
        if parts is None:
            raise NotRead(_("Write an amount in baht, such as 1,000 or 1,000.50."))
        return int(parts[1]) * 100 + int((parts[2] or "").ljust(2, "0"))
    if sort is Sort.WHOLE:
        if not re.fullmatch(r"[0-9]{1,6}", said):
            raise NotRead(_("Write a whole number."))
        return int(said)
    try:
        moment = bangkok_time(said) if sort is Sort.MOMENT else None
        return moment.isoformat() if moment else date.fromisoformat(said).isoformat()
    except ValueError:
        raise NotRead(_("Give a day such as 2026-12-31, or a day and time such as 2026-12-31T16:30.")) from None


def _limits(text: str) -> Mapping[str, int]:
    found = {}
    for line in one_form(text).split("\n"):
        if not line.strip():
            continue
        parts = re.fullmatch(r"\s*([a-z_]+)\s*=\s*(-?[0-9]{1,15})\s*", line)
        if parts is None:
            raise NotRead(_("Write each limit as a name in small letters, =, and a whole number."))
        found[parts[1]] = int(parts[2])
    return found
