"""Reading the zone of a page."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from PIL import Image

from workpermit.passports.parse import mend_lines, parse_zone
from workpermit.passports.reading.decide import TooDoubtful, decide, formats_of
from workpermit.passports.reading.glyphs import HIGH, WIDE, Guess, cells, fit, guess
from workpermit.passports.reading.locate import Found, Row, find_zones
from workpermit.passports.zone import ZoneBroken

LEAST_LIKENESS = 0.72  # of a line, below which its glyphs are guesswork
_LEAST_SIDE = 150  # pixels; a zone on less cannot be told
_MOST_LOPSIDED = 5  # times as long as wide
_MOST_PLACES = 6  # on one page that are read
_PARTS = 4  # of a line that are put right by themselves: pages are never quite flat
_SHIFTS = (-0.24, -0.16, -0.08, 0.0, 0.08, 0.16, 0.24)  # in pitches


class Reading(NamedTuple):
    """The lines of a valid zone, the mean likeness of the glyphs to the typeface in the worse line (0 to 1), and
    whether the names are read without doubt: no check digit covers them.
    """

    lines: tuple[str, ...]
    likeness: float
    sure_of_names: bool


def read_zone(page: Image.Image) -> Reading | None:
    """The zone on a page in any of the four directions; None where no lines fit all their check digits."""
    if min(page.size) < _LEAST_SIDE or max(page.size) > min(page.size) * _MOST_LOPSIDED:
        return None
    for turned in _directions(page):
        readings = [found for place in islice(find_zones(turned), _MOST_PLACES) if (found := _read(place))]
        if readings:
            return max(readings, key=lambda one: one.likeness)
    return None


def _directions(page: Image.Image) -> Iterator[Image.Image]:
    yield page
    for turn in (Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_270):
        yield page.transpose(turn)


def _read(place: Found) -> Reading | None:
    """The best valid reading of these lines."""
    lines = [_guesses(place.ink, row) for row in place.rows]
    best: Reading | None = None
    for form in formats_of(lines):
        try:
            decided = decide(lines, form)
        except TooDoubtful:
            continue
        if decided.likeness < LEAST_LIKENESS or (best and decided.likeness <= best.likeness):
            continue
        try:
            parse_zone(decided.lines)
        except ZoneBroken:
            continue
        best = Reading(mend_lines(decided.lines)[1], decided.likeness, decided.sure_of_names)
    return best


def _guesses(ink: Image.Image, row: Row) -> list[list[Guess]]:
    """What each cell of a line may show, after its parts were moved to where they fit best."""
    edges = [row.length * part // _PARTS for part in range(_PARTS + 1)]
    found: list[list[Guess]] = []
    for first, last in zip(edges, edges[1:], strict=False):
        down = max(_SHIFTS, key=lambda shift: fit(_cut(ink, row, first, last, 0, shift)))
        right = max(_SHIFTS, key=lambda shift: fit(_cut(ink, row, first, last, shift, down)))
        found += [guess(cell) for cell in cells(_cut(ink, row, first, last, right, down))]
    return found


def _cut(ink: Image.Image, row: Row, first: int, last: int, right: float, down: float) -> Image.Image:
    """The cells from `first` to before `last`, moved by parts of the pitch."""
    x, y = row.x + (first + right) * row.pitch, row.y + down * row.pitch
    tall = row.pitch * HIGH / WIDE
    box = (
        max(0.0, x),
        max(0.0, y - tall / 2),
        min(ink.width, x + (last - first) * row.pitch),
        min(ink.height, y + tall / 2),
    )
    return ink.resize(((last - first) * WIDE, HIGH), Image.Resampling.BILINEAR, box=box)
