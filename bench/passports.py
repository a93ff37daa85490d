"""How well the zone of a passport is read: writes the table of `docs/passport-reading.md`.

`python -m bench.passports [pages of each kind]`; 60 of each make a corpus of 540 drawn pages.
"""

import sys
import time
from pathlib import Path
from random import Random
from statistics import median
from typing import NamedTuple

from tests.passports.drawing import Camera, draw_page, make_zone
from workpermit.passports.reading.read import read_zone
from workpermit.passports.write import write_zone

DOCUMENT = Path(__file__).parents[1] / "docs" / "passport-reading.md"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"

KINDS = {
    "as printed": Camera(),
    "tilted 4°": Camera(tilt=4),
    "tilted −9°": Camera(tilt=-9),
    "blurred, 1.5 px": Camera(blur=1.5),
    "blurred, 2.5 px": Camera(blur=2.5),
    "glare, weak": Camera(glare=0.5),
    "glare, strong": Camera(glare=0.9),
    "noise": Camera(noise=0.3),
    "tilt, blur, glare and noise": Camera(tilt=2.3, blur=1.5, glare=0.5, noise=0.2),
}


class Score(NamedTuple):
    """Pages of one kind: all right, right but for a name, refused, wrong in a checked line; and seconds a page."""

    right: int
    name_wrong: int
    name_wrong_but_sure: int
    unread: int
    wrong: int
    seconds: list[float]


def score(camera: Camera, pages: int, seed: int) -> Score:
    """Draw pages of people who do not exist, read them, compare with what was drawn. Processor seconds."""
    random, outcomes, seconds = Random(seed), [], []
    for _ in range(pages):
        zone = make_zone(random)
        page = draw_page(zone, random, camera)
        start = time.process_time()
        found = read_zone(page)
        seconds.append(time.process_time() - start)
        drawn = write_zone(zone)
        if found is None:
            outcomes.append("unread")
        elif found.lines == drawn:
            outcomes.append("right")
        elif found.lines[1:] != drawn[1:]:
            outcomes.append("wrong")
        else:
            outcomes.append("sure" if found.sure_of_names else "name")
    count = outcomes.count
    return Score(count("right"), count("name") + count("sure"), count("sure"), count("unread"), count("wrong"), seconds)


def table(pages: int) -> str:
    """The Markdown table of all kinds."""
    rows = [
        f'{pages} pages of each kind. "Name wrong" in brackets: without the reader\'s doubt.',
        "",
        "| Page | All right | Name wrong | Not read | Wrong | Seconds, median | Slowest |",
        "|---|---|---|---|---|---|---|",
    ]
    for seed, (kind, camera) in enumerate(KINDS.items()):
        one = score(camera, pages, seed)
        names = f"{one.name_wrong} ({one.name_wrong_but_sure})"
        times = f"{median(one.seconds):.2f} | {max(one.seconds):.2f}"
        rows.append(f"| {kind} | {one.right / pages:.1%} | {names} | {one.unread} | {one.wrong} | {times} |")
        print(rows[-1], flush=True)
    return "\n".join(rows)


def put_between(begin: str, end: str, words: str) -> None:
    """Replace what stands between two marks of the document."""
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    DOCUMENT.write_text(f"{before}{begin}\n{words}\n{end}{after}", encoding="utf-8")


def main(pages: int) -> None:
    """Put the table in its place in the document."""
    put_between(BEGIN, END, table(pages))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
