"""Reading the zone of a drawn passport page; `docs/passport-reading.md` has its accuracy on 540 pages."""

from random import Random

from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import alone, median_run
from tests.passports.drawing import Camera, draw_page, make_zone
from workpermit.passports.reading.locate import ink_of, straighten
from workpermit.passports.reading.read import read_zone

TARGET = Target(p50=1500)
_CAMERA = Camera(tilt=2.3, blur=1.5, noise=0.1)


def measure(ground: Ground) -> list[Line]:
    """Beside the part of the work that Pillow does: the strokes of the page, turned level."""
    seconds, runs = ground.sizes.seconds, ground.sizes.runs
    random = Random(1)
    page = draw_page(make_zone(random), random, _CAMERA)
    reading = median_run([alone(lambda: read_zone(page), seconds=seconds) for _ in range(runs)])
    limit = median_run([alone(lambda: straighten(ink_of(page)), seconds=seconds) for _ in range(runs)])
    words = "Read the zone of a passport page"
    return [Line("passport-zone", words, 1, reading, TARGET, "the page made level", limit.rate)]
