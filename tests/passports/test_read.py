"""Reading zones from pictures: a small version of the corpus of `bench/passports.py`."""

from dataclasses import replace
from random import Random

import pytest
from PIL import Image, ImageDraw

from tests.passports.drawing import Camera, draw_page, make_zone
from workpermit.passports.parse import parse_zone
from workpermit.passports.reading import read
from workpermit.passports.reading.codes import country_codes
from workpermit.passports.reading.decide import TooDoubtful, decide
from workpermit.passports.reading.glyphs import Guess
from workpermit.passports.reading.read import read_zone
from workpermit.passports.write import write_zone
from workpermit.passports.zone import ALPHABET, Format


def drawn(seed: int, camera: Camera, form: Format = Format.TD3) -> tuple[tuple[str, ...], Image.Image]:
    random = Random(seed)
    zone = make_zone(random, form)
    return write_zone(zone), draw_page(zone, random, camera)


@pytest.mark.parametrize(
    "camera",
    [Camera(), Camera(tilt=-7), Camera(blur=2.5), Camera(glare=0.5), Camera(noise=0.3)],
    ids=["plain", "tilted", "blurred", "glare", "noise"],
)
def test_the_zone_of_a_page_is_read(camera: Camera) -> None:
    lines, page = drawn(11, camera)
    found = read_zone(page)

    assert found is not None
    assert found.lines == lines
    assert found.likeness > read.LEAST_LIKENESS


@pytest.mark.parametrize("form", [Format.TD1, Format.TD2, Format.MRV_A, Format.MRV_B])
def test_cards_and_visas_are_read_too(form: Format) -> None:
    lines, page = drawn(5, Camera(), form)
    found = read_zone(page)

    assert found is not None
    assert found.lines == lines
    assert parse_zone(found.lines).format is form


def test_a_page_that_lies_upside_down_is_read() -> None:
    lines, page = drawn(3, Camera())
    found = read_zone(page.transpose(Image.Transpose.ROTATE_180))

    assert found is not None
    assert found.lines == lines


@pytest.mark.parametrize("shade", [0, 255])
def test_an_empty_page_has_no_zone(shade: int) -> None:
    assert read_zone(Image.new("L", (400, 300), shade)) is None


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (900, 3)])
def test_a_picture_of_any_shape_is_no_trouble(size: tuple[int, int]) -> None:
    assert read_zone(Image.new("RGB", size, "white")) is None


def test_a_covered_number_makes_the_page_unreadable() -> None:
    _, page = drawn(11, Camera())
    ImageDraw.Draw(page).rectangle(
        (page.width // 5, page.height - 290, page.width // 5 + 60, page.height - 60), fill="white"
    )

    assert read_zone(page) is None


def _cells(lines: tuple[str, ...]) -> list[list[list[Guess]]]:
    """Guesses of a reader who sees everything clearly."""
    return [
        [
            sorted((Guess(one, 0.9 if one == seen else 0.1) for one in ALPHABET), key=lambda one: -one.likeness)
            for seen in row
        ]
        for row in lines
    ]


def test_a_check_digit_chooses_between_two_close_glyphs() -> None:
    lines, _ = drawn(11, Camera())
    cells = _cells(lines)
    right = lines[1][3]
    wrong = "8" if right != "8" else "3"
    cells[1][3] = [
        Guess(wrong, 0.88),
        Guess(right, 0.86),
        *(one for one in cells[1][3] if one.glyph not in (right, wrong)),
    ]

    assert decide(cells, Format.TD3).lines == lines


def test_a_doubtful_letter_of_a_name_is_told() -> None:
    lines, _ = drawn(11, Camera())
    cells = _cells(lines)
    sure = decide(cells, Format.TD3)
    seen = lines[0][5]
    cells[0][5] = [Guess(seen, 0.88), Guess("Q" if seen != "Q" else "O", 0.87), *cells[0][5][2:]]

    assert sure.sure_of_names
    assert not decide(cells, Format.TD3).sure_of_names


def _seen_as(cells: list[list[list[Guess]]], line: int, place: int, *likely: tuple[str, float]) -> None:
    """Let one cell look like these glyphs, the first most of all."""
    names = {glyph for glyph, _ in likely}
    cells[line][place] = [
        *(Guess(*one) for one in likely),
        *(one for one in cells[line][place] if one.glyph not in names),
    ]


def test_two_readings_of_a_field_that_both_fit_and_are_about_as_likely_are_not_chosen_between() -> None:
    lines, _ = drawn(11, Camera())
    digit = int(lines[1][0 + 27])
    cells = _cells(lines)
    _seen_as(cells, 1, 26, (lines[1][26], 0.9), (str((int(lines[1][26]) + 1) % 10), 0.89))  # of weight 1 in its sum
    _seen_as(cells, 1, 27, (str(digit), 0.9), (str((digit + 1) % 10), 0.89))

    with pytest.raises(TooDoubtful):
        decide(cells, Format.TD3)


def test_a_country_is_one_of_the_list_and_never_a_guess() -> None:
    page = make_zone(Random(11))
    lines = write_zone(replace(page, issuer="KHM", nationality="KHM"))
    blurred, unknown, between = _cells(lines), _cells(lines), _cells(lines)
    _seen_as(blurred, 1, 10, ("<", 0.88), ("K", 0.86))
    _seen_as(unknown, 1, 10, ("Q", 0.88), ("K", 0.1))
    _seen_as(between, 1, 11, ("G", 0.88), ("H", 0.87))
    _seen_as(between, 1, 12, ("Z", 0.88), ("M", 0.88))  # KGZ and KHM

    assert decide(blurred, Format.TD3).lines == lines
    for cells in (unknown, between):
        with pytest.raises(TooDoubtful):
            decide(cells, Format.TD3)


def test_a_doubtful_sex_is_not_read() -> None:
    lines, _ = drawn(11, Camera())
    cells = _cells(lines)
    _seen_as(cells, 1, 20, ("M", 0.88), ("F", 0.87))

    with pytest.raises(TooDoubtful):
        decide(cells, Format.TD3)


def test_the_codes_of_a_zone_are_those_of_states_and_icaos_own() -> None:
    codes = country_codes()

    assert {"MMR", "KHM", "LAO", "VNM", "D<<", "XXA", "GBO"} <= set(codes)
    assert {len(code) for code in codes} == {3}
    assert not {"<HM", "UTO"} & set(codes)
