"""The load of a day by hour: what a table says and a small picture shows (`sites/parts/load_chart.html`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from workpermit.appointments.queries import Load
from workpermit.centres.capacity import CLOSED
from workpermit.centres.plan import Plan
from workpermit.sites.centres_words import LIMITS

WIDTH, HEIGHT, GAP = 720, 160, 8  # of the picture, in its own units
NOTHING = Load()


@dataclass(frozen=True, slots=True)
class Row:
    """One hour; the four last are where its bars stand in the picture."""

    hour: int
    places: int
    limit: str | Promise
    staff: int
    load: Load
    x: int
    width: int
    places_height: int
    booked_height: int

    @property
    def free(self) -> int:
        return max(0, self.places - self.load.all)

    @property
    def is_over(self) -> bool:
        """More people have a place than can be served: a counter was closed after they had booked."""
        return self.load.all > self.places

    @property
    def places_y(self) -> int:
        return HEIGHT - self.places_height

    @property
    def booked_y(self) -> int:
        return HEIGHT - self.booked_height

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class DayLoad:
    """A whole day of a centre: its hours, and the sums."""

    day: date
    rows: tuple[Row, ...]

    @property
    def places(self) -> int:
        return sum(row.places for row in self.rows)

    @property
    def booked(self) -> int:
        return sum(row.load.all for row in self.rows)

    @property
    def kept(self) -> int:
        return sum(row.load.kept for row in self.rows)

    @property
    def missed(self) -> int:
        return sum(row.load.missed for row in self.rows)

    @property
    def over(self) -> int:
        """How many people have a place in an hour that can no longer serve them."""
        return sum(max(0, row.load.all - row.places) for row in self.rows)

    @property
    def percent(self) -> int:
        """Booked places in a hundred; 0 where there are none."""
        return round(100 * self.booked / self.places) if self.places else 0

    width, height, picture_height = WIDTH, HEIGHT, HEIGHT + 26


def day_load(plan: Plan, centre: str, day: date, loads: Mapping[tuple[str, date, int], Load]) -> DayLoad:
    """The hours of a day that are open or have somebody booked."""
    offered = plan.day(centre, day)
    hours = sorted({*offered, *(hour for code, on, hour in loads if (code, on) == (centre, day))})
    found = {hour: loads.get((centre, day, hour), NOTHING) for hour in hours}
    highest = max([1, *(one.places for one in offered.values()), *(load.all for load in found.values())])
    step = WIDTH // max(1, len(hours))
    return DayLoad(
        day,
        tuple(
            Row(
                hour=hour,
                places=offered.get(hour, CLOSED).places,
                limit=LIMITS[offered.get(hour, CLOSED).limit],
                staff=plan.staff_in(centre, day, hour) if hour in offered else 0,
                load=found[hour],
                x=place * step,
                width=step - GAP,
                places_height=HEIGHT * offered.get(hour, CLOSED).places // highest,
                booked_height=HEIGHT * found[hour].all // highest,
            )
            for place, hour in enumerate(hours)
        ),
    )
