"""A passport's number and its holder's birth date, as somebody types them from the paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from workpermit.catalogue.choices import choices_of
from workpermit.catalogue.definition import Field, FieldType, Text
from workpermit.catalogue.messages import NotTaken, message
from workpermit.catalogue.typed import read_answer
from workpermit.sites.parts import PageError

PASSPORT = Field(
    "passport_number", FieldType.PASSPORT_NUMBER, Text("เลขที่หนังสือเดินทาง", "Passport number"), max_length=13
)
NATIONALITY = Field("nationality", FieldType.NATIONALITY, Text("สัญชาติ", "Nationality"))
NEIGHBOURS = ("MMR", "KHM", "LAO", "VNM")
BIRTH = Field("birth_date", FieldType.DATE, Text("วันเดือนปีเกิด", "Date of birth"))


@dataclass(frozen=True, slots=True)
class TypedPaper:
    """As it was typed, for showing it again."""

    passport_number: str
    day: str
    month: str
    year: str

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The boxes of the birth date, in their order."""
        return (("day", self.day), ("month", self.month), ("year", self.year))


def typed_paper(posted: Mapping[str, str]) -> TypedPaper:
    """The boxes of a form."""
    names = ("passport_number", "birth_date_day", "birth_date_month", "birth_date_year")
    return TypedPaper(*(posted.get(name, "").strip() for name in names))


def read_paper(typed: TypedPaper) -> tuple[list[PageError], str, str]:
    """The errors of shape, the passport number and the birth date (ISO 8601); empty where they cannot be read."""
    errors, values = [], {}
    birth = "/".join((typed.day, typed.month, typed.year))
    for field, text in ((PASSPORT, typed.passport_number), (BIRTH, birth.strip("/"))):
        try:
            values[field.id] = str(read_answer(field, text))
        except NotTaken as wrong:
            errors.append(_error(field, wrong, text))
    return errors, values.get(PASSPORT.id, ""), values.get(BIRTH.id, "")


def read_nationality(text: str) -> tuple[list[PageError], str]:
    """The error of a nationality that is not in the list, and its code."""
    if any(option.value == text for option in choices_of(NATIONALITY)):
        return [], text
    return [_error(NATIONALITY, NotTaken("required"), text)], ""


def nationalities(language: str) -> list[tuple[str, str]]:
    """Code and name, those of the neighbours first, as most people come from there."""
    named = [(option.value, option.label.show(language)) for option in choices_of(NATIONALITY)]
    return sorted(named, key=lambda one: (NEIGHBOURS.index(one[0]) if one[0] in NEIGHBOURS else len(NEIGHBOURS)))


def _error(field: Field, wrong: NotTaken, text: str) -> PageError:
    code = wrong.code if text else "required"
    return PageError(field.id, message(code, field.label, None, **wrong.facts))  # type: ignore[arg-type]
