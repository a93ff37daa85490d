"""The demonstration's staff and counters: fictional, with roles, keys and devices that two officers signed."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from workpermit.catalogue import reading
from workpermit.catalogue.definition import Text
from workpermit.core.actors import Role
from workpermit.vault.demo import enrol_demo_device, enrol_demo_person
from workpermit.vault.enrolment import Officers

# Names this installation's people; the same person has the same account after every new beginning.
_PEOPLE = UUID("0d6bb6a3-6f0f-4a5e-9f0e-2c7f6b1f5d10")


@dataclass(frozen=True, slots=True)
class Person:
    """`key` is how programs call the person; `place` an office, a centre or the department."""

    key: str
    name: str
    name_en: str
    role: Role
    place: str

    @property
    def account(self) -> UUID:
        return uuid5(_PEOPLE, self.key)


DEPARTMENT = "DOE"  # policy officers belong to no office of a province
_AR, _R, _C, _P = Role.ASSISTANT_REGISTRAR, Role.REGISTRAR, Role.OPERATOR_CLERK, Role.POLICY_OFFICER
_M = Role.CENTRE_MANAGER

STAFF = (
    Person("bangkok-assistant", "ชลธิชา เรืองกิจ", "Chonticha Rueangkit", _AR, "O-10"),
    Person("bangkok-registrar", "วิทยา ธรรมรักษ์", "Witthaya Thammarak", _R, "O-10"),
    Person("bangkok-registrar-2", "พิมพ์ชนก ศรีวิชัย", "Phimchanok Siwichai", _R, "O-10"),
    Person("chonburi-assistant", "ณัฐวุฒิ คงสวัสดิ์", "Natthawut Khongsawat", _AR, "O-20"),
    Person("chonburi-registrar", "อรทัย มณีโชติ", "Orathai Manichot", _R, "O-20"),
    Person("chonburi-registrar-2", "เอกชัย บุญประเสริฐ", "Ekkachai Bunprasoet", _R, "O-20"),
    Person("chiangmai-assistant", "สุภาวดี แก้วมา", "Suphawadi Kaeoma", _AR, "O-50"),
    Person("chiangmai-registrar", "ประพันธ์ อินทนนท์", "Praphan Inthanon", _R, "O-50"),
    Person("chiangmai-registrar-2", "รุ่งนภา ใจดี", "Rungnapha Chaidi", _R, "O-50"),
    Person("bangkok-clerk", "มานพ สุขเกษม", "Manop Sukkasem", _C, "BKK-SC-M-001"),
    Person("bangkok-clerk-2", "จิราพร แสงทอง", "Chiraphon Saengthong", _C, "BKK-SC-M-002"),
    Person("chonburi-clerk", "ธีรศักดิ์ พูนผล", "Thirasak Phunphon", _C, "CBI-SC-M-001"),
    Person("chiangmai-clerk", "วันดี ปัญญา", "Wandi Panya", _C, "CMI-SC-M-001"),
    Person("bangkok-manager", "สมพร วัฒนชัย", "Somphon Watthanachai", _M, "BKK-SC-M-001"),
    Person("chiangmai-manager", "ปิยะดา คำแสน", "Piyada Khamsaen", _M, "CMI-SC-M-001"),
    Person("policy-officer", "กมลวรรณ ศิริโสภา", "Kamonwan Sirisopha", _P, DEPARTMENT),
    Person("policy-officer-2", "ธนกร วัฒนกุล", "Thanakon Watthanakun", _P, DEPARTMENT),
)

COUNTERS = tuple((person.place, "1") for person in STAFF if person.role is _C)

_TITLES = {
    Role.ASSISTANT_REGISTRAR: ("ผู้ช่วยนายทะเบียน", "Assistant registrar"),
    Role.REGISTRAR: ("นายทะเบียน", "Registrar"),
    Role.OPERATOR_CLERK: ("พนักงานศูนย์บริการ", "Service centre clerk"),
    Role.CENTRE_MANAGER: ("ผู้จัดการศูนย์บริการ", "Centre manager"),
    Role.POLICY_OFFICER: ("เจ้าหน้าที่นโยบาย", "Policy officer"),
}


def enrol(officers: Officers, sites: dict[str, str]) -> list[dict[str, Any]]:
    """Give everybody role and keys; returns the keyring's entries with names, ready for the authenticator."""
    return [
        {**entry, **describe(person)}
        for person in STAFF
        for entry in enrol_demo_person(
            officers,
            account=person.account,
            person=person.key,
            role=person.role,
            place=person.place,
            sites=sites,
        )
    ]


def enrol_counters(officers: Officers) -> list[dict[str, Any]]:
    """Give each clerk's centre a counter with a device; returns the keyring's entries."""
    return [enrol_demo_device(officers, centre=centre, counter=counter) for centre, counter in COUNTERS]


def _place(person: Person) -> Text:
    if person.place == DEPARTMENT:
        return Text("กรมการจัดหางาน", "Department of Employment")
    known = reading.centres() if person.role in (_C, _M) else reading.offices()
    return known[person.place].name


def describe(person: Person) -> dict[str, str]:
    """Name and title in both languages, for pages and for `var/run.json`."""
    thai, english = _TITLES[person.role]
    place = _place(person)
    return {
        "person": person.key,
        "account": str(person.account),
        "name": person.name,
        "name_en": person.name_en,
        "role": person.role.value,
        "place": person.place,
        "title": f"{thai} {place.th}",
        "title_en": f"{english}, {place.en}",
    }
