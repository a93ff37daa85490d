"""What a browser of a centre keeps of some pages, so that they work without the link: no visitor's data."""

import json
from collections.abc import Iterable, Mapping

from django.http import HttpResponse
from django.templatetags.static import static

FONTS = ("ibm-plex-sans-thai-looped-thai", "ibm-plex-sans-thai-looped-latin")
LOOK = ("sites/mark.svg", "sites/look.css", "sites/page.js")


def files_of(names: Iterable[str], faces: Iterable[str] = FONTS) -> tuple[str, ...]:
    """Static files: the look of every page, its fonts in the three weights, and these of the centre's own."""
    weights = [f"fonts/{face}-{weight}-normal.woff2" for face in faces for weight in (400, 500, 600)]
    return (*LOOK, *(f"centre/{name}" for name in names), *weights)


def worker_for(
    cache: str, answers: str, pages: Mapping[str, str], files: Iterable[str], *, whole: bool = False
) -> HttpResponse:
    """A service worker that answers at `answers`, or at the `whole` of what is below it, while there is no link.

    Its own address bounds it besides. `pages` are kept, each by the address that it stands in for.
    """
    kept = {
        "cache": cache,
        "answers": answers,
        "whole": whole,
        "pages": dict(pages),
        "files": [static(name) for name in files],
    }
    text = f"const kept = {json.dumps(kept)};\nimportScripts({json.dumps(static('centre/worker.js'))});\n"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")
