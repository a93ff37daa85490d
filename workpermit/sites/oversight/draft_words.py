"""Drafts in words: what a field is called, what its value says, where a change stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from workpermit.catalogue.queries import list_catalogue, list_cohorts
from workpermit.core.calendar import show_date, show_time
from workpermit.core.money import show_baht
from workpermit.oversight.difference import ABSENT, Change, parts_of
from workpermit.oversight.lifecycle import Status
from workpermit.oversight.queries import Draft
from workpermit.oversight.subjects import CALENDAR, Kind
from workpermit.sites.oversight.field_words import FEE_KINDS, FIELDS, VALUES
from workpermit.sites.parts import Words

KINDS: Mapping[str, Words] = {
    Kind.SERVICE: _("Service"),
    Kind.COHORT: _("Group of a resolution"),
    Kind.CALENDAR: _("Calendar of public holidays"),
}
STATUSES: Mapping[str, tuple[Words, str]] = {
    Status.DRAFTED: (_("Being written"), "none"),
    Status.TRIED: (_("Tried, without mistakes"), "none"),
    Status.PROPOSED: (_("With the second officer"), "warn"),
    Status.SENT_BACK: (_("Sent back to its author"), "bad"),
    Status.PUBLISHED: (_("Published"), "ok"),
    Status.DROPPED: (_("Dropped"), "none"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One change as the page shows it; `kind` is `added`, `gone` or `other`."""

    where: str
    was: str
    now: str
    kind: str


def language() -> str:
    """The language of the page; officers read Thai or English."""
    return "th" if get_language() == "th" else "en"


def subjects_of(at: datetime) -> dict[str, dict[str, str]]:
    """Everything that can be drafted, kind → id → name."""
    return {
        Kind.SERVICE: {one.definition.id: one.definition.short_name.show(language()) for one in list_catalogue(at)},
        Kind.COHORT: {one.definition.id: one.definition.name.show(language()) for one in list_cohorts(at)},
        Kind.CALENDAR: {CALENDAR: gettext("Public holidays")},
    }


def name_of_draft(draft: Draft) -> str:
    """What the draft is about, as it names itself."""
    name = draft.definition.get("short_name") or draft.definition.get("name")
    return str(name[language()]) if name else gettext("Public holidays")


def say_change(change: Change, was: Any, now: Any) -> Said:
    """A change between two definitions in words."""
    kind = "added" if change.was is ABSENT else "gone" if change.now is ABSENT else "other"
    field = next((step for step in reversed(change.path) if not step.isdigit()), "")
    return Said(_where(change.path, was, now), _say(change.was, field), _say(change.now, field), kind)


def _where(path: tuple[str, ...], was: Any, now: Any) -> str:
    steps = []
    for step in path:
        parts_was, parts_now = _inside(was), _inside(now)
        named = isinstance(was, list) or isinstance(now, list)
        was, now = parts_was.get(step), parts_now.get(step)
        part = now if isinstance(now, dict) else was
        steps.append(_name(part, step) if named and isinstance(part, dict) else str(FIELDS.get(step, step)))
    return " › ".join(steps)


def _inside(value: Any) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    return parts_of(value) if isinstance(value, list) else {}


def _name(part: Mapping[str, Any], otherwise: str) -> str:
    """What a part calls itself; its own id beside a name that others may share."""
    if part.keys() == {"th", "en"}:
        return otherwise
    for field in ("name", "title", "label", "text"):
        text = part.get(field)
        if isinstance(text, dict) and text.get(language()):
            return str(text[language()])
    return otherwise


def _say(value: Any, field: str) -> str:
    if value is ABSENT:
        return ""
    if value is None:
        return gettext("not known")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int):
        return _say_number(value, field)
    if isinstance(value, dict):
        return say_part(value)
    if isinstance(value, list):
        return ", ".join(_say(one, field) for one in value) or gettext("nothing")
    return _say_text(str(value))


def _say_number(value: int, field: str) -> str:
    if field == "satang":
        return gettext("%(amount)s baht") % {"amount": show_baht(value)}
    if field == "seconds":
        days, rest = divmod(value, 86_400)
        return (
            gettext("%(count)s days") % {"count": days}
            if days and not rest
            else gettext("%(count)s seconds") % {"count": value}
        )
    return f"{value:,}"


def say_part(part: dict[str, Any]) -> str:
    """A part of a definition in one line: its name, a fee with its term and amount, or what stands in it."""
    if part.keys() == {"th", "en"}:
        return str(part[language()])
    name = _name(part, "")
    amount = part.get("satang")
    if "satang" in part:
        term = part.get("months_up_to")
        up_to = [gettext("up to %(count)s months") % {"count": term}] if term else []
        kind = str(part.get("kind", ""))
        return " · ".join([str(FEE_KINDS.get(kind, kind)), *up_to, _say(amount, "satang")])
    return name or ", ".join(f"{FIELDS.get(key, key)}: {_say(value, key)}" for key, value in part.items() if value)


def _say_text(value: str) -> str:
    if not value:
        return gettext("empty")
    try:
        if "T" in value:
            return show_time(datetime.fromisoformat(value), language())
        return show_date(date.fromisoformat(value), language()) if len(value) == 10 else str(VALUES.get(value, value))
    except ValueError:
        return str(VALUES.get(value, value))
