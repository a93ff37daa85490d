"""The plastic card as two images for a card printer: ISO/IEC 7810 ID-1, 300 dots to the inch."""

import json
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import msgspec
from PIL import Image

from workpermit.papers.contents import Both, Content
from workpermit.papers.fonts import default_source
from workpermit.papers.render import BadPaper, compiler_of, show_content

WIDTH, HEIGHT = 1012, 638  # 85.60 mm by 53.98 mm, in dots
DPI = 300


class Card(Content, frozen=True):
    """ใบอนุญาตทำงานแบบบัตร. `qr` is the address with the signed statement; `photo` an image, or empty."""

    number: str
    serial: str
    holder: str
    nationality: Both
    passport_number: str
    valid_from: date
    valid_until: date
    issued_on: date
    qr: str
    photo: bytes = b""


def render_card(data: Mapping[str, Any], *, demo: bool) -> tuple[bytes, bytes]:
    """Front and back as PNG; `demo` prints SPECIMEN across both. Raises BadPaper or FontsMissing."""
    try:
        content = msgspec.convert(dict(data), Card)
    except msgspec.ValidationError as wrong:
        raise BadPaper(f"card: {wrong}") from None
    shown = {"language": "th", "demo": demo, "paper": show_content(content)}
    front, back = (_draw(shown | {"side": side}) for side in ("front", "back"))
    return front, back


def _draw(shown: Mapping[str, Any]) -> bytes:
    said = {"data": json.dumps(shown, ensure_ascii=False)}
    drawn = compiler_of("card", default_source()).compile(format="png", ppi=float(DPI), sys_inputs=said)
    if not isinstance(drawn, bytes):
        raise BadPaper("card: more than one side holds")
    with Image.open(BytesIO(drawn)) as image:
        file = BytesIO()
        image.convert("RGB").crop((0, 0, WIDTH, HEIGHT)).save(file, "PNG", dpi=(DPI, DPI), optimize=True)
    return file.getvalue()
