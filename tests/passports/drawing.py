"""Draws data pages of passports of people who do not exist: the zone in OCR-B, and what cameras do to it."""

from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from workpermit.passports.reading.strip import PITCH, STRIP, TALL
from workpermit.passports.write import write_zone
from workpermit.passports.zone import ALPHABET, LAYOUTS, Format, Zone

_TALL = 860  # pixels of a data page of 88 mm
_WIDE = {30: 850, 36: 1035, 44: 1230}  # pixels of papers of 86, 105 and 125 mm, by characters of a line
_CHARACTER = 25  # pixels of pitch: 2.54 mm
_CODES = {Format.TD1: "I", Format.TD2: "I", Format.TD3: "P", Format.MRV_A: "V", Format.MRV_B: "V"}
_SURNAMES = ("", "SOK", "NGUYEN", "TRAN", "PHOMMACHANH", "KEO", "VONGSA", "CHEA", "LE", "SMITH", "OKAFOR", "IBRAHIM")
_GIVEN = ("AUNG MYO THANT", "THI HOA", "SOPHEA", "KHAM", "ZAW WIN", "VAN MINH", "MARIA ANNA", "BOUNMY", "QUANG DUY")


@dataclass(frozen=True)
class Camera:
    """What happens to a page: degrees of tilt, pixels of blur, strength of glare and of noise (0 to 1)."""

    tilt: float = 0.0
    blur: float = 0.0
    glare: float = 0.0
    noise: float = 0.0
    quality: int = 80  # of the JPEG


def make_zone(random: Random, form: Format = Format.TD3) -> Zone:
    """A zone of somebody who does not exist."""
    country = random.choice(("MMR", "KHM", "LAO", "VNM"))
    surname, given = random.choice(_SURNAMES), random.choice(_GIVEN)
    primary, secondary = (surname, given) if surname else (given, "")
    letters = "".join(random.choice("ABCMNPIO") for _ in range(random.randint(1, 2)))
    return Zone(
        format=form,
        document_code=_CODES[form],
        issuer=country,
        primary=primary,
        secondary=secondary,
        number=letters + f"{random.randrange(10**7):07}",
        nationality=country,
        birth=f"{random.randint(60, 99)}{random.randint(1, 12):02}{random.randint(1, 28):02}",
        sex=random.choice("MF"),
        expiry=f"{random.randint(27, 36)}{random.randint(1, 12):02}{random.randint(1, 28):02}",
    )


def draw_page(zone: Zone, random: Random, camera: Camera | None = None) -> Image.Image:
    """The data page as a camera sees it, lying on a dark table."""
    camera = camera or Camera()
    page = _paper(random, _WIDE[LAYOUTS[zone.format].width])
    pen = ImageDraw.Draw(page)
    pen.rectangle((60, 130, 390, 560), fill=(150, 130, 120))
    pen.ellipse((140, 200, 310, 420), fill=(205, 175, 150))
    font = ImageFont.load_default(26)
    words = (
        "PASSPORT",
        zone.document_code,
        zone.issuer,
        zone.number,
        zone.primary,
        zone.secondary,
        zone.birth,
        zone.expiry,
    )
    for row, word in enumerate(words):
        pen.text((440, 60 + row * 72), word.title() or "-", font=font, fill=(40, 40, 60))
    _print_zone(page, zone)
    table = Image.new(
        "RGB", (page.width + 220, page.height + 260), (random.randint(40, 90), random.randint(40, 90), 70)
    )
    table.paste(page, (110 + random.randint(-40, 40), 130 + random.randint(-40, 40)))
    return _seen(table, camera, random)


def _paper(random: Random, wide: int) -> Image.Image:
    """Paper with a pattern of fine coloured lines."""
    page = Image.new(
        "RGB", (wide, _TALL), (random.randint(215, 245), random.randint(215, 245), random.randint(205, 240))
    )
    pen = ImageDraw.Draw(page)
    for start in range(-_TALL, wide, 14):
        pen.line((start, 0, start + _TALL, _TALL), fill=(190, 205, 215), width=2)
    return page


def _print_zone(page: Image.Image, zone: Zone) -> None:
    lines = write_zone(zone)
    left = (page.width - len(lines[0]) * _CHARACTER) // 2
    top = page.height - 60 - len(lines) * round(_CHARACTER * 5 / 3)
    with Image.open(STRIP) as strip:
        for row, line in enumerate(lines):
            for place, glyph in enumerate(line):
                at = ALPHABET.index(glyph) * PITCH
                cell = strip.crop((at, 0, at + PITCH, TALL)).resize((_CHARACTER, _CHARACTER * 7 // 5))
                corner = (left + place * _CHARACTER, top + row * round(_CHARACTER * 5 / 3))
                page.paste((35, 35, 40), corner, cell)


def _seen(table: Image.Image, camera: Camera, random: Random) -> Image.Image:
    seen = table.rotate(camera.tilt, Image.Resampling.BICUBIC, expand=True, fillcolor=(60, 60, 70))
    if camera.glare:
        light = Image.new("L", seen.size, 0)
        x, y = random.randint(200, seen.width - 200), random.randint(seen.height // 2, seen.height - 150)
        ImageDraw.Draw(light).ellipse((x - 260, y - 120, x + 260, y + 120), fill=round(255 * camera.glare))
        light = light.filter(ImageFilter.GaussianBlur(60))
        seen = ImageChops.add(seen, Image.merge("RGB", (light, light, light)))
    if camera.blur:
        seen = seen.filter(ImageFilter.GaussianBlur(camera.blur))
    if camera.noise:
        grain = Image.effect_noise(seen.size, 120 * camera.noise)
        seen = ImageChops.add(seen, Image.merge("RGB", (grain, grain, grain)), 1, -128)
    return seen
