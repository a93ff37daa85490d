"""From lines to a zone: formats, alphabets, check digits, and what a check digit can put right.

Where a reader took O for 0 or I for 1, the other character is tried, and taken only if the check digits then fit and
exactly one way of reading makes them fit. A field without a check digit is never changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from workpermit.passports.dates import is_day
from workpermit.passports.zone import (
    ALPHABET,
    DIGITS,
    FILLER,
    LAYOUTS,
    LETTERS,
    Field,
    Format,
    Layout,
    Mistake,
    Problem,
    Span,
    Zone,
    ZoneBroken,
    check_digit,
    cut,
)

_ALIKE = {"O": "0", "0": "O", "I": "1", "1": "I"}
_MOST_WAYS = 256  # of reading one field; more doubtful characters than eight prove nothing
_LETTERS_ONLY = (Field.ISSUER, Field.NATIONALITY, Field.NAMES)
_DATES = (Field.BIRTH, Field.EXPIRY)


def parse_zone(lines: Sequence[str]) -> Zone:
    """The zone that these lines are, after `mend_lines`. Raises ZoneBroken with every field that is wrong."""
    form, mended = mend_lines(lines)
    mistakes = tuple(_mistakes(form, mended))
    if mistakes:
        raise ZoneBroken(*mistakes)
    return _zone(form, mended)


def mend_lines(lines: Sequence[str]) -> tuple[Format, tuple[str, ...]]:
    """The format, and the lines with confusions put right where check digits prove them. Raises ZoneBroken."""
    tidy = tuple(line.strip().upper() for line in lines if line.strip())
    form = _format(tidy)
    layout = LAYOUTS[form]
    if any(set(line) - set(ALPHABET) for line in tidy):
        raise ZoneBroken(Mistake(Field.FORMAT, Problem.CHARACTERS))
    if layout.composite:
        return form, _mend_together(tidy, layout)
    for name, span in _checked(layout):
        tidy = _only(tidy, _ways(tidy, name, span))
    return form, tidy


def _format(lines: tuple[str, ...]) -> Format:
    shape = (len(lines), {len(line) for line in lines})
    visa = bool(lines) and lines[0].startswith("V")
    for form, layout in LAYOUTS.items():
        if shape == (layout.lines, {layout.width}) and (form in (Format.MRV_A, Format.MRV_B)) == visa:
            return form
    raise ZoneBroken(Mistake(Field.FORMAT, Problem.LENGTH))


def _checked(layout: Layout) -> list[tuple[Field, Span]]:
    return [(name, span) for name, span in layout.fields.items() if span.check is not None]


def _mend_together(lines: tuple[str, ...], layout: Layout) -> tuple[str, ...]:
    """Fields, their digits and the composite, as far as exactly one reading makes all of them fit."""
    everything = [list(_ways(lines, name, span)) for name, span in _checked(layout)]
    fitting = set()
    for ways in islice(product(*everything), _MOST_WAYS):
        changed = lines
        for way in ways:
            changed = _put(changed, way)
        for last in _as_digit(cut(changed, layout.composite)) if layout.composite else ():
            whole = _put(changed, [(layout.composite, last)])
            if _composite_fits(whole, layout):
                fitting.add(whole)
    return fitting.pop() if len(fitting) == 1 else lines


Way = list[tuple[Span | None, str]]


def _ways(lines: tuple[str, ...], name: Field, span: Span) -> Iterator[Way]:
    """The readings of one field and its digit that fit; the one that stands there comes alone if it fits."""
    place = _check_span(span)
    text, digit = cut(lines, span), cut(lines, place)
    if name is Field.NUMBER and digit == FILLER:
        yield []  # a long number: its rest and digit stand in the optional part
        return
    if _fits(name, text, digit):
        yield [(span, text), (place, digit)]
        return
    choices = [_as_digit(one) if name in _DATES else (one, _ALIKE.get(one, one)) for one in text]
    for way in islice(product(*(dict.fromkeys(choice) for choice in choices)), _MOST_WAYS):
        for last in _as_digit(digit):
            if _fits(name, "".join(way), last):
                yield [(span, "".join(way)), (place, last)]


def _only(lines: tuple[str, ...], ways: Iterable[Way]) -> tuple[str, ...]:
    found = list(islice(ways, 2))
    return _put(lines, found[0]) if len(found) == 1 else lines


def _put(lines: tuple[str, ...], way: Iterable[tuple[Span | None, str]]) -> tuple[str, ...]:
    changed = list(lines)
    for span, text in way:
        if span:
            line = changed[span.line]
            changed[span.line] = line[: span.start] + text + line[span.end :]
    return tuple(changed)


def _as_digit(character: str) -> tuple[str, ...]:
    """A place that holds digits only: letters that look like one are it."""
    other = _ALIKE.get(character, character)
    return (other,) if character in LETTERS and other in DIGITS else (character,)


def _check_span(span: Span) -> Span:
    assert span.check is not None
    return Span(span.line, span.check, span.check + 1)


def _fits(name: Field, text: str, digit: str) -> bool:
    if name is Field.OPTIONAL and digit == FILLER:
        return not text.strip(FILLER)
    return digit == check_digit(text)


def _composite_fits(lines: tuple[str, ...], layout: Layout) -> bool:
    text = "".join(cut(lines, span) for span in layout.covered)
    return layout.composite is None or cut(lines, layout.composite) == check_digit(text)


def _mistakes(form: Format, lines: tuple[str, ...]) -> Iterator[Mistake]:
    layout = LAYOUTS[form]
    for name, span in layout.fields.items():
        problem = _problem(name, cut(lines, span))
        if problem is None and span.check is not None and not _digit_fits(lines, layout, name):
            problem = Problem.CHECK_DIGIT
        if problem:
            yield Mistake(name, problem)
    if not _composite_fits(lines, layout):
        yield Mistake(Field.COMPOSITE, Problem.CHECK_DIGIT)


def _digit_fits(lines: tuple[str, ...], layout: Layout, name: Field) -> bool:
    span = layout.fields[name]
    digit = cut(lines, _check_span(span))
    if name is Field.NUMBER and digit == FILLER:
        return _long_number(lines, layout) is not None
    return _fits(name, cut(lines, span), digit)


def _problem(name: Field, text: str) -> Problem | None:
    """What is wrong with a field by itself, its check digit aside."""
    bare = text.strip(FILLER)
    if not bare and name in (Field.DOCUMENT_CODE, Field.ISSUER, Field.NAMES, Field.NUMBER, Field.NATIONALITY):
        return Problem.EMPTY
    if name is Field.DOCUMENT_CODE and text[0] not in LETTERS:
        return Problem.CHARACTERS
    if name in _LETTERS_ONLY and set(bare) - set(LETTERS + FILLER):
        return Problem.CHARACTERS
    if name is Field.SEX and text not in ("M", "F", FILLER):
        return Problem.CHARACTERS
    if name in _DATES and not is_day(text):
        return Problem.NOT_A_DATE
    return None


def _long_number(lines: tuple[str, ...], layout: Layout) -> tuple[str, str] | None:
    """A number of more than nine characters, and what the optional part holds besides (ICAO 9303-5, 4.2.2).

    None where the digit that closes it does not fit.
    """
    first = cut(lines, layout.fields[Field.NUMBER])
    rest, _, others = cut(lines, layout.fields[Field.OPTIONAL]).partition(FILLER)
    if len(rest) < 2 or check_digit(first + rest[:-1]) != rest[-1]:
        return None
    return first + rest[:-1], others.strip(FILLER)


def _zone(form: Format, lines: tuple[str, ...]) -> Zone:
    layout = LAYOUTS[form]
    text = {name: cut(lines, span) for name, span in layout.fields.items()}
    bare = {name: one.rstrip(FILLER) for name, one in text.items()}
    long = cut(lines, _check_span(layout.fields[Field.NUMBER])) == FILLER
    number, optional = bare[Field.NUMBER], bare[Field.OPTIONAL]
    if long:
        found = _long_number(lines, layout)
        assert found is not None
        number, optional = found
    primary, secondary = _names(bare[Field.NAMES])
    return Zone(
        format=form,
        document_code=bare[Field.DOCUMENT_CODE],
        issuer=bare[Field.ISSUER],
        primary=primary,
        secondary=secondary,
        number=number,
        nationality=bare[Field.NATIONALITY],
        birth=text[Field.BIRTH],
        sex=bare[Field.SEX],
        expiry=text[Field.EXPIRY],
        optional=optional,
        optional_2=bare.get(Field.OPTIONAL_2, ""),
        names_cut=not text[Field.NAMES].endswith(FILLER),
    )


def _names(text: str) -> tuple[str, str]:
    """Primary and secondary identifier; a name without surname is all primary (ICAO 9303-3, 4.6)."""
    primary, _, secondary = text.strip(FILLER).partition(FILLER * 2)
    return _words(primary), _words(secondary)


def _words(text: str) -> str:
    return " ".join(word for word in text.split(FILLER) if word)
