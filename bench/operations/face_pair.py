"""Comparing a live picture with a paper, in a child of its own as at a counter; the faces are drawn."""

from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import alone, median_run
from tests.faces.drawing import draw_faces
from workpermit.catalogue.face_rules import face_rules
from workpermit.faces.compare import Seen, compare_faces


def measure(ground: Ground) -> list[Line]:
    """Beside the same work without the child: its start, and opening the pictures behind a wall, are the difference."""
    from workpermit.faces.matcher import match  # dlib is loaded where it is measured, and not by every other operation

    seconds, runs = ground.sizes.seconds, ground.sizes.runs
    live, paper, quality = draw_faces(1), draw_faces(1, blur=1.6), face_rules().quality

    def compare() -> None:
        if compare_faces(live, [paper], quality).seen is not Seen.COMPARED:
            raise RuntimeError("two pictures of one face were not compared")

    found = median_run([alone(compare, seconds=seconds) for _ in range(runs)])
    limit = median_run([alone(lambda: match(live, [paper], quality), seconds=seconds) for _ in range(runs)])
    words = "Compare a live face with a paper"
    return [Line("face-pair", words, 1, found, Target(), "the same without a child", limit.rate)]
