"""What a reader hands over: the raw files of a chip, as one JSON text.

`{"v": 1, "sod": "…", "groups": {"1": "…", "2": "…"}}`: the bytes of EF.SOD and of the data groups as the chip gave
them, in Base64 (RFC 4648, section 4). Data group 1 (the zone) is needed, 2 (the portrait) is not. What the reader
itself thinks of them is not asked: it is verified again.
"""

import base64
import binascii
import json
from dataclasses import dataclass

LARGEST = 400_000  # bytes of the text; a portrait has some 20 kB
_ZONE_SIZES = {88: 44, 90: 30, 72: 36}  # characters of a zone: of a line


class ChipUnreadable(Exception):
    """This is not what a reader hands over, or not what a chip holds."""


@dataclass(frozen=True, slots=True)
class ChipFiles:
    """The raw bytes of EF.SOD and of the data groups by number."""

    sod: bytes
    groups: dict[int, bytes]


def read_files(text: bytes) -> ChipFiles:
    """The files in a reader's text. Raises ChipUnreadable."""
    if len(text) > LARGEST:
        raise ChipUnreadable("too large")
    try:
        said = json.loads(text)
        if said["v"] != 1:
            raise ChipUnreadable("not of version 1")
        groups = {int(number): base64.b64decode(raw, validate=True) for number, raw in said["groups"].items()}
        sod = base64.b64decode(said["sod"], validate=True)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise ChipUnreadable("not of this form") from error
    if 1 not in groups or not groups.keys() <= set(range(1, 17)):
        raise ChipUnreadable("no data group 1, or one that does not exist")
    return ChipFiles(sod, groups)


def zone_lines(group: bytes) -> tuple[str, ...]:
    """The lines of the zone in data group 1 (part 10, section 4.7.1). Raises ChipUnreadable."""
    text = inside(inside(group, b"\x61"), b"\x5f\x1f")
    width = _ZONE_SIZES.get(len(text))
    if width is None or not text.isascii():
        raise ChipUnreadable("data group 1 is no zone")
    zone = text.decode("ascii")
    return tuple(zone[start : start + width] for start in range(0, len(zone), width))


def inside(raw: bytes, tag: bytes) -> bytes:
    """The value of one element of this tag that fills the bytes. Raises ChipUnreadable."""
    found = elements(raw)
    if [name for name, _ in found] != [tag]:
        raise ChipUnreadable("another tag")
    return found[0][1]


def elements(raw: bytes) -> list[tuple[bytes, bytes]]:
    """Elements that fill the bytes one after the other, as (tag, value): BER-TLV of definite lengths (ISO/IEC 7816-4,
    section 5.2.2). Raises ChipUnreadable.
    """
    found, at = [], 0
    while at < len(raw):
        after_tag = at + (2 if raw[at] & 0x1F == 0x1F else 1)  # no file of a passport has tags of three bytes
        start, length = _length(raw, after_tag)
        if start + length > len(raw):
            raise ChipUnreadable("another length")
        found.append((raw[at:after_tag], raw[start : start + length]))
        at = start + length
    return found


def _length(raw: bytes, at: int) -> tuple[int, int]:
    """Where the value begins, and its length in bytes."""
    if at >= len(raw):
        raise ChipUnreadable("another length")
    if raw[at] < 0x80:
        return at + 1, raw[at]
    more = raw[at] & 0x7F
    if not 1 <= more <= 3 or at + 1 + more > len(raw):
        raise ChipUnreadable("a length that no chip has")
    return at + 1 + more, int.from_bytes(raw[at + 1 : at + 1 + more])
