"""The people of the walk. None of them exists."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from workpermit.cli.walk import evidence
from workpermit.core.calendar import add_months


@dataclass(frozen=True, slots=True)
class Persona:
    """A worker and the answers that the employer gives about the job; `today` makes the dates plausible."""

    today: date
    given_names: str = "AUNG MYO"
    family_name: str = "THANT"
    passport_number: str = "MH7654321"
    birth_date: date = date(1991, 2, 3)
    email: str = "aung.myo.thant@mail.example"
    phone: str = "0898765432"
    employer_email: str = "personnel@factory.example"
    employer_number: str = "0990555000011"
    employer: str = "บริษัท สยามตัวอย่างวิศวกรรม จำกัด"
    employer_en: str = "Siam Tuayang Engineering Co., Ltd."
    nationality: str = "MMR"
    sex: str = "M"
    title: str = "Electronics engineer"
    occupation: str = "2152"
    province: str = "10"
    visa_class: str = "B"
    extra: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def expires_on(self) -> date:
        return self.today.replace(month=1, day=15, year=self.today.year + 6)

    def answers(self) -> dict[str, dict[str, str]]:
        """What is typed into each section; a date is typed as day, month and year."""
        issued = self.expires_on.replace(year=self.expires_on.year - 10)
        starts_on = self.today
        typed = {
            "employer": {
                "acting_as": "representative",
                "employer_kind": "juristic",
                "employer_number": self.employer_number,
                "name_th": self.employer,
                "name_en": self.employer_en,
                "business": "ผลิตชิ้นส่วนอิเล็กทรอนิกส์",
                "capital": "10,000,000",
                "thai_staff": "48",
                "foreign_staff": "2",
                "address": "199 ถนนพระราม 4 แขวงคลองเตย เขตคลองเตย",
                "province": self.province,
                "postcode": "10110",
                "phone": "02 123 4567",
                "email": self.employer_email,
            },
            "worker": {
                "given_names": self.given_names,
                "family_name": self.family_name,
                "sex": self.sex,
                **as_parts("birth_date", self.birth_date),
                "nationality": self.nationality,
                "passport_number": self.passport_number,
                "passport_country": self.nationality,
                **as_parts("passport_issued_on", issued),
                **as_parts("passport_expires_on", self.expires_on),
                "married_to_thai": "no",
                "address": "88/7 ซอยสุขุมวิท 22 แขวงคลองเตย เขตคลองเตย กรุงเทพมหานคร",
                "email": self.email,
                "phone": self.phone,
            },
            "stay": {
                "visa_class": self.visa_class,
                **as_parts("entered_on", self.today - timedelta(days=40)),
                **as_parts("stay_until", add_months(starts_on, 13)),
            },
            "job": {
                "occupation": self.occupation,
                "title": self.title,
                "duties": "Designs test equipment for circuit boards and trains the technicians who use it.",
                "why_foreigner": "Has built this equipment at the parent company for eight years.",
                "wage": "92,500",
                **as_parts("starts_on", starts_on),
                "months": "12",
            },
            "workplace": {
                "name": "สำนักงานใหญ่",
                "address": "199 ถนนพระราม 4 แขวงคลองเตย เขตคลองเตย",
                "province": self.province,
                "postcode": "10110",
            },
        }
        return {name: values | self.extra.get(name, {}) for name, values in typed.items()}

    def papers(self) -> dict[str, tuple[str, bytes, str]]:
        """The files of the checklist: name, content, type."""
        name = f"{self.given_names} {self.family_name}"
        zone = evidence.machine_readable_zone(
            self.family_name,
            self.given_names,
            self.nationality,
            self.passport_number,
            f"{self.birth_date:%y%m%d}",
            self.sex,
            f"{self.expires_on:%y%m%d}",
        )
        lines = [
            name,
            f"{self.birth_date:%d %b %Y}".upper(),
            self.passport_number,
            f"{self.expires_on:%d %b %Y}".upper(),
        ]
        pdf, jpeg = "application/pdf", "image/jpeg"
        return {
            "passport": ("passport.jpg", evidence.passport_page(zone, lines), jpeg),
            "photo": ("photo.jpg", evidence.photograph(), jpeg),
            "education": ("degree.pdf", evidence.paper("Bachelor of Engineering", [name, "Yangon, 2013"]), pdf),
            "medical": (
                "medical.pdf",
                evidence.paper("Medical certificate", [name, "No disease named in the rule"]),
                pdf,
            ),
            "power_of_attorney": ("power.pdf", evidence.paper("Power of attorney", ["To file this application"]), pdf),
        }

    def canaries(self) -> list[str]:
        """What may be readable nowhere outside the vault and the papers of the people concerned."""
        typed = self.answers()
        return [
            self.given_names,
            self.family_name,
            self.passport_number,
            self.email,
            self.phone,
            self.employer_email,
            typed["worker"]["address"],
            typed["employer"]["name_th"],
            typed["employer"]["name_en"],
            typed["job"]["duties"],
            self.birth_date.isoformat(),
        ]


def as_parts(field_id: str, day: date) -> dict[str, str]:
    """A date as the form asks for it."""
    return {f"{field_id}_day": str(day.day), f"{field_id}_month": str(day.month), f"{field_id}_year": str(day.year)}
