"""Which characters the cells show: each place has its alphabet, and check digits choose among the likely ones."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import product
from typing import NamedTuple

from workpermit.passports.reading.codes import country_codes
from workpermit.passports.reading.glyphs import Guess
from workpermit.passports.zone import (
    ALPHABET,
    DIGITS,
    FILLER,
    LAYOUTS,
    LETTERS,
    Field,
    Format,
    Layout,
    Span,
    check_digit,
)

Cells = Sequence[Sequence[Guess]]  # of one line, each with its guesses, best first

_OF_FIELD = {
    Field.DOCUMENT_CODE: LETTERS + FILLER,
    Field.ISSUER: LETTERS + FILLER,
    Field.NAMES: LETTERS + FILLER,
    Field.NATIONALITY: LETTERS + FILLER,
    Field.BIRTH: DIGITS + FILLER,
    Field.EXPIRY: DIGITS + FILLER,
    Field.SEX: "MF" + FILLER,
}
_CLOSE = 0.12  # of likeness: a glyph so much less alike than the best one is still possible
_CLOSE_NAME = 0.025  # as above, for letters of names, which no check digit covers
_CLOSE_WAY = 0.03  # two readings of a field of which both may be and that are so close: neither is read
_MOST_DOUBTS = 5  # cells of a field that are read in more than one way
_MOST_WAYS = 3  # in which a doubtful cell is read


def formats_of(lines: Sequence[Cells]) -> list[Format]:
    """The formats that have as many lines of this length."""
    shape = (len(lines), {len(line) for line in lines})
    visa = lines[0][0][0].glyph == "V"
    return [
        form
        for form, layout in LAYOUTS.items()
        if shape == (layout.lines, {layout.width}) and (form in (Format.MRV_A, Format.MRV_B)) == visa
    ]


class TooDoubtful(Exception):
    """Two readings of one field are about as likely, and no check digit and no list tells which it is."""


class Decided(NamedTuple):
    """The lines, the mean likeness of the glyphs of the least alike line, and whether every letter of the names is
    far ahead of the next one.
    """

    lines: tuple[str, ...]
    likeness: float
    sure_of_names: bool


def decide(lines: Sequence[Cells], form: Format) -> Decided:
    """The most likely lines whose check digits fit, or else the most likely ones. Raises TooDoubtful."""
    layout = LAYOUTS[form]
    allowed = _alphabets(form)
    narrowed = [
        [[one for one in cell if one.glyph in allowed[row][place]] for place, cell in enumerate(line)]
        for row, line in enumerate(lines)
    ]
    rows = [[cell[0].glyph for cell in line] for line in narrowed]
    for name, span in layout.fields.items():
        if span.check is not None:
            _choose(narrowed, rows, name, span)
    for name in (Field.ISSUER, Field.NATIONALITY):
        _choose_code(narrowed, rows, layout.fields[name])
    sex = layout.fields[Field.SEX]
    if _lead(narrowed[sex.line][sex.start]) < _CLOSE_NAME:
        raise TooDoubtful
    likeness = min(
        sum(next(one.likeness for one in cell if one.glyph == glyph) for cell, glyph in zip(line, row, strict=True))
        for line, row in zip(narrowed, rows, strict=True)
    )
    names = layout.fields[Field.NAMES]
    sure = all(_lead(cell) > _CLOSE_NAME for cell in narrowed[names.line][names.start : names.end])
    return Decided(tuple("".join(row) for row in rows), likeness / layout.width, sure)


@lru_cache(maxsize=8)
def _alphabets(form: Format) -> tuple[tuple[str, ...], ...]:
    layout: Layout = LAYOUTS[form]
    rows = [[ALPHABET] * layout.width for _ in range(layout.lines)]
    for name, span in layout.fields.items():
        for place in range(span.start, span.end):
            rows[span.line][place] = _OF_FIELD.get(name, ALPHABET)
        if span.check is not None:
            rows[span.line][span.check] = DIGITS + (FILLER if name in (Field.OPTIONAL, Field.NUMBER) else "")
    if layout.composite:
        rows[layout.composite.line][layout.composite.start] = DIGITS
    kind = "V" if form in (Format.MRV_A, Format.MRV_B) else LETTERS.replace("V", "")
    rows[0][0] = kind
    return tuple(tuple(row) for row in rows)


def _choose(lines: list[list[list[Guess]]], rows: list[list[str]], name: Field, span: Span) -> None:
    """Put the most likely reading of a checked field in its place, among those that fit its digit.

    Raises TooDoubtful: of many readings one in ten fits by chance.
    """
    assert span.check is not None
    places = [*range(span.start, span.end), span.check]
    field = [lines[span.line][place] for place in places]
    fitting = (way for way in _ways(field) if _fits(name, "".join(one.glyph for one in way)))
    best = nlargest(2, fitting, key=_sum)
    if len(best) == 2 and _sum(best[0]) - _sum(best[1]) < _CLOSE_WAY:
        raise TooDoubtful
    for place, one in zip(places, best[0] if best else [cell[0] for cell in field], strict=True):
        rows[span.line][place] = one.glyph


def _choose_code(lines: list[list[list[Guess]]], rows: list[list[str]], span: Span) -> None:
    """Put the most likely code of a country in its place; a letter that was hardly seen makes none."""
    seen = [{one.glyph: one.likeness for one in cell} for cell in lines[span.line][span.start : span.end]]
    best = nlargest(2, ((sum(map(dict.__getitem__, seen, code)), code) for code in country_codes()))
    (first, code), (second, _) = best
    if first - second < _CLOSE_WAY or any(
        max(cell.values()) - cell[one] > _CLOSE for cell, one in zip(seen, code, strict=True)
    ):
        raise TooDoubtful
    rows[span.line][span.start : span.end] = code


def _sum(way: Sequence[Guess]) -> float:
    return sum(one.likeness for one in way)


def _ways(field: list[list[Guess]]) -> Iterator[tuple[Guess, ...]]:
    """The readings of a field in which its most doubtful cells vary."""
    likely = [[one for one in cell[:_MOST_WAYS] if cell[0].likeness - one.likeness < _CLOSE] for cell in field]
    doubt = sorted(range(len(field)), key=lambda at: -len(likely[at]) and _lead(field[at]))[:_MOST_DOUBTS]
    return product(*(likely[at] if at in doubt else likely[at][:1] for at in range(len(field))))


def _lead(cell: list[Guess]) -> float:
    """How far the best glyph is ahead of the next."""
    return cell[0].likeness - cell[1].likeness if len(cell) > 1 else 1.0


def _fits(name: Field, text: str) -> bool:
    field, digit = text[:-1], text[-1]
    if digit == FILLER:
        return name is Field.NUMBER or not field.strip(FILLER)
    return digit == check_digit(field)
