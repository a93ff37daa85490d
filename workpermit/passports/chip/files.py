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
    """The value of one element (BER-TLV, definite length) that fills the bytes. Raises ChipUnreadable."""
    if not raw.startswith(tag) or len(raw) < len(tag) + 1:
        raise ChipUnreadable("another tag")
    start = len(tag) + 1
    length = raw[start - 1]
    if length >= 0x80:
        more = length & 0x7F
        if not 1 <= more <= 3:
            raise ChipUnreadable("a length that no chip has")
        length = int.from_bytes(raw[start : start + more])
        start += more
    if start + length != len(raw):
        raise ChipUnreadable("another length")
    return raw[start:]
