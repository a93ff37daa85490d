"""From a zone to its lines, with all check digits."""

from workpermit.passports.zone import FILLER, LAYOUTS, Field, Layout, Zone, check_digit


class DoesNotFit(Exception):
    """A field is longer than its place; the argument is the field."""


def write_zone(zone: Zone) -> tuple[str, ...]:
    """The lines of a zone. Names that are too long are cut, everything else must fit. Raises DoesNotFit."""
    layout = LAYOUTS[zone.format]
    rows = [[FILLER] * layout.width for _ in range(layout.lines)]
    for name, text in _texts(zone, layout).items():
        span = layout.fields[name]
        if len(text) > span.end - span.start:
            raise DoesNotFit(name)
        rows[span.line][span.start : span.start + len(text)] = text
        if span.check is not None and not (name is Field.NUMBER and _is_long(zone, layout)):
            rows[span.line][span.check] = check_digit("".join(rows[span.line][span.start : span.end]))
    if layout.composite:
        covered = "".join("".join(rows[span.line][span.start : span.end]) for span in layout.covered)
        rows[layout.composite.line][layout.composite.start] = check_digit(covered)
    return tuple("".join(row) for row in rows)


def _is_long(zone: Zone, layout: Layout) -> bool:
    span = layout.fields[Field.NUMBER]
    return len(zone.number) > span.end - span.start


def _texts(zone: Zone, layout: Layout) -> dict[Field, str]:
    """The text of each field. Cards and small papers may carry a long number on into the optional part."""
    number, optional = zone.number, zone.optional
    span = layout.fields[Field.NUMBER]
    if _is_long(zone, layout):
        room = span.end - span.start
        if layout.fields[Field.OPTIONAL].check is not None or layout.composite is None:
            raise DoesNotFit(Field.NUMBER)
        rest = number[room:] + check_digit(number)
        number, optional = number[:room], f"{rest}{FILLER}{optional}".rstrip(FILLER)
    names = layout.fields[Field.NAMES]
    return {
        Field.DOCUMENT_CODE: zone.document_code,
        Field.ISSUER: zone.issuer,
        Field.NAMES: _names(zone, names.end - names.start),
        Field.NUMBER: number,
        Field.NATIONALITY: zone.nationality,
        Field.BIRTH: zone.birth,
        Field.SEX: zone.sex or FILLER,
        Field.EXPIRY: zone.expiry,
        Field.OPTIONAL: optional,
    } | ({Field.OPTIONAL_2: zone.optional_2} if Field.OPTIONAL_2 in layout.fields else {})


def _names(zone: Zone, room: int) -> str:
    """Both names in their place; where they are too long, one letter of the given names is kept (9303-3, 4.7)."""
    primary, secondary = (text.replace(" ", FILLER) for text in (zone.primary, zone.secondary))
    if not secondary:
        return primary[:room]
    kept = primary[: room - len(FILLER * 2) - 1]
    return f"{kept}{FILLER * 2}{secondary}"[:room]
