"""What counts as the same, and whose number is sent at all."""

import pytest

from demo.dbd.__main__ import entry, known_companies
from tests.exchange import companies
from workpermit.exchange.dbd.shape import _facts
from workpermit.exchange.facts import differences, is_juristic_number

FACTS = _facts(entry(known_companies()[0]), companies.ENGINEERING, {"กรุงเทพมหานคร": "10"})
DECLARED = {
    "name_th": "บริษัท สยามตัวอย่างวิศวกรรม จำกัด",
    "name_en": "Siam Tuayang Engineering Co., Ltd.",
    "capital": 1_000_000_000,
    "province": "10",
}


def test_what_the_register_says_is_no_difference():
    assert differences(DECLARED, FACTS) == []


@pytest.mark.parametrize("name", ["SIAM TUAYANG ENGINEERING COMPANY LIMITED", "Siam  Tuayang Engineering Co.,Ltd"])
def test_case_spaces_and_legal_forms_are_no_difference(name: str):
    assert differences(DECLARED | {"name_en": name}, FACTS) == []


@pytest.mark.parametrize(
    ("name", "value"), [("name_th", "บริษัท อื่น จำกัด"), ("name_en", "Other"), ("capital", 1), ("province", "50")]
)
def test_another_value_is_a_difference(name: str, value: object):
    assert differences(DECLARED | {name: value}, FACTS) == [name]


def test_what_was_not_answered_is_no_difference():
    assert differences({}, FACTS) == []


@pytest.mark.parametrize("number", [companies.PERSON, "0990555000012", "099055500001", ""])
def test_other_numbers_are_not_those_of_juristic_persons(number: str):
    assert not is_juristic_number(number)
    assert is_juristic_number(companies.ENGINEERING)
