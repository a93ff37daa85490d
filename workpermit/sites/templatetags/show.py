"""Filters and components of the pages, known to every template without `{% load %}`.

Filters: `day`, `moment`, `clock`, `baht`, `number`, `said`, `fingerprint`.
Components: `ask`, `ask_all`, `task_list`, `steps`, `facts`, `chip`, `pager`. A page with `errors`
(things with `field` and `message`) gets its summary and its title from `sites/base.html`.
Classes for the rest (buttons, notes, cards, grid, split, desk) are in `static/sites/look.css`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from workpermit.catalogue.definition import Text
from workpermit.catalogue.forms import BAHT, Question
from workpermit.core.calendar import BANGKOK, bangkok_date, show_date, show_time
from workpermit.core.ids import show_number
from workpermit.core.money import show_baht
from workpermit.sealing.canonical import unb64
from workpermit.sites import fields
from workpermit.sites.parts import Fact, Step, Task, Words

register = template.Library()

CHIPS = frozenset({"ok", "warn", "bad", "none", "wait"})


def escaped(text: Words) -> str:
    """Text for a page. Django's own `escape` also asks whether it shall wait, which takes ten times as long."""
    return text.__html__() if isinstance(text, SafeString) else escape(str(text))


def language() -> str:
    """The language of the page that is being made."""
    return get_language() or "th"


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A day: `23 พฤศจิกายน 2569` or `23 November 2026`. Takes a date, a time or ISO text."""
    if not value:
        return ""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return show_date(bangkok_date(value) if isinstance(value, datetime) else value, language())


@register.filter
def moment(value: datetime | int | None) -> str:
    """Day and time in Bangkok; a whole number is taken as Unix seconds, as the vault gives them."""
    if value is None or value == "":
        return ""
    if isinstance(value, int):
        value = datetime.fromtimestamp(value, BANGKOK)
    return show_time(value, language())


@register.filter
def clock(value: datetime) -> str:
    """The time of day in Bangkok: `14.05 น.` or `14:05`."""
    local = value.astimezone(BANGKOK)
    return f"{local:%H.%M} น." if language() == "th" else f"{local:%H:%M}"


@register.filter
def baht(satang: int | None) -> SafeString | str:
    """`310000` as `3,100.00 บาท` or `3,100.00 baht`, never broken across lines."""
    if satang is None:
        return ""
    return format_html('<span class="num">{} {}</span>', show_baht(satang), BAHT.show(language()))


@register.filter
def number(value: str | None) -> SafeString | str:
    """A number of an application or permit in groups, never broken across lines."""
    return SafeString(f'<span class="num">{escaped(show_number(value))}</span>') if value else ""


@register.filter
def said(text: Text | str | None) -> str:
    """A text of the catalogue in the reader's language."""
    return text.show(language()) if isinstance(text, Text) else str(text or "")


@register.filter
def fingerprint(root: bytes | str) -> str:
    """The beginning of a hash in groups that people compare by eye: `d41f 9c02 77ae 10b3` (as confirm.js)."""
    raw = root if isinstance(root, bytes) else unb64(root)
    text = raw[:8].hex()
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


@register.inclusion_tag("sites/parts/question.html")
def ask(question: Question) -> Any:
    """One question (of `catalogue.forms.questions`) with label, hint, law, value and error."""
    return {"q": fields.drawn(question, language())}


@register.inclusion_tag("sites/parts/questions.html")
def ask_all(questions: Iterable[Question]) -> Any:
    """All questions of a section."""
    return {"questions": fields.all_drawn(questions, language())}


@register.inclusion_tag("sites/parts/task_list.html")
def task_list(tasks: Iterable[Task]) -> Any:
    """Tasks with their statuses; the whole line is the link."""
    return {"tasks": tasks}


@register.inclusion_tag("sites/parts/steps.html")
def steps(stations: Iterable[Step]) -> Any:
    """The stations of a case, done, present and to come."""
    return {"steps": stations}


@register.inclusion_tag("sites/parts/facts.html")
def facts(rows: Iterable[Fact]) -> Any:
    """Terms and values, with a link to change a value where there is one."""
    return {"facts": rows}


@register.simple_tag
def chip(text: Words, kind: str = "") -> SafeString:
    """A short status in words; `kind` is `ok`, `warn`, `bad`, `none` or empty (waiting)."""
    return SafeString(f'<span class="chip {kind if kind in CHIPS else ""}">{escaped(text)}</span>')


@register.inclusion_tag("sites/parts/pager.html")
def pager(before: str = "", after: str = "") -> Any:
    """Links to the page before and after, by key; an empty address leaves the link out."""
    return {"before": before, "after": after}
