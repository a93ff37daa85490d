"""Draws faces of nobody: enough of a face for a detector, and no photograph of a person."""

import io
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]


@dataclass
class _Pen:
    """Ellipses around the middle of a face, in three-hundredths of its picture's scale."""

    pen: ImageDraw.ImageDraw
    middle: tuple[float, float]
    scale: float

    def oval(self, x: float, y: float, wide: float, high: float, fill: Colour) -> None:
        left, top = self.middle[0] + (x - wide) * self.scale, self.middle[1] + (y - high) * self.scale
        self.pen.ellipse((left, top, left + 2 * wide * self.scale, top + 2 * high * self.scale), fill=fill)


def draw_faces(*seeds: int, size: int = 300, blur: float = 1.2, light: float = 1.0, form: str = "JPEG") -> bytes:
    """A picture with one face for each seed, beside each other; `size` is the scale, `light` multiplies all."""
    side = size * 2
    picture = Image.new("RGB", (side * max(1, len(seeds)), side), (120, 135, 150))
    for place, seed in enumerate(seeds):
        _draw(_Pen(ImageDraw.Draw(picture), (side * (place + 0.5), side / 2), size / 300), Random(seed))
    seen = picture.filter(ImageFilter.GaussianBlur(blur * size / 300)).point(lambda value: min(255, value * light))
    out = io.BytesIO()
    seen.save(out, form, **({"quality": 90} if form == "JPEG" else {}))
    return out.getvalue()


def _draw(pen: _Pen, random: Random) -> None:
    tone = random.randint(150, 215)
    skin = (tone, int(tone * 0.80), int(tone * 0.66))
    shade = (int(skin[0] * 0.8), int(skin[1] * 0.8), int(skin[2] * 0.8))
    jaw, eyes, apart = random.randint(88, 108), random.randint(-25, -15), random.randint(38, 46)
    nose, mouth, smile = random.randint(28, 44), random.randint(66, 80), random.randint(28, 42)
    pen.oval(0, -20, jaw + 14, 150, (40, 30, 28))
    pen.oval(0, 240, 150, 110, (60, 70, 110))
    pen.oval(0, 130, 45, 40, shade)
    pen.oval(0, 10, jaw, 130, skin)
    for side in (-1, 1):
        pen.oval(side * apart, eyes - 23, 26, 5, (45, 32, 30))
        pen.oval(side * apart, eyes, 27, 16, shade)
        pen.oval(side * apart, eyes, 20, 9, (240, 240, 240))
        pen.oval(side * apart, eyes, 9, 9, (40, 25, 20))
        pen.oval(side * 9, nose, 6, 4, shade)
    pen.oval(0, mouth, smile, 11, (150, 70, 70))
    pen.oval(0, mouth, smile, 2, (90, 40, 40))
    pen.oval(0, 115, 30, 7, shade)
