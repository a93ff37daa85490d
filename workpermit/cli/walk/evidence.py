"""Papers of a person who does not exist: what the walk uploads. SPECIMEN stands on each of them."""

import io

import typst
from PIL import Image, ImageDraw, ImageFont

_WEIGHTS = (7, 3, 1)


def check_digit(text: str) -> str:
    """ICAO 9303 part 3: weights 7, 3, 1; letters count from 10, `<` is 0."""
    values = (0 if c == "<" else int(c, 36) for c in text)
    return str(sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def machine_readable_zone(
    family: str, given: str, country: str, number: str, born: str, sex: str, expires: str
) -> list[str]:
    """Two lines of 44 (TD3). `born` and `expires` are YYMMDD."""
    names = f"{family.replace(' ', '<')}<<{given.replace(' ', '<')}" if family else given.replace(" ", "<")
    number, personal = f"{number:<9}".replace(" ", "<"), "<" * 14
    parts = [number + check_digit(number), born + check_digit(born), expires + check_digit(expires), personal + "<"]
    composite = check_digit(parts[0] + parts[1] + parts[2] + personal + "<")
    second = f"{parts[0]}{country}{parts[1]}{sex}{parts[2]}{parts[3]}{composite}"
    return [f"P<{country}{names}"[:44].ljust(44, "<"), second]


def passport_page(zone: list[str], lines: list[str]) -> bytes:
    """A passport's data page as JPEG."""
    page = Image.new("RGB", (1400, 980), "#f3ead6")
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 1400, 110), fill="#7b1f2b")
    draw.text((40, 30), "PASSPORT  ·  SPECIMEN", font=_font(44), fill="white")
    page.paste(_face().resize((330, 440)), (50, 160))
    for place, line in enumerate(lines):
        draw.text((430, 170 + place * 62), line, font=_font(34), fill="#222222")
    for place, line in enumerate(zone):
        draw.text((40, 830 + place * 60), line, font=_font(41), fill="black")
    return _jpeg(page)


def photograph() -> bytes:
    """A 3 by 4 centimetre photograph, drawn."""
    return _jpeg(_face())


def paper(title: str, lines: list[str]) -> bytes:
    """One page of A4 as PDF."""
    body = "\n\n".join(_escape(line) for line in lines)
    source = f'#set page("a4")\n#set text(12pt)\n= {_escape(title)}\n\n*SPECIMEN*\n\n{body}\n'
    return bytes(typst.compile(source.encode()))


def _face() -> Image.Image:
    face = Image.new("RGB", (600, 800), "#dfe7ea")
    draw = ImageDraw.Draw(face)
    draw.ellipse((60, 560, 540, 1100), fill="#31566b")
    draw.rectangle((250, 470, 350, 620), fill="#d9a882")
    draw.ellipse((170, 150, 430, 530), fill="#e3b894")
    draw.pieslice((150, 120, 450, 480), 180, 360, fill="#2b211c")
    for eye in (245, 335):
        draw.ellipse((eye, 310, eye + 30, 328), fill="#2b211c")
    draw.arc((255, 380, 345, 450), 20, 160, fill="#8c4a3a", width=6)
    return face


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def _escape(text: str) -> str:
    return "".join(f"\\{letter}" if letter in "#*_`$@<>[]\\~" else letter for letter in text)
