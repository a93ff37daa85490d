"""The reference lists: complete, joined to each other, and true to the counts that are known."""

from collections import Counter
from datetime import date
from typing import Any

import pycountry

from workpermit.catalogue import reading
from workpermit.catalogue.reference import Condition


def test_the_lists_have_the_known_sizes() -> None:
    assert len(reading.provinces()) == 77
    assert len(reading.centres()) == 45
    assert len(reading.offices()) == 77
    assert len(reading.prohibited_work()) == 40
    assert len(reading.occupations()) >= 120


def test_the_standing_capacity_of_the_forty_centres_is_as_published() -> None:
    standing = [centre.capacity_per_day for centre in reading.centres().values() if centre.type == "SC"]

    assert (len(standing), sum(standing)) == (40, 8_540)


def test_every_province_has_exactly_one_office() -> None:
    covered = Counter(code for office in reading.offices().values() for code in office.provinces)

    assert covered == Counter(reading.provinces().keys())


def test_every_centre_lies_in_a_province_of_the_list() -> None:
    assert {centre.province for centre in reading.centres().values()} <= reading.provinces().keys()


def test_the_four_lists_of_work_have_27_3_8_and_2_items_under_their_conditions() -> None:
    assert Counter((work.list, work.condition) for work in reading.prohibited_work()) == {
        (1, Condition.NONE): 27,
        (2, Condition.AGREEMENT): 3,
        (3, Condition.SKILLED_WITH_EMPLOYER): 8,
        (4, Condition.WITH_EMPLOYER_UNDER_MOU): 2,
    }


def test_prohibited_work_points_to_occupations_of_the_list() -> None:
    for work in reading.prohibited_work():
        assert work.occupations + work.occupations_partly
        assert set(work.occupations + work.occupations_partly) <= reading.occupations().keys()
        assert not set(work.occupations) & set(work.occupations_partly)


def test_forklift_drivers_are_not_held_back() -> None:
    assert not [work for work in reading.prohibited_work() if "8344" in work.occupations + work.occupations_partly]


def test_nationalities_cover_every_country_but_ours_and_begin_with_the_neighbours() -> None:
    nationalities = reading.nationalities()
    covered = {row.iso3 for row in nationalities.values()}

    assert [*nationalities][:4] == ["MMR", "KHM", "LAO", "VNM"]
    assert {country.alpha_3 for country in pycountry.countries} - covered == {"THA"}
    assert nationalities["DEU"].icao == "D"


def test_the_nearest_centre_is_in_the_province_if_there_is_one() -> None:
    for centre in reading.centres().values():
        nearest, distance = reading.centres_by_distance(centre.province)[0]
        assert (nearest.province, distance) == (centre.province, 0)


def test_a_province_without_a_centre_is_sent_to_a_neighbour() -> None:
    found = reading.centres_by_distance("75")  # Samut Songkhram

    assert found[0][0].province in {"70", "74"}
    assert found[0][1] < 60
    assert len(found) == 45
    assert [distance for _, distance in found] == sorted(distance for _, distance in found)


def test_the_calendar_covers_three_years_and_knows_the_fixed_days() -> None:
    days = {holiday.day for holiday in reading.holidays()}

    assert {day.year for day in days} == {2026, 2027, 2028}
    assert {date(2026, 12, 7), date(2027, 4, 13), date(2028, 1, 3)} <= days
    assert date(2026, 11, 23) not in days


def test_tourists_and_people_in_transit_are_the_only_ones_shut_out() -> None:
    shut_out = {code for code, row in reading.visa_classes().items() if row.section_59 == "no"}

    assert shut_out == {"TR", "TS", "EXEMPT"}


def test_every_text_of_the_lists_is_in_both_languages() -> None:
    rows: list[Any] = [
        *reading.provinces().values(), *reading.centres().values(), *reading.offices().values(),
        *reading.nationalities().values(), *reading.countries().values(), *reading.occupations().values(),
        *reading.visa_classes().values(), *reading.prohibited_work(), *reading.holidays(),
    ]  # fmt: skip

    assert not [row for row in rows if not row.name.th.strip() or not row.name.en.strip()]
