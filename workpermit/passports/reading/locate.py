"""Finding the lines of a zone on a page: what is darker than its surroundings, straightened, in long even rows."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter

_SMALL = 700  # pixels across, for finding the tilt
_STEEPEST = 12  # degrees of tilt that are looked for
_BLOCKS = 24  # a line of a zone has ink in most of as many parts of the page
_LINE_SPACING = 5 / 3  # of a zone, in pitches: six lines and ten characters to the inch (ICAO 9303-3)
_LENGTHS = (44, 36, 30)
_GLYPH = 0.72  # of the pitch is ink


class Row(NamedTuple):
    """One line of characters: its middle at both ends, left edge, pitch (all in pixels) and how many there are."""

    y: float
    x: float
    pitch: float
    length: int


class Found(NamedTuple):
    """Lines that may be a zone, on the straightened picture of the ink."""

    ink: Image.Image
    rows: tuple[Row, ...]


def find_zones(page: Image.Image) -> Iterator[Found]:
    """What may be a zone on an upright page, the lowest first."""
    ink = straighten(ink_of(page))
    bands = _bands(ink)
    for lower in reversed(range(1, len(bands))):
        for upper in reversed(range(max(0, lower - 2), lower)):
            yield from _pair(ink, bands, upper, lower)


def ink_of(page: Image.Image) -> Image.Image:
    """Dark strokes alone: what a closing fills. Shadow, glare, photograph and the paper's edge vanish.

    The closing is as wide as a character, because less would leave the dense ones (8, K, M, W) unfilled where they are
    blurred; it looks at a softer picture, in which no grain is the lightest point.
    """
    grey, soft = (page.convert("L").filter(ImageFilter.GaussianBlur(page.width / part)) for part in (1600, 600))
    width = max(8, page.width // 60)
    closed = _widest(_widest(soft, ImageChops.lighter, width), ImageChops.darker, -width)
    return ImageChops.subtract(closed, grey)


def _widest(picture: Image.Image, better: Callable[[Image.Image, Image.Image], Image.Image], width: int) -> Image.Image:
    """The lightest (or darkest) pixel of each square of `width`, by doubling; negative widths look the other way."""
    sign = 1 if width > 0 else -1
    for across, down in ((1, 0), (0, 1)):
        reached = 1
        while reached < abs(width):
            step = min(reached, abs(width) - reached) * sign
            picture = better(picture, ImageChops.offset(picture, across * step, down * step))
            reached += abs(step)
    return picture


def straighten(ink: Image.Image) -> Image.Image:
    """Turn the picture so that its rows lie level."""
    small = ink.resize((_SMALL, max(1, ink.height * _SMALL // ink.width)), Image.Resampling.BOX)
    tilt = max(range(-_STEEPEST, _STEEPEST + 1), key=lambda angle: _levelness(small, angle))
    tilt_near = max((tilt + step / 5 for step in range(-5, 6)), key=lambda angle: _levelness(small, angle))
    half = ink.resize((_SMALL * 2, small.height * 2), Image.Resampling.BOX)
    tilt_exact = max((tilt_near + step / 20 for step in range(-4, 5)), key=lambda angle: _levelness(half, angle))
    return ink.rotate(tilt_exact, Image.Resampling.BICUBIC, expand=True)


def _levelness(ink: Image.Image, angle: float) -> float:
    """How much neighbouring rows differ: most where the text lies level."""
    turned = ink.rotate(angle, Image.Resampling.BILINEAR).convert("F")
    rows = _numbers(turned.resize((1, turned.height), Image.Resampling.BOX))
    return sum((below - above) ** 2 for above, below in pairwise(rows))


def _numbers(line: Image.Image) -> list[float]:
    return [float(one) for one in line.get_flattened_data()]  # type: ignore[arg-type]


def _bands(ink: Image.Image) -> list[float]:
    """The middles of the rows in which most parts of the page have ink."""
    blocks = ink.convert("F").resize((_BLOCKS, ink.height), Image.Resampling.BOX)
    values = _numbers(blocks)
    rows = [sorted(values[at : at + _BLOCKS])[_BLOCKS * 2 // 5] for at in range(0, len(values), _BLOCKS)]
    floor = sorted(rows)[len(rows) // 2]
    enough = floor + (max(rows) - floor) * 0.35
    middles, start = [], None
    for y, value in enumerate([*rows, 0.0]):
        if value > enough and start is None:
            start = y
        elif value <= enough and start is not None:
            if y - start >= 4:
                middles.append((start + y) / 2)
            start = None
    return middles


def _pair(ink: Image.Image, bands: list[float], upper: int, lower: int) -> Iterator[Found]:
    spacing = bands[lower] - bands[upper]
    guessed = spacing / _LINE_SPACING
    for count in _LENGTHS:
        rows = [_row(ink, bands[one], guessed, count) for one in (upper, lower)]
        if all(rows):
            yield Found(ink, tuple(row for row in rows if row))
            third = _row(ink, bands[upper] - spacing, guessed, count) if count == 30 else None
            if third:
                yield Found(ink, (third, *(row for row in rows if row)))


def _row(ink: Image.Image, y: float, guessed: float, count: int) -> Row | None:
    """The run of characters at this height, if it is about as long as so many characters are."""
    half = guessed * 0.5
    if guessed < 5 or y - half < 0 or y + half > ink.height:
        return None
    strip = ink.crop((0, int(y - half), ink.width, int(y + half))).convert("F")
    columns = _numbers(strip.resize((ink.width, 1), Image.Resampling.BOX))
    length = guessed * (count - 1 + _GLYPH)
    for left, right in _runs(columns, gap=guessed * 1.3):
        if 0.93 < (right - left) / length < 1.07:
            pitch = (right - left) / (count - 1 + _GLYPH)
            return Row(y, left - pitch * (1 - _GLYPH) / 2, pitch, count)
    return None


def _runs(columns: list[float], gap: float) -> Iterator[tuple[int, int]]:
    """Stretches of columns with ink, ended by a gap without."""
    ordered = sorted(columns)
    floor, full = ordered[len(columns) // 20], ordered[len(columns) * 7 // 10]
    enough = floor + (full - floor) * 0.3
    start = last = None
    for x, value in enumerate(columns):
        if value < enough:
            continue
        if start is None or last is None:
            start = x
        elif x - last > gap:
            yield start, last + 1
            start = x
        last = x
    if start is not None and last is not None:
        yield start, last + 1
