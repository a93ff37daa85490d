"""A complete filing of every service, as somebody types it: what the flows of each service are driven with.

Everything passes its service's checks on the day `today`; whoever needs a flaw changes one answer.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from workpermit.catalogue import reading
from workpermit.catalogue.choices import choices_of
from workpermit.catalogue.definition import Field, FieldType, Section, Service
from workpermit.catalogue.facts import HeldPermit
from workpermit.catalogue.forms import Answers, required_documents, validate_section
from workpermit.catalogue.rules import DocumentState
from workpermit.passports.compare import ZoneRead
from workpermit.passports.write import write_zone
from workpermit.passports.zone import Format, Zone

TODAY = date(2026, 11, 23)
Typed = dict[str, dict[str, str]]

# By the question's id, whichever section asks it. A number is days from today.
COMMON: dict[str, str | int] = {
    "acting_as": "employer",
    "employer_kind": "juristic",
    "employer_number": "1-2345-67890-12-1",
    "name_th": "บริษัท สยามน้ำทิพย์ จำกัด",
    "name_en": "Siam Namthip Co., Ltd.",
    "business": "ผลิตเครื่องดื่ม",
    "capital": "10,000,000",
    "thai_staff": "40",
    "foreign_staff": "2",
    "address": "67/534 หมู่ที่ 4 ตำบลโคกขาม อำเภอเมือง",
    "province": "74",
    "postcode": "74000",
    "phone": "034 123 456",
    "email": "hr@example.com",
    "importer_name": "บริษัท นำคนต่างด้าวมาทำงาน ตัวอย่าง จำกัด",
    "importer_licence": "นจ. 12/2567",
    "importer_licence_until": 400,
    "given_names": "Thiri",
    "family_name": "Aung",
    "sex": "F",
    "birth_date": -12_000,
    "nationality": "MMR",
    "passport_number": "MC123456",
    "passport_country": "MMR",
    "passport_issued_on": -400,
    "passport_expires_on": 1_800,
    "married_to_thai": "no",
    "document_kind": "passport",
    "visa_class": "B",
    "entered_on": -60,
    "stay_until": 400,
    "occupation": "8160",
    "title": "พนักงานฝ่ายผลิต",
    "duties": "ควบคุมเครื่องบรรจุขวดและตรวจคุณภาพ",
    "why_foreigner": "ติดตั้งเครื่องจักรรุ่นใหม่",
    "wage": "15,000",
    "starts_on": 20,
    "ends_on": 30,
    "months": "12",
    "number": "6900000000017",
    "first_from": -700,
    "valid_until": 60,
    "approval_number": "นร 1305/1234",
    "approved_on": -5,
    "approved_until": 1_000,
    "insurance": "social_security",
    "what": "lost",
    "known_on": -3,
    "delivered_on": -2,
    "refused_on": -2,
    "hired_on": -3,
    "left_on": -3,
    "started_on": -3,
    "first_until": 5,
    "until": 15,
    "expires_on": 400,
    "workers": "2",
    "mmr": "1",
    "lao": "1",
    "contract_months": "24",
    "hours": "48",
    "people": "MC123456 Thiri Aung\nMD765432 Min Ko",
    "has_employer": "yes",
}
CARD: dict[str, str | int] = {
    "passport_number": "1-2345-67890-12-1",
    "given_names": "หมี่จู",
    "family_name": "เยอส่อ",
    "nationality": "XXA",
}
SKILLED: dict[str, str | int] = {"occupation": "2144", "title": "Mechanical Engineer", "wage": "65,000"}

# What a single service answers otherwise, by `section.question`.
OWN: dict[str, dict[str, str | int]] = {
    "s59_new": {f"job.{name}": value for name, value in SKILLED.items()} | {"worker.nationality": "VNM"},
    "s59_renew": {f"job.{name}": value for name, value in SKILLED.items()} | {"worker.nationality": "VNM"},
    "s60_2_skilled_overseas": {f"job.{name}": value for name, value in SKILLED.items()} | {"worker.nationality": "JPN"},
    "s59_mou_renew": {"stay.visa_class": "L-A"},
    "s63_new": {f"worker.{name}": value for name, value in CARD.items()},
    "s63_renew": {f"worker.{name}": value for name, value in CARD.items()},
    "s63_1_new": {f"worker.{name}": value for name, value in CARD.items()},
    "s63_1_renew": {f"worker.{name}": value for name, value in CARD.items()},
    "s63_2_cr_20251202_1302": {"worker.nationality": "LAO"},
    "s64_border": {"job.months": "3", "job.starts_on": 10},
    "s13_hire": {f"job.{name}": SKILLED[name] for name in ("occupation", "title")},
    "s41_mou_request": {"demand.lao": "2"},
    "s61_notify": {"work.occupation": "2144", "work.starts_on": 1, "work.ends_on": 15},
    "s61_extend": {"extension.reason": "รออะไหล่จากต่างประเทศ"},
    "change_items": {"permit.track": "mou", "change.items": "employer;workplace"},
    "change_44_45": {"permit.track": "general", "change.items": "workplace;job"},
    "change_44_22": {"permit.track": "cohort", "change.items": "employer;job"},
}


@lru_cache(maxsize=64)
def service(service_id: str) -> Service:
    """The service as the release has it."""
    return reading.read_service(reading.HERE / "services" / f"{service_id}.toml")


def service_ids() -> list[str]:
    """Every service of the release."""
    return [path.stem for path in reading.service_files()]


def sample_answers(service_id: str, *, today: date = TODAY, **changes: Mapping[str, str]) -> Typed:
    """What is typed into each section; `changes` replaces answers by section, for example `worker={…}`."""
    definition = service(service_id)
    return {
        section.id: _section(definition, section, today, changes.get(section.id, {})) for section in definition.sections
    }


def cleaned_answers(service_id: str, *, today: date = TODAY, **changes: Mapping[str, str]) -> Answers:
    """The same answers as the form keeps them."""
    typed = sample_answers(service_id, today=today, **changes)
    return {
        name: validate_section(service(service_id), name, posted, today=today).values for name, posted in typed.items()
    }


def sample_documents(service_id: str, *, today: date = TODAY) -> dict[str, DocumentState]:
    """Every document that the sample filing needs."""
    needed = required_documents(service(service_id), cleaned_answers(service_id, today=today))
    return dict.fromkeys(sorted(needed), DocumentState.READABLE)


def held_permit(service_id: str, *, today: date = TODAY) -> HeldPermit:
    """The permit that the sample filing names, as a vault that signed it knows it."""
    until = cleaned_answers(service_id, today=today).get("permit", {}).get("valid_until", "")
    return HeldPermit(own=True, status="valid", valid_until=str(until), same_employer=True)


def _section(definition: Service, section: Section, today: date, changes: Mapping[str, str]) -> dict[str, str]:
    own = OWN.get(definition.id, {})
    typed: dict[str, str] = {}
    for question in section.fields:
        condition = question.show_if
        if condition and not {*typed.get(condition.field, "").split(";")} & {*condition.equals}:
            continue
        answer = changes.get(question.id) or _answer(own.get(f"{section.id}.{question.id}"), question, today)
        if answer:
            typed[question.id] = answer
    return {**typed, **changes}


def _answer(own: str | int | None, question: Field, today: date) -> str:
    value = own if own is not None else COMMON.get(question.id)
    if isinstance(value, int):
        return (today + timedelta(days=value)).isoformat()
    options = [option.value for option in choices_of(question)] if question.options else []
    if options and not {*str(value).split(";")} <= {*options}:
        return options[0]
    return value if value is not None else _by_type(question)


def _by_type(question: Field) -> str:
    """Something for a question that stands in one service alone; nothing where it may stay empty."""
    if not question.required:
        return ""
    return {
        FieldType.YES_NO: "no",
        FieldType.NUMBER: "1",
        FieldType.PROVINCE: "74",
        FieldType.EMAIL: "hr@example.com",
    }.get(question.type, "ตามเอกสารที่แนบ")


def passport_zone(service_id: str, *, today: date = TODAY) -> ZoneRead | None:
    """The zone of the passport that the sample filing speaks of; None where it speaks of none."""
    worker = cleaned_answers(service_id, today=today).get("worker", {})
    if not {"nationality", "passport_expires_on", "sex"} <= worker.keys():
        return None
    day = {name: date.fromisoformat(worker[name]) for name in ("birth_date", "passport_expires_on")}
    zone = Zone(
        format=Format.TD3,
        document_code="P",
        issuer=worker["nationality"],
        primary=worker.get("family_name") or worker["given_names"],
        secondary=worker["given_names"] if worker.get("family_name") else "",
        number=worker["passport_number"],
        nationality=worker["nationality"],
        birth=f"{day['birth_date']:%y%m%d}",
        sex=worker["sex"] if worker["sex"] != "X" else "",
        expiry=f"{day['passport_expires_on']:%y%m%d}",
    )
    return ZoneRead(write_zone(zone), sure_of_names=True)
