"""What a policy officer typed to order a freeze: its shape is judged here, its sense by the slice."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from workpermit.core.calendar import BANGKOK
from workpermit.core.ids import uuid7
from workpermit.core.text import one_form
from workpermit.freezes.queries import LONGEST_MESSAGE
from workpermit.sites.parts import PageError


@dataclass(frozen=True, slots=True)
class Typed:
    """As typed, so that a form with a mistake shows it again. Times are Bangkok's, `2026-11-23T14:00`."""

    freeze: UUID
    service: str = ""
    filings: bool = False
    decisions: bool = False
    begins: str = ""
    ends: str = ""
    message_th: str = ""
    message_en: str = ""


def read_typed(posted: QueryDict) -> Typed:
    """The form's fields; a missing or strange id becomes a new one."""
    try:
        freeze = UUID(posted.get("freeze", ""))
    except ValueError:
        freeze = uuid7()
    return Typed(
        freeze=freeze,
        service=posted.get("service", "").strip(),
        filings=posted.get("filings") == "yes",
        decisions=posted.get("decisions") == "yes",
        begins=posted.get("begins", "").strip(),
        ends=posted.get("ends", "").strip(),
        message_th=one_form(posted.get("message_th", "")).strip(),
        message_en=one_form(posted.get("message_en", "")).strip(),
    )


def bangkok_time(typed: str) -> datetime | None:
    """The moment that a day and time in Bangkok mean; None where nothing is typed. Raises ValueError."""
    return datetime.fromisoformat(typed).replace(tzinfo=BANGKOK) if typed else None


def errors_of(typed: Typed, services: set[str], at: datetime) -> list[PageError]:
    """Every field that is wrong, in the order of the page."""
    errors = []
    if not (typed.filings or typed.decisions):
        errors.append(PageError("filings", _("Choose what is stopped.")))
    if typed.service and typed.service not in services:
        errors.append(PageError("service", _("Choose a service from the list.")))
    errors += _errors_of_times(typed, at)
    for field, text in (("message_th", typed.message_th), ("message_en", typed.message_en)):
        if not text:
            errors.append(PageError(field, _("Write what people are told.")))
        elif len(text) > LONGEST_MESSAGE:
            errors.append(PageError(field, _("Please shorten this to 500 characters.")))
    return errors


def _errors_of_times(typed: Typed, at: datetime) -> list[PageError]:
    errors, times = [], {}
    for field, text in (("begins", typed.begins), ("ends", typed.ends)):
        try:
            times[field] = bangkok_time(text)
        except ValueError:
            errors.append(PageError(field, _("Give day and time, such as 2026-11-23T14:00.")))
    if errors:
        return errors
    begins, ends = times["begins"], times["ends"]
    if begins is not None and begins < at:
        errors.append(PageError("begins", _("This time is past. Leave it empty to begin at once.")))
    if ends is not None and ends <= (begins or at):
        errors.append(PageError("ends", _("The end must come after the beginning.")))
    return errors
