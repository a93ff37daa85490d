"""The published shape in both of its variants, and everything that is not it."""

import json
from typing import Any

import pytest

from demo.dbd.__main__ import entry, known_companies
from workpermit.exchange.dbd.shape import WrongShape, read_answer

COMPANY = known_companies()[0]
NUMBER: str = COMPANY["number"]
PERSON = "cd:OrganizationJuristicPerson"


def read(answer: Any) -> Any:
    return read_answer(json.dumps(answer).encode(), number=NUMBER, provinces={"กรุงเทพมหานคร": "10"})


def said(data: Any, code: str = "1000") -> dict[str, Any]:
    return {"status": {"code": code, "description": ""}, "data": data}


def test_the_open_interface_and_the_linkage_say_the_same():
    linkage = entry(COMPANY)
    objective = linkage["cd:OrganizationJuristicObjective"]["td:JuristicObjective"]
    linkage["cd:OrganizationJuristicObjective"] = [objective]

    assert read(said({PERSON: linkage})) == read(said([{PERSON: entry(COMPANY)}]))


def test_a_year_of_either_era_is_read():
    common = entry(COMPANY) | {"cd:OrganizationJuristicRegisterDate": "20100315"}

    assert read(said([{PERSON: common}])).registered_on == "2010-03-15"


def test_who_is_no_director_is_left_out():
    shareholder = entry(COMPANY)
    shareholder["cd:OrganizationJuristicPersonList"][0]["td:JuristicPersonType"] = "ผู้ถือหุ้น"

    assert read(said([{PERSON: shareholder}])).directors == ("นางสาวตัวอย่าง โรงงาน",)


def test_no_data_under_another_code_is_no_entry():
    assert read(said([], "1004")) is None
    assert read(said(None, "1004")) is None


@pytest.mark.parametrize(
    "answer",
    [
        [],
        {},
        {"status": {"code": 1000}, "data": []},
        said([]),
        said("", "1004"),
        said([{PERSON: entry(COMPANY)}], "1004"),
        said([{PERSON: entry(COMPANY)}] * 2),
        said([{}]),
        said(["text"]),
        *(
            said([{PERSON: entry(COMPANY) | {key: value}}])
            for key, value in {
                "cd:OrganizationJuristicID": "0105550001011",
                "cd:OrganizationJuristicNameTH": "",
                "cd:OrganizationJuristicStatus": None,
                "cd:OrganizationJuristicRegisterCapital": "ten",
                "cd:OrganizationJuristicPaidUpCapital": "-1",
                "cd:OrganizationJuristicRegisterDate": "15/03/2553",
                "cd:OrganizationJuristicAddress": "Bangkok",
                "cd:OrganizationJuristicPersonList": "นายสมมุติ",
                "cd:OrganizationJuristicObjective": "62011",
                "cd:OrganizationJuristicNameEN": ["A"],
            }.items()
        ),
    ],
)
def test_anything_else_is_a_wrong_shape(answer: Any):
    with pytest.raises(WrongShape):
        read(answer)


def test_what_is_no_json_is_a_wrong_shape():
    with pytest.raises(WrongShape):
        read_answer(b"<html>", number=NUMBER, provinces={})
