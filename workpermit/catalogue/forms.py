"""One section of a form: cleaning what was posted, and describing its questions for a page.

Nothing typed is lost: an answer that cannot be taken stays in the values as it was typed and is
named by an error. Dates come as one text or as three parts `<id>_day`, `<id>_month`, `<id>_year`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from workpermit.catalogue.choices import choices_of, label_of
from workpermit.catalogue.definition import CrossCheck, Field, FieldType, Option, Order, Section, Service, Text
from workpermit.catalogue.messages import NotTaken, message
from workpermit.catalogue.typed import read_answer
from workpermit.core.calendar import show_date
from workpermit.core.money import show_baht
from workpermit.core.text import one_form

Answers = Mapping[str, Mapping[str, Any]]
BAHT = Text("บาท", "baht")
ONE = {"people": "person", "months": "month", "hours": "hour"}  # English alone has another word for one of a unit
DATE_PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class FieldError:
    """One answer that must change; `message` says how, in both languages."""

    field: str
    code: str
    message: Text


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A section after reading. `values` keeps cleaned answers, and wrong ones as typed."""

    values: dict[str, Any]
    errors: list[FieldError]
    complete: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a page shows it. `parts` are day, month and year of a date, as typed."""

    field: Field
    value: str
    parts: tuple[str, str, str]
    options: tuple[Option, ...]
    error: FieldError | None
    asked: bool

    @property
    def id(self) -> str:
        return self.field.id

    @property
    def type(self) -> str:
        return self.field.type.value


@dataclass(slots=True)
class _Reading:
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[FieldError] = field(default_factory=list)

    def refuse(self, question: Field, code: str, says: Text | None = None, **facts: object) -> None:
        self.errors.append(FieldError(question.id, code, message(code, question.label, says, **facts)))


def validate_section(service: Service, section_id: str, posted: Mapping[str, str], *, today: date) -> Cleaned:
    """Read what was posted for a section; `today` is the day in Bangkok.

    A question that does not apply is left out of the values. Raises KeyError for an unknown section.
    """
    section = service.section_by_id(section_id)
    reading = _Reading()
    for question in section.fields:
        if not is_asked(question, reading.values):
            continue
        if question.type is FieldType.CHOICES:
            _read_boxes(question, _ticked(question, posted), reading)
        else:
            _read(question, _posted(question, posted), reading)
    wrong = {error.field for error in reading.errors}
    for cross in section.cross_checks:
        if not wrong & {cross.first, cross.second}:
            _cross(cross, section, reading, today)
    return Cleaned(reading.values, reading.errors, not reading.errors)


def questions(section: Section, values: Mapping[str, Any], errors: Iterable[FieldError] = ()) -> list[Question]:
    """Every question of a section with its present value, for a page that knows nothing of the service."""
    found = {error.field: error for error in errors}
    return [
        Question(
            question,
            as_typed(question, values.get(question.id)),
            _date_parts(values.get(question.id)) if question.type is FieldType.DATE else ("", "", ""),
            choices_of(question),
            found.get(question.id),
            is_asked(question, values),
        )
        for question in section.fields
    ]


def typed_again(section: Section, values: Mapping[str, Any]) -> dict[str, str]:
    """Answers that were taken before, as somebody would type them into the section now."""
    return {
        question.id: as_typed(question, values[question.id])
        for question in section.fields
        if values.get(question.id) not in (None, "")
    }


def show_answer(question: Field, value: Any, language: str) -> str:
    """An answer in words for the page where answers are checked; empty where none was given."""
    if value is None or value == "":
        return ""
    if question.type is FieldType.DATE and _is_iso(value):
        return show_date(date.fromisoformat(value), language)
    if question.type is FieldType.MONEY and isinstance(value, int):
        return f"{show_baht(value)} {BAHT.show(language)}"
    if isinstance(value, list):
        return "\n".join(_in_words(question, one, language) for one in value)
    if question.type is FieldType.NUMBER and isinstance(value, int):
        unit = question.unit.show(language) if question.unit else ""
        return f"{value:,} {ONE.get(unit, unit) if value == 1 else unit}".rstrip()
    return _in_words(question, value, language)


def _in_words(question: Field, value: Any, language: str) -> str:
    """The label of what was chosen, or what was typed."""
    label = label_of(question, value) if isinstance(value, str) else None
    return label.show(language) if label else str(value)


def required_documents(service: Service, answers: Answers) -> frozenset[str]:
    """Ids of the documents that this filing needs, with those that its answers make necessary."""
    needed = set(service.required_documents())
    for document in service.documents:
        rule = document.required_if
        if rule and _is_one_of(answers.get(rule.section, {}).get(rule.field), rule.equals):
            needed.add(document.id)
    return frozenset(needed)


def is_asked(question: Field, values: Mapping[str, Any]) -> bool:
    """Whether a question applies to what else was answered in its section."""
    return question.show_if is None or _is_one_of(values.get(question.show_if.field), question.show_if.equals)


def _is_one_of(answer: Any, wanted: tuple[str, ...]) -> bool:
    """Whether an answer, or one of several boxes, is among those wanted."""
    return bool({*answer} & {*wanted}) if isinstance(answer, list) else answer in wanted


def _ticked(question: Field, posted: Mapping[str, str]) -> list[str]:
    """The boxes that were ticked: `<id>_<value>` each, or all in one text with `;` between."""
    whole = [part for part in posted.get(question.id, "").split(";") if part]
    return whole or [option.value for option in question.options if posted.get(f"{question.id}_{option.value}")]


def _posted(question: Field, posted: Mapping[str, str]) -> str:
    if question.type is FieldType.DATE and question.id not in posted:
        parts = [posted.get(f"{question.id}_{part}", "").strip() for part in DATE_PARTS]
        return "/".join(parts) if any(parts) else ""
    return posted.get(question.id, "")


def _read(question: Field, typed: str, reading: _Reading) -> None:
    options = choices_of(question)
    if not one_form(typed).strip():
        if question.required:
            reading.refuse(question, "choose" if options else "required")
        return
    reading.values[question.id] = typed
    if options:
        if typed not in {option.value for option in options}:
            reading.refuse(question, "not_listed")
        return
    try:
        reading.values[question.id] = read_answer(question, typed)
    except NotTaken as wrong:
        reading.refuse(question, wrong.code, question.pattern_says, **wrong.facts)


def _read_boxes(question: Field, ticked: list[str], reading: _Reading) -> None:
    if not ticked:
        if question.required:
            reading.refuse(question, "choose")
        return
    reading.values[question.id] = ticked
    if not {*ticked} <= {option.value for option in question.options}:
        reading.refuse(question, "not_listed")


def _cross(cross: CrossCheck, section: Section, reading: _Reading, today: date) -> None:
    first = reading.values.get(cross.first)
    second = today.isoformat() if cross.second == "today" else reading.values.get(cross.second)
    if first is None or second is None:
        return
    if not _stands(cross, first, second):
        shown = cross.first if cross.second == "today" else cross.second
        reading.refuse(section.field(shown), "order", cross.says)


def _stands(cross: CrossCheck, first: str, second: str) -> bool:
    """Whether two ISO dates keep their order; ISO texts compare like dates."""
    if cross.order is Order.WITHIN:
        return date.fromisoformat(second) <= date.fromisoformat(first) + timedelta(days=cross.days)
    return first < second if cross.order is Order.BEFORE else first <= second


def as_typed(question: Field, value: Any) -> str:
    """A kept answer as somebody would type it; boxes with `;` between them."""
    if question.type is FieldType.MONEY and isinstance(value, int):
        return show_baht(value).removesuffix(".00")
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value)


def _date_parts(value: Any) -> tuple[str, str, str]:
    if not value:
        return ("", "", "")
    if _is_iso(value):
        year, month, day = str(value).split("-")
        return (day.lstrip("0"), month.lstrip("0"), year)
    typed = str(value)
    day, month, year = ([*(typed.split("/") if "/" in typed else typed.split()), "", "", ""])[:3]
    return (day, month, year)


def _is_iso(value: Any) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
