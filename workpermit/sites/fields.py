"""How a question of the catalogue looks on a page: which kind of input, how wide, with which keyboard."""

from collections.abc import Iterable
from dataclasses import dataclass

from workpermit.catalogue.definition import Field, FieldType, Text
from workpermit.catalogue.forms import DATE_PARTS, Question

WIDTHS = {  # the width of the box says how much is expected
    FieldType.NUMBER: "w10",
    FieldType.MONEY: "w10",
    FieldType.PASSPORT_NUMBER: "w20",
    FieldType.THAI_ID: "w20",
    FieldType.PHONE: "w20",
    FieldType.DIGITS: "w20",
    FieldType.EMAIL: "w40",
    FieldType.NAME: "w40",
}
KEYBOARDS = {
    FieldType.NUMBER: "numeric",
    FieldType.MONEY: "decimal",
    FieldType.THAI_ID: "numeric",
    FieldType.DIGITS: "numeric",
    FieldType.PHONE: "tel",
    FieldType.EMAIL: "email",
}
RADIO_LIMIT = 8  # more options than this are a list to choose from


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a question."""

    value: str
    label: str
    hint: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class DatePart:
    """One of the three boxes of a date; `name` is day, month or year."""

    name: str
    value: str
    autocomplete: str


@dataclass(frozen=True, slots=True)
class Input:
    """What the template of one question needs. `draw` is `box`, `area`, `date`, `radios`, `ticks` or `list`."""

    id: str
    draw: str
    label: str
    hint: str
    why: str
    law: str
    required: bool
    value: str
    error: str
    unit: str
    width: str
    keyboard: str
    autocomplete: str
    max_length: int
    asked_if_field: str
    asked_if_value: str
    choices: tuple[Choice, ...]
    parts: tuple[DatePart, ...]

    @property
    def described_by(self) -> str:
        """Ids of the lines that explain the question, for `aria-describedby`."""
        lines = (("hint", self.hint), ("why", self.why or self.law), ("wrong", self.error))
        return " ".join(f"{self.id}-{name}" for name, text in lines if text)


def drawn(question: Question, language: str) -> Input:
    """A question in one language, with the value and the error that it has now."""
    field = question.field
    condition = field.show_if
    return Input(
        id=field.id,
        draw=_draw(field, len(question.options)),
        label=field.label.show(language),
        hint=_show(field.hint, language),
        why=_show(field.why, language),
        law=field.law,
        required=field.required,
        value=question.value,
        error=_show(question.error.message if question.error else None, language),
        unit=_show(field.unit, language),
        width=WIDTHS.get(field.type, ""),
        keyboard=KEYBOARDS.get(field.type, ""),
        autocomplete=field.autocomplete,
        max_length=field.max_length,
        asked_if_field=condition.field if condition else "",
        asked_if_value=" ".join(condition.equals) if condition else "",
        choices=_choices(question, language),
        parts=_parts(question),
    )


def all_drawn(questions: Iterable[Question], language: str) -> list[Input]:
    """The questions of a section in their order."""
    return [drawn(question, language) for question in questions]


def _choices(question: Question, language: str) -> tuple[Choice, ...]:
    several = question.field.type is FieldType.CHOICES
    chosen = question.value.split(";") if several else [question.value]
    return tuple(
        Choice(option.value, option.label.show(language), _show(option.hint, language), option.value in chosen)
        for option in question.options
    )


def _draw(field: Field, options: int) -> str:
    if field.type is FieldType.DATE:
        return "date"
    if field.type in (FieldType.TEXTAREA, FieldType.PEOPLE):
        return "area"
    if field.type is FieldType.CHOICES:
        return "ticks"
    if options:
        return "radios" if options <= RADIO_LIMIT else "list"
    return "box"


def _parts(question: Question) -> tuple[DatePart, ...]:
    if question.field.type is not FieldType.DATE:
        return ()
    birthday = question.field.autocomplete == "bday"
    return tuple(
        DatePart(name, value, f"bday-{name}" if birthday else "")
        for name, value in zip(DATE_PARTS, question.parts, strict=True)
    )


def _show(text: Text | None, language: str) -> str:
    return text.show(language) if text else ""
