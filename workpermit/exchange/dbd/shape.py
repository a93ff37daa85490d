"""The register's answer, read into `EmployerFacts`. Every name of the published shape stands in this file alone.

Two variants are read: the open interface (`data` is a list of one, no directors) and the linkage between offices
(`data` is the entry itself, with `OrganizationJuristicPersonList`). Where the names come from, and what no official
document was found for: docs/adr/0012-employers-facts-from-the-register.md.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from workpermit.core.calendar import BUDDHIST_OFFSET
from workpermit.exchange.facts import EmployerFacts

ANSWERED = "1000"
STATUSES = {
    "ยังดำเนินกิจการอยู่": "operating",
    "เลิก": "dissolved",
    "เสร็จการชำระบัญชี": "liquidated",
    "เสร็จชำระบัญชี": "liquidated",
    "ร้าง": "struck_off",
}
DIRECTORS = ("กรรมการ", "หุ้นส่วนผู้จัดการ")
_BUDDHIST_FROM = 2400
_ADDRESS = (
    ("cd:Address", ""), ("cd:AddressNo", ""), ("cd:Building", "อาคาร"), ("cd:Floor", "ชั้น"), ("cd:RoomNo", "ห้อง"),
    ("cd:Village", ""), ("cd:Moo", "หมู่"), ("cd:Trok", "ตรอก"), ("cd:Soi", "ซอย"), ("cd:Yaek", "แยก"),
    ("cd:Road", "ถนน"),
)  # fmt: skip


class WrongShape(Exception):
    """The answer is not what the register's interface publishes."""


def read_answer(raw: bytes, *, number: str, provinces: Mapping[str, str]) -> EmployerFacts | None:
    """The entry of this number, None where the register has none. `provinces`: Thai name to code.

    Raises WrongShape, also for an answer about another number.
    """
    try:
        answer = json.loads(raw)
    except ValueError as error:
        raise WrongShape from error
    status = _table(_table(answer).get("status"))
    data = _table(answer).get("data")
    if not isinstance(status.get("code"), str):
        raise WrongShape
    entries = data if isinstance(data, list) else [data] if data else []
    if not entries:
        if status["code"] == ANSWERED or data not in (None, []):
            raise WrongShape
        return None
    if len(entries) != 1 or status["code"] != ANSWERED:
        raise WrongShape
    return _facts(_table(_table(entries[0]).get("cd:OrganizationJuristicPerson")), number, provinces)


def _facts(said: Mapping[str, Any], number: str, provinces: Mapping[str, str]) -> EmployerFacts:
    name, status = _text(said, "cd:OrganizationJuristicNameTH"), _text(said, "cd:OrganizationJuristicStatus")
    if _text(said, "cd:OrganizationJuristicID") != number or not name or not status:
        raise WrongShape
    where = _table(_table(said.get("cd:OrganizationJuristicAddress", {})).get("cr:AddressType", {}))
    work = _objective(said.get("cd:OrganizationJuristicObjective"))
    return EmployerFacts(
        number=number,
        name_th=name,
        name_en=_text(said, "cd:OrganizationJuristicNameEN"),
        kind=_text(said, "cd:OrganizationJuristicType"),
        status=STATUSES.get(status, "other"),
        status_text=status,
        registered_on=_day(_text(said, "cd:OrganizationJuristicRegisterDate")),
        capital=_satang(_text(said, "cd:OrganizationJuristicRegisterCapital")),
        paid_up=_satang(_text(said, "cd:OrganizationJuristicPaidUpCapital")),
        tsic=_text(work, "td:JuristicObjectiveCode"),
        business=_text(work, "td:JuristicObjectiveTextTH"),
        address=_address(where),
        province=provinces.get(_place(where, "cd:CountrySubDivision", "cr:CountrySubDivisionTextTH"), ""),
        directors=_directors(said.get("cd:OrganizationJuristicPersonList")),
    )


def _objective(said: Any) -> Mapping[str, Any]:
    """The first objective; the open interface wraps it once more."""
    if isinstance(said, list):
        said = said[0] if said else None
    if said is None:
        return {}
    inner = _table(said).get("td:JuristicObjective")
    return inner if isinstance(inner, dict) else _table(said)


def _address(where: Mapping[str, Any]) -> str:
    """One line, as an address is written in Thai."""
    parts = [f"{word} {text}".strip() for key, word in _ADDRESS if (text := _text(where, key))]
    parts.append(_place(where, "cd:CitySubDivision", "cr:CitySubDivisionTextTH"))
    parts.append(_place(where, "cd:City", "cr:CityTextTH"))
    return " ".join(part for part in parts if part)


def _place(where: Mapping[str, Any], part: str, name: str) -> str:
    inner = where.get(part)
    return _text(_table(inner), name) if inner else ""


def _directors(said: Any) -> tuple[str, ...]:
    if said is None:
        return ()
    if not isinstance(said, list):
        raise WrongShape
    names = []
    for entry in map(_table, said):
        if not _text(entry, "td:JuristicPersonType").startswith(DIRECTORS):
            continue
        person = _table(_table(entry.get("td:JuristicPerson", {})).get("cd:PersonNameTH", {}))
        parts = ("cd:PersonNameTitleTextTH", "cd:PersonFirstNameTH", "cd:PersonMiddleNameTH", "cd:PersonLastNameTH")
        title, *rest = (_text(person, part) for part in parts)
        names.append(title + " ".join(one for one in rest if one))
    return tuple(name for name in names if name)


def _table(said: Any) -> Mapping[str, Any]:
    if not isinstance(said, dict):
        raise WrongShape
    return said


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or len(str(value)) > 1000:
        raise WrongShape
    return " ".join(str(value).split())


def _satang(text: str) -> int | None:
    if not text:
        return None
    try:
        satang = Decimal(text.replace(",", "")) * 100
    except InvalidOperation as error:
        raise WrongShape from error
    if not 0 <= satang < 10**17 or satang != int(satang):
        raise WrongShape
    return int(satang)


def _day(text: str) -> str:
    """`25530315` of the Buddhist Era or `20100315`, as ISO 8601."""
    if not text:
        return ""
    parts = re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", text)
    if parts is None:
        raise WrongShape
    year, month, day = map(int, parts.groups())
    try:
        return date(year - BUDDHIST_OFFSET if year > _BUDDHIST_FROM else year, month, day).isoformat()
    except ValueError as error:
        raise WrongShape from error
