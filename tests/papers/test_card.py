"""Both sides of a card as the printer gets them: size, resolution, a code that is read, Thai that is shaped."""

from base64 import urlsafe_b64encode
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageChops

from tests.sites.staff import picture
from workpermit.papers.card import render_card
from workpermit.papers.render import BadPaper

QR = "https://permit.example/p/1234567890123#" + urlsafe_b64encode(bytes(range(256)) + bytes(223)).decode().rstrip("=")
CARD: dict[str, Any] = {
    "number": "1234567890123",
    "serial": "TH-0000-0123",
    "holder": "ANNA MARIA ERIKSSON",
    "nationality": {"th": "เมียนมา", "en": "Myanmar"},
    "passport_number": "L898902C3",
    "valid_from": date(2026, 12, 1),
    "valid_until": date(2027, 11, 30),
    "issued_on": date(2026, 11, 24),
    "qr": QR,
    "photo": picture("photo"),
}


def sides(*, demo: bool = False, **changes: Any) -> list[Image.Image]:
    return [Image.open(BytesIO(side)) for side in render_card(CARD | changes, demo=demo)]


def differ(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.difference(one, other).getbbox()


def test_both_sides_have_the_size_of_a_card_at_300_dots_to_the_inch() -> None:
    for side in sides():
        assert side.size == (1012, 638)
        assert [round(float(dots)) for dots in side.info["dpi"]] == [300, 300]


@pytest.mark.parametrize("demo", [False, True])
def test_the_code_on_the_back_is_read_as_what_the_vault_signed(demo: bool) -> None:
    _front, back = sides(demo=demo)

    assert [code.text for code in zxingcpp.read_barcodes(back)] == [QR]


def test_a_code_that_the_printer_blurs_is_read_too() -> None:
    _front, back = sides()

    half = back.resize((back.width // 2, back.height // 2)).resize(back.size)
    assert [code.text for code in zxingcpp.read_barcodes(half)] == [QR]


def test_a_demonstration_says_so_on_both_sides() -> None:
    for real, shown in zip(sides(), sides(demo=True), strict=True):
        assert differ(real, shown) is not None


def test_the_photograph_stands_on_the_front_alone() -> None:
    (front, back), (without, same) = sides(), sides(photo=b"")

    box = differ(front, without)
    assert box is not None
    assert box[2] < 400
    assert differ(back, same) is None


def test_a_long_name_stays_on_the_card() -> None:
    front, _back = sides(holder="MAHA THIRI PYAN CHI NAW KHAM HTOO AUNG SAN WIN MAUNG KYAW ZAW")
    short, _ = sides(holder="A")

    box = differ(front, short)
    assert box is not None
    assert box[2] <= 1012 - 40
    assert box[3] < 615


def test_a_gap_is_refused_without_the_value() -> None:
    with pytest.raises(BadPaper, match="valid_from"):
        render_card({name: value for name, value in CARD.items() if name != "valid_from"}, demo=True)
