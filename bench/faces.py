"""What a comparison of two faces costs, and how often it errs on drawn faces: writes into `docs/passport-reading.md`.

`python -m bench.faces [faces]`; drawn faces of nobody. They say that the way from picture to band works, and
nothing about people.
"""

import io
import resource
import sys
from collections import Counter
from collections.abc import Iterable
from random import Random
from statistics import median

from PIL import Image, ImageFilter

from bench.passports import put_between
from tests.faces.drawing import draw_faces
from workpermit.catalogue.face_rules import face_rules
from workpermit.faces.compare import Seen, compare_faces

BEGIN, END = "<!-- faces -->", "<!-- end of faces -->"
PAIRS = 12  # that are measured, each in a child of its own
BANDS = ("alike", "unclear", "unlike")

Pair = tuple[bytes, bytes]


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


def photograph_of(picture: bytes, seed: int) -> bytes:
    """What a camera makes of a printed picture that is held before it: tilted, softer, with an edge and grain."""
    random = Random(seed)
    with Image.open(io.BytesIO(picture)) as opened:
        print_ = opened.convert("RGB").resize((520, 520))
    scene = Image.new("RGB", (900, 700), (90, 80, 70))
    scene.paste(print_, (random.randint(120, 240), random.randint(60, 120)))
    scene = scene.rotate(random.uniform(-6, 6), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.8))
    grain = Image.effect_noise(scene.size, 16).convert("RGB")
    out = io.BytesIO()
    Image.blend(scene, grain, 0.06).save(out, "JPEG", quality=85)
    return out.getvalue()


def pairs_of(faces: int) -> dict[str, list[Pair]]:
    """What is compared: live picture and paper."""
    seeds = range(1, faces + 1)
    papers = {seed: draw_faces(seed, blur=1.6) for seed in seeds}
    return {
        "the same face, other light": [(draw_faces(seed, light=0.85), papers[seed]) for seed in seeds],
        "another face": [(draw_faces(seed), papers[seed % faces + 1]) for seed in seeds],
        "a photograph of the same face's picture": [
            (photograph_of(draw_faces(seed), seed), papers[seed]) for seed in seeds
        ],
    }


def outcomes(pairs: Iterable[Pair]) -> Counter[str]:
    """How many pairs came into each band; anything else is not compared."""
    from workpermit.faces.matcher import match  # dlib is loaded only where it is measured

    rules, found = face_rules(), Counter[str]()
    for live, paper in pairs:
        seen = match(live, [paper], rules.quality)
        found[rules.band_of(seen.distance) if seen.seen is Seen.COMPARED else "not compared"] += 1
    return found


def table(faces: int) -> str:
    """The Markdown table of the bands."""
    rows = ["| Before the camera | Alike | Unclear | Unlike | Not compared |", "|---|---|---|---|---|"]
    for kind, pairs in pairs_of(faces).items():
        found = outcomes(pairs)
        rows.append(f"| {kind} | {' | '.join(str(found[one]) for one in (*BANDS, 'not compared'))} |")
    return "\n".join(rows)


def main(faces: int) -> None:
    """Measure and write."""
    seconds = measure(min(PAIRS, faces))
    words = f"{len(seconds)} pairs: {median(seconds):.1f} s a pair in the middle, {max(seconds):.1f} s at most."
    put_between(
        BEGIN, END, f"{words} Two cores compare two at a time.\n\n{faces} drawn faces of nobody:\n\n{table(faces)}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
