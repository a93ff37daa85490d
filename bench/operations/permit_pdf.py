"""Making the PDF of a permit: QR code, Thai and English, PDF/A-3 with the facts for machines."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import typst

from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import alone, median_run
from tests.papers.make import CONTENT
from workpermit.papers.fonts import default_source, fonts_from
from workpermit.papers.render import render_pdf

TARGET = Target(p50=35)
A_PAGE = Path(__file__).with_name("bare_page.typ")


def measure(ground: Ground) -> list[Line]:
    """Beside bare typst: one page with a heading and a table, same standard, no QR code.

    Every permit is another one, because typst remembers what it has set before.
    """
    seconds, runs = ground.sizes.seconds, ground.sizes.runs
    permit, page = _permits(), _bare_pages()
    permit()
    papers = median_run([alone(permit, seconds=seconds) for _ in range(runs)])
    page()
    limit = median_run([alone(page, seconds=seconds) for _ in range(runs)])
    return [Line("permit-pdf", "Make the PDF of a permit", 1, papers, TARGET, "bare typst, one page", limit.rate)]


def _permits() -> Callable[[], object]:
    turns = count(1_000_000)

    def make() -> bytes:
        turn = next(turns)
        changes = {"holder": f"NGUYỄN THỊ HOA {turn}", "passport_number": f"C{turn}", "workplace": f"อาคาร {turn}"}
        content = {**CONTENT["permit"], **changes, "qr": f"{CONTENT['permit']['qr']}{turn}"}
        return render_pdf("permit", content, language="th", demo=True)

    return make


def _bare_pages() -> Callable[[], object]:
    turns = count(1)
    compiler = typst.Compiler(A_PAGE, font_paths=fonts_from(default_source()), ignore_system_fonts=True)
    return lambda: compiler.compile(format="pdf", pdf_standards="a-3b", sys_inputs={"turn": str(next(turns))})
