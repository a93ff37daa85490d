"""The cases of a demonstration: each told by its people through the sites, up to where it stands.

Nothing is written past a site, so every decision that is seen is signed by a registrar's key.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from workpermit.cli.walk.browser import Stuck
from workpermit.cli.walk.persona import Persona
from workpermit.cli.walk.story import Story
from workpermit.core.calendar import bangkok_date

DONE = "cases.json"
_OFFICES = {"10": "O-10", "20": "O-20", "50": "O-50"}


@dataclass(frozen=True, slots=True)
class Case:
    """One worker, who files (index at the national login), where, and how far the case has come."""

    given_names: str
    family_name: str
    nationality: str
    sex: str
    passport_number: str
    born: date
    filer: int
    province: str
    occupation: str
    title: str
    tell: Callable[[Story], None]
    visa_class: str = "B"


def _draft(story: Story) -> None:
    story.sign_in_employer()
    story.start()
    for name, typed in list(story.persona.answers().items())[:2]:
        story.save_section(name, typed)


def _submitted(story: Story) -> None:
    story.file()


def _in_review(story: Story) -> None:
    story.file()
    story.pay("F1", "filing fee")
    story.check()


def _recommended(story: Story) -> None:
    story.file()
    story.pay("F1", "filing fee")
    story.check().submit("/recommend-grant/")


def _returned(story: Story) -> None:
    story.file()
    story.pay("F1", "filing fee")
    assistant = story.check()
    assistant.open(assistant.page.link("/return/"))
    assistant.submit("", {"reason": "documents_unreadable", "words": "โปรดแนบเอกสารที่อ่านได้ชัดเจน"})


def _granted(story: Story) -> None:
    story.file()
    story.pay("F1", "filing fee")
    story.decide()


def _issued(story: Story) -> None:
    story.tell()


CASES = (
    Case("NANG", "KHAM", "MMR", "F", "MJ1200345", date(1994, 5, 17), 0, "10", "2152", "Test engineer", _in_review),
    Case("KENJI", "SATO", "JPN", "M", "TR5512087", date(1979, 1, 30), 0, "10", "1321", "Plant manager", _recommended),
    Case("MARIE", "DUBOIS", "FRA", "F", "20AF61234", date(1988, 9, 2), 2, "50", "1411", "Hotel manager", _in_review),
    Case("LIM", "WEI JIE", "SGP", "M", "K4420091E", date(1985, 12, 11), 0, "20", "2144", "Engineer", _in_review, "TR"),
    Case("THI HOA", "NGUYEN", "VNM", "F", "C7730112", date(1992, 3, 8), 1, "20", "2141", "Engineer", _returned),
    Case("ARJUN", "MEHTA", "IND", "M", "Z6112984", date(1983, 7, 21), 0, "10", "2512", "Developer", _granted),
    Case("SOPHIE", "KELLER", "CHE", "F", "X0H4419", date(1990, 11, 4), 2, "50", "3434", "Head chef", _submitted),
    Case("DAVID", "OKAFOR", "NGA", "M", "A0981245", date(1987, 2, 14), 0, "10", "2513", "Web developer", _issued),
    Case("PHONE", "MYINT", "MMR", "M", "MH5540231", date(1996, 6, 25), 1, "20", "2152", "Engineer", _draft),
)


def all_told(var: Path) -> bool:
    """Whether every case of the demonstration has been told in this installation."""
    done = var / DONE
    return done.exists() and set(json.loads(done.read_text())) >= {case.passport_number for case in CASES}


def seed(run_file: Path, say: Callable[[str], None] = print) -> int:
    """Tell each case once in the life of an installation; returns the exit status."""
    run = json.loads(run_file.read_text())
    done = Path(run["var"]) / DONE
    told: list[str] = json.loads(done.read_text()) if done.exists() else []
    for case in CASES:
        if case.passport_number in told:
            continue
        try:
            case.tell(_story(run, case))
        except Stuck as stuck:
            say(f"A demonstration case could not be told to its end: {stuck}")
            return 1
        told.append(case.passport_number)
        done.write_text(json.dumps(told))
    return 0


def _story(run: dict[str, Any], case: Case) -> Story:
    person = run["people"][case.filer]
    persona = replace(
        Persona(bangkok_date(datetime.now(UTC))),
        given_names=case.given_names,
        family_name=case.family_name,
        nationality=case.nationality,
        sex=case.sex,
        passport_number=case.passport_number,
        birth_date=case.born,
        email=f"{case.given_names.split()[0].lower()}@worker.example",
        employer_email="personnel@employer.example",
        employer_number=person["juristic_id"],
        employer=person["employer"],
        employer_en=person["employer_en"],
        occupation=case.occupation,
        title=case.title,
        province=case.province,
        visa_class=case.visa_class,
        # Left blank: the register of companies answers these.
        extra={"employer": dict.fromkeys(("name_th", "name_en", "business", "capital", "address", "province"), "")},
    )
    return Story(run, persona, say=lambda text: None, filer=case.filer, office=_OFFICES[case.province])
