"""The options of a question: its own, or those of a reference list."""

from functools import lru_cache

from workpermit.catalogue import reading
from workpermit.catalogue.definition import Field, FieldType, Option, Text
from workpermit.catalogue.filled import fill

YES_NO = (Option("yes", Text("ใช่", "Yes")), Option("no", Text("ไม่ใช่", "No")))

CODE_AND_NAME = Text("{code} {name}", "{code} {name}")


def choices_of(question: Field) -> tuple[Option, ...]:
    """What may be chosen, in the order of a page; empty for a question that is typed."""
    if question.type in (FieldType.CHOICE, FieldType.CHOICES):
        return question.options
    if question.type is FieldType.YES_NO:
        return YES_NO
    return _listed(question.type)


def label_of(question: Field, value: str) -> Text | None:
    """The words of one option; none for a value that cannot be chosen."""
    if question.type in (FieldType.CHOICE, FieldType.CHOICES, FieldType.YES_NO):
        return next((option.label for option in choices_of(question) if option.value == value), None)
    return _labels(question.type).get(value)


@lru_cache(maxsize=len(FieldType))
def _labels(kind: FieldType) -> dict[str, Text]:
    return {option.value: option.label for option in _listed(kind)}


@lru_cache(maxsize=len(FieldType))
def _listed(kind: FieldType) -> tuple[Option, ...]:
    if kind is FieldType.PROVINCE:
        return tuple(Option(row.code, row.name) for row in reading.provinces().values())
    if kind is FieldType.NATIONALITY:
        return tuple(Option(row.code, row.name) for row in reading.nationalities().values())
    if kind is FieldType.COUNTRY:
        return tuple(Option(row.code, row.name) for row in reading.countries().values())
    if kind is FieldType.VISA_CLASS:
        return tuple(Option(row.code, row.name) for row in reading.visa_classes().values())
    if kind is FieldType.OCCUPATION:
        return tuple(
            Option(row.code, fill(CODE_AND_NAME, code=row.code, name=row.name))
            for row in reading.occupations().values()
        )
    return ()
