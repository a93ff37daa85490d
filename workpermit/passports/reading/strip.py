"""Draws `ocr_b.png`, the 37 glyphs of a zone side by side: `python -m workpermit.passports.reading.strip FONT`.

FONT is `OCRB.otf` of Debian's `fonts-ocr-b` (Matthew Skala's OCR fonts, released to the public domain; the shapes are
Norbert Schwarz's, free to use, modify and distribute). The font itself is not needed afterwards.
"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from workpermit.passports.zone import ALPHABET

STRIP = Path(__file__).with_name("ocr_b.png")
PITCH, TALL = 40, 56  # pixels of one cell: a glyph and the space around it


def main(font_file: str) -> int:
    """Write the strip: ink 255 on 0, capitals in the middle of their cells."""
    size = 100.0 * PITCH / ImageFont.truetype(font_file, 100).getlength("0")
    font = ImageFont.truetype(font_file, size)
    strip = Image.new("L", (PITCH * len(ALPHABET), TALL), 0)
    pen = ImageDraw.Draw(strip)
    _, top, _, bottom = Image.Image.getbbox(_drawn("H", font)) or (0, 0, 0, 0)
    for place, glyph in enumerate(ALPHABET):
        pen.text((place * PITCH, (TALL - top - bottom) / 2), glyph, font=font, fill=255)
    strip.save(STRIP, optimize=True)
    return 0


def _drawn(glyph: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    cell = Image.new("L", (PITCH * 2, TALL * 2), 0)
    ImageDraw.Draw(cell).text((0, 0), glyph, font=font, fill=255)
    return cell


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
