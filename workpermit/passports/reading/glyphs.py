"""Telling one glyph from another: correlation of a small cell with the typeface, sharp and blurred."""

from functools import lru_cache
from itertools import pairwise
from math import sqrt
from operator import mul
from typing import NamedTuple

from PIL import Image, ImageFilter

from workpermit.passports.reading.strip import PITCH, STRIP, TALL
from workpermit.passports.zone import ALPHABET

WIDE, HIGH = 15, 21  # pixels of a cell that is compared; one pitch is WIDE of them
_BLURS = (0.0, 5.0, 9.0)  # pixels in the strip

Vector = tuple[float, ...]


class Guess(NamedTuple):
    """One glyph that a cell may show, and how alike it is: 1 is the same, 0 nothing in common."""

    glyph: str
    likeness: float


@lru_cache(maxsize=1)
def _typeface() -> tuple[tuple[str, Vector], ...]:
    found = []
    with Image.open(STRIP) as strip:
        for blur in _BLURS:
            soft = strip.filter(ImageFilter.GaussianBlur(blur)) if blur else strip
            for place, glyph in enumerate(ALPHABET):
                box = (place * PITCH, 0, (place + 1) * PITCH, TALL)
                cell = soft.crop(box).resize((WIDE, HIGH), Image.Resampling.BOX)
                vector = _unit(cell.tobytes())
                assert vector is not None
                found.append((glyph, vector))
    return tuple(found)


@lru_cache(maxsize=1)
def _plain_typeface() -> tuple[Vector, ...]:
    """One version of each glyph, for finding the place of a line."""
    count = len(ALPHABET)
    return tuple(vector for _, vector in _typeface()[count : 2 * count])


def cells(line: Image.Image) -> list[Vector | None]:
    """The cells of a line image of WIDE x HIGH pixels each, as unit vectors; None where there is nothing at all."""
    data, width = line.tobytes(), line.width
    edges = range(0, width + 1, WIDE)
    return [
        _unit(b"".join(data[row * width + left : row * width + right] for row in range(HIGH)))
        for left, right in pairwise(edges)
    ]


def guess(cell: Vector | None) -> list[Guess]:
    """Every glyph with its likeness, best first."""
    best = dict.fromkeys(ALPHABET, 0.0)
    if cell is not None:
        for glyph, vector in _typeface():
            best[glyph] = max(best[glyph], sum(map(mul, vector, cell)))
    return sorted((Guess(*one) for one in best.items()), key=lambda one: -one.likeness)


def fit(line: Image.Image) -> float:
    """How much the cells of a line look like glyphs, from 0 to 1."""
    found = cells(line)
    total = 0.0
    for cell in found:
        if cell:
            total += max(sum(map(mul, vector, cell)) for vector in _plain_typeface())
    return total / len(found)


def _unit(pixels: bytes) -> Vector | None:
    mean = sum(pixels) / len(pixels)
    around = [one - mean for one in pixels]
    length = sqrt(sum(map(mul, around, around)))
    return tuple(one / length for one in around) if length else None
