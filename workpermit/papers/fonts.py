"""Fonts for the PDF engine, made from the web fonts of the pages.

A web font is split into files by script that all bear one family name; the engine would see rival
files of one font. Each file therefore becomes a TTF of a family of its own, and the templates name
the families in order. The licence (OFL) asks for another name than the original's as well.
"""

import tempfile
from functools import lru_cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from workpermit.papers.marks import settle_marks

ROOT = Path(__file__).parents[2]
LOOPED = "ibm-plex-sans-thai-looped"
FAMILIES = {
    "Paper Thai": [f"{LOOPED}-thai-{weight}-normal" for weight in (400, 500, 600)],
    "Paper Latin": [f"{LOOPED}-latin-{weight}-normal" for weight in (400, 500, 600)],
    "Paper Latin Extended": [f"{LOOPED}-latin-ext-{weight}-normal" for weight in (400, 600)],
    "Paper Vietnamese": [f"ibm-plex-sans-vietnamese-{weight}-normal" for weight in (400, 600)],
    "Paper Mono": [f"ibm-plex-mono-latin-{weight}-normal" for weight in (400, 500)],
}


class FontsMissing(Exception):
    """The web fonts are not there; `make` installs them with npm. The text names the first that is missing."""


def make_fonts(source: Path, target: Path) -> None:
    """Write the TTF files of the papers to `target` from the WOFF2 files below `source`. Raises FontsMissing."""
    target.mkdir(parents=True, exist_ok=True)
    for family, stems in FAMILIES.items():
        for stem in stems:
            _rename(_find(source, stem), family, target / f"{stem}.ttf")


@lru_cache(maxsize=4)
def fonts_from(source: Path) -> typst.Fonts:
    """The fonts for the engine, from a folder of web fonts; made once for each process. Raises FontsMissing."""
    folder = tempfile.TemporaryDirectory(prefix="paper-fonts-")
    _kept.append(folder)
    make_fonts(source, Path(folder.name))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder.name])


def default_source() -> Path:
    """Where the fonts lie: as prepared for the pages, otherwise as npm installed them."""
    prepared = ROOT / "var" / "fonts"
    return prepared if prepared.is_dir() else ROOT / "node_modules" / "@fontsource"


_kept: list[tempfile.TemporaryDirectory[str]] = []  # the engine reads the files when it first needs them


def _find(source: Path, stem: str) -> Path:
    for path in (source / f"{stem}.woff2", *source.glob(f"*/files/{stem}.woff2")):
        if path.exists():
            return path
    raise FontsMissing(f"{stem}.woff2 is not in {source}")


def _rename(source: Path, family: str, target: Path) -> None:
    font = TTFont(source)
    font.flavor = None
    settle_marks(font)
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25)]
    weight = font["OS/2"].usWeightClass
    for name_id, text in {1: family, 2: "Regular", 3: f"{family} {weight}", 4: f"{family} {weight}"}.items():
        names.setName(text, name_id, 3, 1, 0x409)
    names.setName(f"{family.replace(' ', '')}-{weight}", 6, 3, 1, 0x409)
    font.save(target)
