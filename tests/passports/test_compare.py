"""Comparing answers with a zone: names of fields, never values."""

from dataclasses import replace
from datetime import date

import pytest

from tests.passports.make import MYO, SOPHEA
from workpermit.passports.compare import ZoneRead, differences
from workpermit.passports.write import write_zone
from workpermit.passports.zone import Zone

TODAY = date(2026, 8, 1)
SAID = {
    "family_name": "Sok",
    "given_names": "Sopheá",
    "passport_number": "N0123456",
    "nationality": "KHM",
    "birth_date": "1990-01-05",
    "sex": "F",
    "passport_expires_on": "2030-12-31",
}


def differing(zone: Zone = SOPHEA, *, sure: bool = True, **changes: str) -> list[str]:
    return differences(ZoneRead(write_zone(zone), sure), SAID | changes, TODAY)


def test_the_same_is_no_difference() -> None:
    assert differing() == []


@pytest.mark.parametrize(
    ("name", "value", "differs"),
    [
        ("passport_number", "N0123457", "passport_number"),
        ("nationality", "LAO", "nationality"),
        ("birth_date", "1990-01-06", "birth_date"),
        ("sex", "M", "sex"),
        ("passport_expires_on", "2031-12-31", "passport_expires_on"),
        ("given_names", "Sophea Maly", "names"),
        ("family_name", "Soc", "names"),
    ],
)
def test_each_answer_that_differs_is_named(name: str, value: str, differs: str) -> None:
    assert differing(**{name: value}) == [differs]


@pytest.mark.parametrize(
    ("family", "given"),
    [("Sophea", "Sok"), ("", "Sok Sophea"), ("SOK", "sophea"), ("Sok", "Sophe'a"), ("Sok-Sophea", "")],
)
def test_order_and_marks_of_a_name_do_not_matter(family: str, given: str) -> None:
    assert differing(family_name=family, given_names=given) == []


def test_a_name_that_was_read_with_doubt_never_differs() -> None:
    assert differing(sure=False, given_names="Somebody Else") == []


def test_a_name_that_was_cut_only_has_to_begin_so() -> None:
    long = "Papandropoulous Constantinopolitanides Georgiadis"
    zone = replace(SOPHEA, primary=long.upper(), secondary="JONATHON")

    assert differing(zone, family_name=long, given_names="Jonathon") == []
    assert differing(zone, family_name="Papadopoulos", given_names="Jonathon") == ["names"]


def test_a_person_without_surname_is_compared() -> None:
    said = {"family_name": "", "given_names": "Aung Myo Thant", "passport_number": "mh-123456", "nationality": "MMR"}
    days = {"birth_date": "1996-02-29", "sex": "X", "passport_expires_on": "2029-06-30"}

    assert differing(MYO, **said, **days) == []


def test_an_answer_that_was_not_asked_is_no_difference() -> None:
    assert differences(ZoneRead(write_zone(SOPHEA), True), {"passport_number": "N0123456"}, TODAY) == []
