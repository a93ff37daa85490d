"""From a paper's content to PDF/A: Thai shaped right, tagged for screen readers, no request to anywhere.

Papers are PDF/A-2b; the permit is PDF/A-3b, because only that part of ISO 19005 lets it carry the
machine-readable facts as an attachment.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import msgspec
import segno
import typst

from workpermit.core.calendar import bangkok_date, show_date, show_time
from workpermit.core.ids import is_number, show_number
from workpermit.core.money import show_baht
from workpermit.papers.contents import CONTENTS
from workpermit.papers.fonts import default_source, fonts_from
from workpermit.papers.words import baht_in_thai

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS: dict[str, Literal["a-3b"]] = {"permit": "a-3b"}
AMOUNTS = {"amount", "fee"}
QR_CODES = {"qr", "tracking_url"}
NUMBERS = {"number", "application_number", "renews"}


class BadPaper(Exception):
    """The content of a paper is incomplete or of the wrong shape; the text names the place, not the value."""


def render_pdf(
    template: str, data: Mapping[str, Any], *, language: str, demo: bool, fonts: Path | None = None
) -> bytes:
    """A paper as PDF. `template` is a key of `CONTENTS`, `data` the fields of its structure.

    `language` is `th` or `en` (the permit always shows both); `demo` prints SPECIMEN across each page.
    `fonts` is a folder with the web fonts. Raises BadPaper or FontsMissing.
    """
    try:
        content = msgspec.convert(dict(data), CONTENTS[template])
    except msgspec.ValidationError as wrong:
        raise BadPaper(f"{template}: {wrong}") from None
    shown = {"language": language, "demo": demo, "paper": show_content(content)}
    compiler = compiler_of(template, fonts or default_source())
    pdf = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(shown, ensure_ascii=False)},
        pdf_standards=STANDARDS.get(template, "a-2b"),
    )
    assert isinstance(pdf, bytes)
    return pdf


@lru_cache(maxsize=32)
def compiler_of(template: str, fonts: Path) -> typst.Compiler:
    """The engine for one template, made once."""
    return typst.Compiler(
        TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=fonts_from(fonts), ignore_system_fonts=True
    )


def show_content(content: msgspec.Struct) -> dict[str, Any]:
    """Every value as text, the way the paper prints it; QR codes as SVG beside their text."""
    shown: dict[str, Any] = {}
    for name, value in msgspec.structs.asdict(content).items():
        if name in AMOUNTS:
            shown[name] = {"figures": show_baht(value), "words": baht_in_thai(value)}
        elif name in NUMBERS:
            shown[name] = show_number(value) if is_number(value) else value
        else:
            shown[name] = _show_value(value)
        if name in QR_CODES:
            shown[f"{name}_svg"] = qr_svg(value)
    return shown


def _show_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"th": show_time(value, "th"), "en": show_time(value, "en"), "day": bangkok_date(value).isoformat()}
    if isinstance(value, date):
        return {"th": show_date(value, "th"), "en": show_date(value, "en"), "day": value.isoformat()}
    if isinstance(value, bytes):
        return list(value)
    if isinstance(value, tuple):
        return [_show_value(item) for item in value]
    if isinstance(value, msgspec.Struct):
        return show_content(value)
    return value


def qr_svg(text: str) -> str:
    """A QR code as SVG, error correction M or better, without a quiet zone: the template leaves the room."""
    file = BytesIO()
    segno.make(text, error="m", micro=False, boost_error=True).save(file, kind="svg", border=0, dark="#073c47")
    return file.getvalue().decode("utf-8")
