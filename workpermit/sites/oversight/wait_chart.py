"""The waits of a centre's day by hour: light to the longest wait, dark to the median (`centres/wait_chart.html`)."""

from collections.abc import Sequence
from dataclasses import dataclass

from workpermit.visits.network import HourTimes

WIDTH, HEIGHT, GAP = 720, 120, 8  # of the picture, in its own units


@dataclass(frozen=True, slots=True)
class Bar:
    """One hour and where it stands in the picture."""

    times: HourTimes
    x: int
    width: int
    longest_height: int
    median_height: int

    @property
    def longest_y(self) -> int:
        return HEIGHT - self.longest_height

    @property
    def median_y(self) -> int:
        return HEIGHT - self.median_height

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class WaitChart:
    """The hours at which somebody was called."""

    bars: tuple[Bar, ...]
    width, height, picture_height = WIDTH, HEIGHT, HEIGHT + 26


def draw_waits(hours: Sequence[HourTimes]) -> WaitChart:
    """The highest bar is the longest wait of the day."""
    step = min(WIDTH // max(1, len(hours)), WIDTH // 6)
    highest = max([1.0, *(one.longest for one in hours)])
    return WaitChart(
        tuple(
            Bar(one, place * step, step - GAP, int(HEIGHT * one.longest / highest), int(HEIGHT * one.median / highest))
            for place, one in enumerate(hours)
        )
    )
