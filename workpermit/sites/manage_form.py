"""What the staff typed about the network of centres: read by shape here, judged by the rules of the centres."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from workpermit.centres import rules
from workpermit.core.calendar import BANGKOK
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7
from workpermit.core.text import one_form
from workpermit.sites.http import Request
from workpermit.sites.parts import PageError
from workpermit.sites.rules_text import sentence_of

# At which input a broken rule is shown; every other one goes to the page of all rules.
_FIELDS: dict[type[RuleBroken], str] = {
    rules.CounterMakesNoSense: "number",
    rules.CounterExists: "number",
    rules.NoSuchCounter: "counter",
    rules.EquipmentMakesNoSense: "serial",
    rules.SerialTaken: "serial",
    rules.NoWords: "words",
    rules.DayHasPassed: "day",
    rules.ShiftMakesNoSense: "until",
    rules.ShiftOverlaps: "from",
    rules.PlacesOutOfRange: "places",
    rules.DayHasOverride: "day",
    rules.ClosureEndsTooEarly: "last",
    rules.IncidentMakesNoSense: "since",
    rules.StopMakesNoSense: "last",
    rules.UnitIsElsewhere: "unit",
}


class Mistyped(Exception):
    """An input does not have the shape that it needs; `error` says where and what to do."""

    def __init__(self, field: str, message: str):
        super().__init__(field)
        self.error = PageError(field, message)


def posted(request: Request, field: str) -> str:
    """A line of text, in one form of Unicode."""
    return one_form(request.POST.get(field, "")).strip()


def posted_id(request: Request) -> UUID:
    """The id that the form was given, so that sent twice it acts once; a missing or strange one becomes new."""
    try:
        return UUID(request.POST.get("form", ""))
    except ValueError:
        return uuid7()


def posted_day(request: Request, field: str) -> date:
    """Raises Mistyped."""
    try:
        return date.fromisoformat(posted(request, field))
    except ValueError:
        raise Mistyped(field, _("Give a day, such as 2026-11-30.")) from None


def posted_number(request: Request, field: str) -> int:
    """Raises Mistyped."""
    typed = posted(request, field)
    if not typed.isascii() or not typed.isdigit() or len(typed) > 4:
        raise Mistyped(field, _("Give a whole number."))
    return int(typed)


def posted_moment(request: Request, field: str, at: datetime) -> datetime:
    """A time in Bangkok, `2026-11-23T14:00`; `at` where nothing is typed. Raises Mistyped."""
    typed = posted(request, field)
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=BANGKOK) if typed else at
    except ValueError:
        raise Mistyped(field, _("Give day and time, such as 2026-11-23T14:00.")) from None


def attempt(act: Callable[[], object], *, then: str, again: Callable[[PageError], HttpResponse]) -> HttpResponse:
    """Do it and go on to `then`; what was typed wrong is shown on the page that `again` makes.

    Raises every other RuleBroken.
    """
    try:
        act()
    except Mistyped as mistyped:
        return again(mistyped.error)
    except RuleBroken as broken:
        if type(broken) not in _FIELDS:
            raise
        sentence = sentence_of(broken)
        return again(PageError(_FIELDS[type(broken)], f"{sentence.says} {sentence.do}"))
    return HttpResponseRedirect(then)
