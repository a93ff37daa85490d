"""`python -m demo.dbd CONFIG`: the register's interface, and a page that lists whom it knows.

CONFIG is a JSON file: `{port, fonts}`. Some companies answer badly on purpose; `companies.json` says which and how.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from demo.server import Answer, Asked, Route, as_json, page, serve

ENTRIES = "/api/v1/juristic_person/"
MARK = ("ทะเบียนนิติบุคคลสมมุติ", "Demonstration register of companies")
SLOW = 6.0  # seconds
MOODS = {
    "": ("ตอบตามปกติ", "answers"),
    "slow": ("ตอบช้ามาก", "answers very slowly"),
    "broken": ("ตอบว่าขัดข้อง", "answers with an error"),
    "shape": ("ตอบผิดรูปแบบ", "answers in a wrong shape"),
    "other": ("ตอบเป็นนิติบุคคลอื่น", "answers about another company"),
}
Company = dict[str, Any]


def entry(company: Company) -> dict[str, Any]:
    """One company in the shape that the register publishes, with the directors of the linkage between offices."""
    people = [
        {
            "td:JuristicPersonSequence": place,
            "td:JuristicPersonType": "กรรมการ",
            "td:JuristicPerson": {
                "cd:PersonNameTH": {
                    "cd:PersonNameTitleTextTH": title,
                    "cd:PersonFirstNameTH": first,
                    "cd:PersonLastNameTH": last,
                }
            },
        }
        for place, (title, first, last) in enumerate(company["directors"], start=1)
    ]
    return {
        "cd:OrganizationJuristicID": company["number"],
        "cd:OrganizationJuristicNameTH": company["name_th"],
        "cd:OrganizationJuristicNameEN": company["name_en"],
        "cd:OrganizationJuristicType": "บริษัทจำกัด",
        "cd:OrganizationJuristicRegisterDate": company["registered"],
        "cd:OrganizationJuristicStatus": company["status"],
        "cd:OrganizationJuristicObjective": {
            "td:JuristicObjective": {
                "td:JuristicObjectiveCode": company["tsic"],
                "td:JuristicObjectiveTextTH": company["business"],
            }
        },
        "cd:OrganizationJuristicRegisterCapital": company["capital"],
        "cd:OrganizationJuristicPaidUpCapital": company["paid_up"],
        "cd:OrganizationJuristicPersonList": people,
        "cd:OrganizationJuristicBranchName": "สำนักงานใหญ่",
        "cd:OrganizationJuristicAddress": {"cr:AddressType": _address(company)},
    }


def _address(company: Company) -> dict[str, Any]:
    number, road, sub_district, district, province = company["address"]
    return {
        "cd:AddressNo": number,
        "cd:Road": road,
        "cd:CitySubDivision": {"cr:CitySubDivisionTextTH": sub_district},
        "cd:City": {"cr:CityTextTH": district},
        "cd:CountrySubDivision": {"cr:CountrySubDivisionTextTH": province},
    }


def answer(company: Company, asked: Asked) -> Answer:
    mood = company.get("mood", "")
    if mood == "slow":
        time.sleep(SLOW)
    if mood == "broken":
        return as_json({"status": {"code": "9999", "description": "Internal error"}}, 500)
    if mood == "shape":
        return as_json({"ResultList": [company["number"]]})
    said = entry(company)
    if mood == "other":
        said["cd:OrganizationJuristicID"] = "0105500000000"
    return as_json(
        {"status": {"code": "1000", "description": "Success"}, "data": [{"cd:OrganizationJuristicPerson": said}]}
    )


def not_registered(asked: Asked) -> Answer:
    return as_json({"status": {"code": "1004", "description": "Data not found"}, "data": []}, 404)


def listing(companies: list[Company], asked: Asked) -> Answer:
    rows = "".join(
        f'<div><dt class="num">{escape(one["number"])}</dt><dd>{escape(one["name_th"])} '
        f'<span lang="en">{escape(one["name_en"])}</span><br>{escape(one["status"])} · '
        f'{MOODS[one.get("mood", "")][0]} <span lang="en">{MOODS[one.get("mood", "")][1]}</span></dd></div>'
        for one in companies
    )
    return page("นิติบุคคลที่ทะเบียนนี้รู้จัก", "Companies that this register knows", *MARK, f"<dl>{rows}</dl>")


def routes(companies: list[Company]) -> dict[tuple[str, str], Route]:
    shown: Callable[[Asked], Answer] = partial(listing, companies)
    entries = {("GET", f"{ENTRIES}{one['number']}"): partial(answer, one) for one in companies}
    return {("GET", "/"): shown, ("GET", f"{ENTRIES}*"): not_registered, **entries}


def known_companies() -> list[Company]:
    found: list[Company] = json.loads((Path(__file__).parent / "companies.json").read_text(encoding="utf-8"))
    return found


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text())
    serve(config["port"], config["fonts"], routes(known_companies()))


if __name__ == "__main__":
    main()
