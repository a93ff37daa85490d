"""The map: each province with centres is a circle of its places, and nothing leaves the picture."""

import math

from workpermit.catalogue.queries import list_centres
from workpermit.sites.oversight.country_map import AREA, FILLS, Mark, Picture, draw_country

PLACES: dict[str, int] = {}
for _one in list_centres():
    PLACES[_one.province] = PLACES.get(_one.province, 0) + _one.capacity_per_day
MARKS = [Mark(province, places, "ok", "50 %", booked=places // 2) for province, places in PLACES.items()]


def shown(*pictures: Picture) -> list[str]:
    return [dot.name.en for picture in pictures for dot in picture.centres]


def test_every_province_with_a_centre_is_drawn_once_and_every_other_one_is_a_dot() -> None:
    country, around = draw_country(MARKS)

    assert len(shown(country, around)) == len(set(shown(country, around))) == len(MARKS)
    assert "Bangkok" in shown(around)
    assert len(country.centres) + len(country.quiet) == 77


def test_areas_are_in_proportion_to_places_and_bookings() -> None:
    _country, around = draw_country(MARKS)
    bangkok = next(dot for dot in around.centres if dot.name.en == "Bangkok")

    assert bangkok.places == PLACES["10"]
    assert math.isclose(math.pi * bangkok.outer**2, AREA * bangkok.places, rel_tol=0.02)
    assert math.isclose(bangkok.outer**2 / bangkok.inner**2, 2, rel_tol=0.02)
    assert (bangkok.label, bangkok.fill) == ("50 %", FILLS["ok"])


def test_without_a_share_the_whole_circle_has_the_colour_of_the_level() -> None:
    _country, around = draw_country([Mark("10", 100, "bad", "75 min")])
    (bangkok,) = around.centres

    assert bangkok.inner == bangkok.outer
    assert bangkok.fill == FILLS["bad"]


def test_everything_stays_in_its_picture() -> None:
    for picture in draw_country(MARKS):
        for dot in (*picture.quiet, *picture.centres):
            assert 0 <= dot.x <= picture.width
            assert 0 <= dot.y <= picture.height
        for dot in picture.centres:
            edge = dot.label_x - dot.label_width if dot.is_left else dot.label_x + dot.label_width
            assert 0 <= edge <= picture.width, dot.name.en


def test_without_centres_there_are_only_dots() -> None:
    country, around = draw_country([])

    assert shown(country, around) == []
    assert len(country.quiet) == 77
