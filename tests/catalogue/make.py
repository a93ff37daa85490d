"""A complete filing of each service, as somebody would type it."""

from datetime import date
from pathlib import Path

from workpermit.catalogue import reading
from workpermit.catalogue.definition import Service
from workpermit.catalogue.forms import Answers, validate_section
from workpermit.catalogue.rules import DocumentState
from workpermit.passports.compare import ZoneRead
from workpermit.passports.write import write_zone
from workpermit.passports.zone import Format, Zone

TODAY = date(2026, 11, 23)

S59: dict[str, dict[str, str]] = {
    "employer": {
        "acting_as": "representative",
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
    },
    "worker": {
        "given_names": "Thị Hoa",
        "family_name": "Nguyễn",
        "sex": "F",
        "birth_date_day": "31",
        "birth_date_month": "1",
        "birth_date_year": "1990",
        "nationality": "VNM",
        "passport_number": "c 1234567",
        "passport_country": "VNM",
        "passport_issued_on": "1/6/2024",
        "passport_expires_on": "31/5/2034",
        "married_to_thai": "no",
        "address": "99 ถนนเศรษฐกิจ",
    },
    "stay": {"visa_class": "B", "entered_on": "1 11 2026", "stay_until": "31 1 2027"},
    "job": {
        "occupation": "2144",
        "title": "Mechanical Engineer",
        "duties": "ดูแลเครื่องจักรบรรจุขวด",
        "why_foreigner": "ติดตั้งเครื่องจักรรุ่นใหม่",
        "wage": "65,000",
        "starts_on": "2026-12-15",
        "months": "12",
    },
    "workplace": {"name": "โรงงานมหาชัย", "address": "67/534", "province": "74", "postcode": "74000"},
}
DOCUMENTS = dict.fromkeys(("passport", "photo", "education", "medical", "power_of_attorney"), DocumentState.READABLE)


def service(service_id: str = "s59_new") -> Service:
    return reading.read_service(Path(reading.HERE / "services" / f"{service_id}.toml"))


def answers(**changes: dict[str, str]) -> Answers:
    """The cleaned answers of the complete filing, sections changed by name."""
    return {
        section: validate_section(service(), section, {**posted, **changes.get(section, {})}, today=TODAY).values
        for section, posted in S59.items()
    }


def zone(**changes: str) -> ZoneRead:
    """The zone of the passport in the complete filing; `changes` replace parts of it."""
    parts = {
        "document_code": "P", "issuer": "VNM", "primary": "NGUYEN", "secondary": "THI HOA", "number": "C1234567",
        "nationality": "VNM", "birth": "900131", "sex": "F", "expiry": "340531",
    }  # fmt: skip
    return ZoneRead(write_zone(Zone(format=Format.TD3, **parts | changes)), sure_of_names=True)
