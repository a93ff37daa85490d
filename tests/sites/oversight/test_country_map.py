"""The map: each province with centres is a circle of its places, and nothing leaves the picture."""

import math

from workpermit.catalogue.queries import list_centres
from workpermit.sites.oversight.country_map import AREA, Picture, draw_country

ROWS = [(one.province, one.capacity_per_day, one.capacity_per_day // 2) for one in list_centres()]


def shown(*pictures: Picture) -> list[str]:
    return [dot.name.en for picture in pictures for dot in picture.centres]


def test_every_province_with_a_centre_is_drawn_once_and_every_other_one_is_a_dot() -> None:
    country, around = draw_country(ROWS)

    assert len(shown(country, around)) == len(set(shown(country, around))) == len({row[0] for row in ROWS})
    assert "Bangkok" in shown(around)
    assert len(country.centres) + len(country.quiet) == 77


def test_areas_are_in_proportion_to_places_and_bookings() -> None:
    _country, around = draw_country(ROWS)
    bangkok = next(dot for dot in around.centres if dot.name.en == "Bangkok")

    assert bangkok.places == sum(row[1] for row in ROWS if row[0] == "10")
    assert math.isclose(math.pi * bangkok.outer**2, AREA * bangkok.places, rel_tol=0.02)
    assert math.isclose(bangkok.outer**2 / bangkok.inner**2, 2, rel_tol=0.02)
    assert bangkok.percent == 50


def test_everything_stays_in_its_picture() -> None:
    for picture in draw_country(ROWS):
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
