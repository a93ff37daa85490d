"""A map of Thailand drawn from the seats of its provinces: each with centres is a circle of its places.

The circle's area is the places of the day and its colour how the province stands; an inner circle is what is booked
of the places. Around Bangkok the seats are too close to each other, so that part is drawn again, larger.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from workpermit.catalogue.queries import list_provinces
from workpermit.catalogue.reference import Province
from workpermit.catalogue.wording import Text

# Degrees of the four edges: west, south, east, north.
COUNTRY = (95.6, 5.4, 106.6, 20.7)
AROUND_BANGKOK = (99.45, 13.2, 101.75, 14.7)
SCALE, LARGER = 46, 5  # units of the picture for a degree of latitude; how much larger the part is drawn
AREA = 0.42  # of a circle, in square units, for a place of the day
SMALLEST = 2.5
LETTER, LINE = 6.6, 15  # how wide a letter of a label is, and how high its line
# Each level has a depth of its own as well as a hue, and the label says the number.
EDGE = "#5b7a83"
FILLS = {"none": "#eeebe3", "ok": "#7fb3bd", "wait": "#2f7684", "warn": "#e0a021", "bad": "#9d2b22"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn for a province; with `booked` that share is the coloured circle inside, else the whole is."""

    province: str
    places: int
    level: str
    label: str
    booked: int | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A province: where its seat is drawn; without centres it has no circle."""

    name: Text
    x: int
    y: int
    mark: Mark | None = None
    is_left: bool = False  # its label stands on the left

    @property
    def places(self) -> int:
        return self.mark.places if self.mark else 0

    @property
    def label(self) -> str:
        return self.mark.label if self.mark else ""

    @property
    def fill(self) -> str:
        return FILLS[self.mark.level if self.mark else "none"]

    @property
    def edge(self) -> str:
        """Of the outer circle, so that a level is seen where nothing is booked."""
        return EDGE if self.mark is None or self.mark.level == "none" else self.fill

    @property
    def outer(self) -> float:
        return _radius(self.places)

    @property
    def inner(self) -> float:
        """Of the coloured circle: as large as the outer one where no share is drawn, 0 where nothing is booked."""
        if self.mark is None or self.mark.booked is None:
            return self.outer
        return _radius(self.mark.booked) if self.mark.booked else 0

    @property
    def label_x(self) -> float:
        return self.x + (self.outer + 4) * (-1 if self.is_left else 1)

    @property
    def label_width(self) -> float:
        return (len(self.name.en) + len(self.label) + 1) * LETTER

    @property
    def label_y(self) -> int:
        return self.y + 4


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawing; `frame` is what is drawn larger elsewhere: x, y, width, height."""

    width: int
    height: int
    quiet: tuple[Dot, ...]
    centres: tuple[Dot, ...]
    frame: tuple[int, int, int, int] | None = None


def draw_country(marks: Iterable[Mark]) -> tuple[Picture, Picture]:
    """The whole country, and the part around Bangkok; one mark for each province that has any."""
    known = {mark.province: mark for mark in marks}
    whole = _draw(COUNTRY, SCALE, known, leave_out=AROUND_BANGKOK)
    return whole, _draw(AROUND_BANGKOK, SCALE * LARGER, known)


def _draw(
    edges: tuple[float, float, float, float],
    scale: int,
    marks: dict[str, Mark],
    leave_out: tuple[float, float, float, float] | None = None,
) -> Picture:
    west, south, east, north = edges
    across = scale * math.cos(math.radians(13))

    def at(latitude: float, longitude: float) -> tuple[int, int]:
        return round((longitude - west) * across), round((north - latitude) * scale)

    quiet, centres = [], []
    for province in list_provinces():
        if not _is_in(province, edges):
            continue
        x, y = at(province.latitude, province.longitude)
        if province.code in marks and not (leave_out and _is_in(province, leave_out)):
            centres.append(Dot(province.name, x, y, marks[province.code]))
        else:
            quiet.append(Dot(province.name, x, y))
    width, height = at(south, east)
    centres = [replace(dot, is_left=_needs_left(dot, centres, width)) for dot in centres]
    frame = None
    if leave_out:
        (left, top), (right, bottom) = at(leave_out[3], leave_out[0]), at(leave_out[1], leave_out[2])
        frame = (left, top, right - left, bottom - top)
    return Picture(width, height, tuple(quiet), tuple(centres), frame)


def _needs_left(dot: Dot, others: list[Dot], width: int) -> bool:
    """Whether the label would leave the picture on the right, or run into another province there."""
    ends = dot.label_x + dot.label_width
    begins = dot.x - dot.outer - dot.label_width
    beside = [one.x for one in others if one is not dot and abs(one.y - dot.y) < LINE]
    if ends > width:
        return True
    return any(dot.x < x < ends for x in beside) and begins > 0 and not any(begins < x < dot.x for x in beside)


def _is_in(province: Province, edges: tuple[float, float, float, float]) -> bool:
    west, south, east, north = edges
    return west <= province.longitude <= east and south <= province.latitude <= north


def _radius(count: int) -> float:
    return round(max(SMALLEST, math.sqrt(AREA * count / math.pi)), 1)
