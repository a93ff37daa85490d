"""Serial numbers of blank cards.

A blank carries two letters and eight digits, `TH-0000-0123` on its sleeve and in its barcode. No source says how the
makers number blanks; this form is ours, and everything that knows it stands in this file. Inside it is one whole
number, letters first, so that the database compares ranges of any letters on one line.
"""

import re
from dataclasses import dataclass

DIGITS = 8
SPAN = 100_000_000  # serials under one pair of letters
MOST = 26 * 26 * SPAN
_TYPED = re.compile(r"([A-Z]{2})([0-9]{8})")
_BETWEEN = re.compile(r"[\s\-–./]")


@dataclass(frozen=True, slots=True, order=True)
class Serials:
    """A range of serials, both ends with it."""

    first: int
    last: int

    @property
    def count(self) -> int:
        """How many cards."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        one = show_serial(self.first)
        return one if self.count == 1 else f"{one} – {show_serial(self.last)}"


def read_serial(typed: str) -> int:
    """A serial as typed or scanned; blanks, hyphens and small letters do not matter. Raises ValueError."""
    found = _TYPED.fullmatch(_BETWEEN.sub("", typed).upper())
    if found is None:
        raise ValueError("not a serial")
    letters, digits = found[1], found[2]
    return (26 * _place(letters[0]) + _place(letters[1])) * SPAN + int(digits)


def read_range(first: str, last: str = "") -> Serials:
    """A range of one pair of letters; without `last` a single card. Raises ValueError."""
    begins = read_serial(first)
    ends = read_serial(last) if last.strip() else begins
    if ends < begins or begins // SPAN != ends // SPAN:
        raise ValueError("not a range")
    return Serials(begins, ends)


def show_serial(serial: int) -> str:
    """`TH-0000-0123`."""
    letters, digits = divmod(serial, SPAN)
    text = f"{digits:0{DIGITS}d}"
    return f"{chr(65 + letters // 26)}{chr(65 + letters % 26)}-{text[:4]}-{text[4:]}"


def joined(ranges: "list[Serials]") -> list[Serials]:
    """The same serials in as few ranges as possible, in order. Raises ValueError where one is named twice."""
    found: list[Serials] = []
    for one in sorted(ranges):
        if found and one.first <= found[-1].last:
            raise ValueError("named twice")
        if found and one.first == found[-1].last + 1 and one.first % SPAN:
            found[-1] = Serials(found[-1].first, one.last)
        else:
            found.append(one)
    return found


def without(ranges: "list[Serials]", taken: "list[Serials]") -> list[Serials]:
    """What is left of `ranges` without `taken`, in order."""
    left = joined(ranges)
    for gone in taken:
        left = [piece for one in left for piece in _cut(one, gone)]
    return left


def _cut(one: Serials, gone: Serials) -> list[Serials]:
    if gone.last < one.first or one.last < gone.first:
        return [one]
    before, after = Serials(one.first, gone.first - 1), Serials(gone.last + 1, one.last)
    return [piece for piece in (before, after) if piece.first <= piece.last]


def _place(letter: str) -> int:
    return ord(letter) - 65
