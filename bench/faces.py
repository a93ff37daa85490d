"""What a comparison of two faces costs: writes the line of `docs/passport-reading.md`.

`python -m bench.faces [pairs]`; drawn faces, the child's start and the reading of the models included.
"""

import resource
import sys
from statistics import median

from bench.passports import put_between
from tests.faces.drawing import draw_faces
from workpermit.catalogue.face_rules import face_rules
from workpermit.faces.compare import Seen, compare_faces

BEGIN, END = "<!-- faces -->", "<!-- end of faces -->"


def measure(pairs: int) -> list[float]:
    """Processor seconds of each comparison of a live picture with one paper: those of the child."""
    seconds = []
    for seed in range(1, pairs + 1):
        live, paper = draw_faces(seed), draw_faces(seed, blur=1.6)
        start = spent()
        found = compare_faces(live, [paper], face_rules().quality)
        seconds.append(spent() - start)
        assert found.seen is Seen.COMPARED
    return seconds


def spent() -> float:
    """Processor seconds of the children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(pairs: int) -> None:
    """Measure and write."""
    seconds = measure(pairs)
    middle, slowest = median(seconds), max(seconds)
    line = f"{pairs} pairs, one after the other: {middle:.1f} s a pair in the middle, {slowest:.1f} s at most."
    put_between(BEGIN, END, line)
    print(line)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
