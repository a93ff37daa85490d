"""What a machine-readable zone says, and where each format has it (ICAO 9303, parts 4 to 7)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FILLER = "<"
ALPHABET = DIGITS + LETTERS + FILLER


class Format(StrEnum):
    """The five sizes of a zone: cards (TD1, TD2), passports (TD3), visas (MRV-A, MRV-B)."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"


class Field(StrEnum):
    """The parts of a zone that can be wrong."""

    FORMAT = "format"
    DOCUMENT_CODE = "document_code"
    ISSUER = "issuer"
    NAMES = "names"
    NUMBER = "number"
    NATIONALITY = "nationality"
    BIRTH = "birth"
    SEX = "sex"
    EXPIRY = "expiry"
    OPTIONAL = "optional"
    OPTIONAL_2 = "optional_2"
    COMPOSITE = "composite"


class Problem(StrEnum):
    """What is wrong with a field."""

    LENGTH = "length"
    CHARACTERS = "characters"
    CHECK_DIGIT = "check_digit"
    NOT_A_DATE = "not_a_date"
    EMPTY = "empty"


class Mistake(NamedTuple):
    """One field and what is wrong with it; never what it says."""

    field: Field
    problem: Problem


class ZoneBroken(Exception):
    """The lines are no valid zone; `mistakes` says which fields, without a value."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__(", ".join(f"{field}: {problem}" for field, problem in mistakes))
        self.mistakes = mistakes


class Span(NamedTuple):
    """Where a field stands: line, first position, the one after the last, and its check digit's position."""

    line: int
    start: int
    end: int
    check: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """One format: its lines, its fields, and what its composite check digit covers (none for visas)."""

    lines: int
    width: int
    fields: dict[Field, Span]
    covered: tuple[Span, ...] = ()
    composite: Span | None = None


def _two_lines(width: int, optional: Span, *, composite: int | None = None) -> Layout:
    """TD2, TD3 and visas have the same places but for the width and what follows the last day."""
    fields = {
        Field.DOCUMENT_CODE: Span(0, 0, 2),
        Field.ISSUER: Span(0, 2, 5),
        Field.NAMES: Span(0, 5, width),
        Field.NUMBER: Span(1, 0, 9, 9),
        Field.NATIONALITY: Span(1, 10, 13),
        Field.BIRTH: Span(1, 13, 19, 19),
        Field.SEX: Span(1, 20, 21),
        Field.EXPIRY: Span(1, 21, 27, 27),
        Field.OPTIONAL: optional,
    }
    if composite is None:
        return Layout(2, width, fields)
    covered = (Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, composite))
    return Layout(2, width, fields, covered, Span(1, composite, composite + 1))


LAYOUTS: dict[Format, Layout] = {
    Format.TD1: Layout(
        3,
        30,
        {
            Field.DOCUMENT_CODE: Span(0, 0, 2),
            Field.ISSUER: Span(0, 2, 5),
            Field.NUMBER: Span(0, 5, 14, 14),
            Field.OPTIONAL: Span(0, 15, 30),
            Field.BIRTH: Span(1, 0, 6, 6),
            Field.SEX: Span(1, 7, 8),
            Field.EXPIRY: Span(1, 8, 14, 14),
            Field.NATIONALITY: Span(1, 15, 18),
            Field.OPTIONAL_2: Span(1, 18, 29),
            Field.NAMES: Span(2, 0, 30),
        },
        (Span(0, 5, 30), Span(1, 0, 7), Span(1, 8, 15), Span(1, 18, 29)),
        Span(1, 29, 30),
    ),
    Format.TD2: _two_lines(36, Span(1, 28, 35), composite=35),
    Format.TD3: _two_lines(44, Span(1, 28, 42, 42), composite=43),
    Format.MRV_A: _two_lines(44, Span(1, 28, 44)),
    Format.MRV_B: _two_lines(36, Span(1, 28, 36)),
}


@dataclass(frozen=True, slots=True)
class Zone:
    """What the zone says. Dates are six characters, year month day; unknown parts are fillers.

    `primary` is the surname, or the whole name of a person who has none; `secondary` the given names.
    `names_cut`: the name fills its place to the end, so that letters may be missing.
    """

    format: Format
    document_code: str
    issuer: str
    primary: str
    secondary: str
    number: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    optional: str = ""
    optional_2: str = ""
    names_cut: bool = False


def check_digit(text: str) -> str:
    """The check digit of a field: weights 7, 3, 1; digits, letters from 10, filler 0 (ICAO 9303-3, 4.9)."""
    total = sum((7, 3, 1)[place % 3] * _value(one) for place, one in enumerate(text))
    return DIGITS[total % 10]


def _value(character: str) -> int:
    return 0 if character == FILLER else int(character, 36)


def cut(lines: tuple[str, ...], span: Span) -> str:
    """The characters of a span."""
    return lines[span.line][span.start : span.end]
