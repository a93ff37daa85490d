"""Fingers and irises: what a capture device hands over is recognised by its header, sealed, and compared by nobody.

Accepted are whole records in the interchange formats of ISO/IEC 19794, editions of 2011: finger minutiae (part 2),
finger image (part 4) and iris image (part 6), without a CBEFF envelope. Only the general header is read: format,
version, length and number of representations. There is no matcher, neither one to one nor one against all; whoever
brings one implements `Matcher` in the government zone.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

LARGEST = 1_000_000  # bytes of a record
_HEADER = 15  # bytes: format 4, version 4, length 4, number of representations 2, certification 1


class Modality(StrEnum):
    """What of a person a record is about."""

    FINGER = "finger"
    IRIS = "iris"


_FORMATS = {
    b"FMR\x00030\x00": Modality.FINGER,  # 19794-2:2011
    b"FIR\x00020\x00": Modality.FINGER,  # 19794-4:2011
    b"IIR\x00020\x00": Modality.IRIS,  # 19794-6:2011
}


class NotARecord(Exception):
    """The bytes are no record of these formats; the text says what is wrong, never what they hold."""


class Header(NamedTuple):
    """What the general header says; `representations` counts fingers or eyes, or views of them."""

    modality: Modality
    representations: int


class Matcher(Protocol):
    """What would compare records, in the government zone and nowhere else. None comes with this system."""

    def compare(self, one: bytes, other: bytes) -> float:
        """How alike two records are, in the matcher's own measure. Raises NotARecord."""

    def search(self, one: bytes, among: Sequence[bytes]) -> Sequence[int]:
        """Places of the records that may be of the same person. Raises NotARecord."""


def read_header(record: bytes) -> Header:
    """The general header of a record that is as long as it says. Raises NotARecord."""
    if not _HEADER < len(record) <= LARGEST:
        raise NotARecord("length")
    modality = _FORMATS.get(record[:8])
    if modality is None:
        raise NotARecord("format")
    if int.from_bytes(record[8:12]) != len(record):
        raise NotARecord("length")
    representations = int.from_bytes(record[12:14])
    if not representations:
        raise NotARecord("representations")
    return Header(modality, representations)
