"""Notices walked to where they should stand by their own acts."""

from datetime import datetime

from tests.make import APPLICANT, NOON, service
from workpermit.catalogue.forms import Cleaned
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7
from workpermit.work_notices import services
from workpermit.work_notices.models import WorkNotice

ANSWERS: dict[str, dict[str, str]] = {
    "employer": {
        "employer_number": "0105530000125",
        "name_th": "บริษัท ตัวอย่างอิเล็กทรอนิกส์ จำกัด",
        "phone": "0812345678",
        "email": "hr@example.com",
    },
    "worker": {
        "given_names": "ANNA MARIA",
        "family_name": "ERIKSSON",
        "nationality": "MMR",
        "passport_number": "L898902C3",
    },
    "job": {
        "hired_on": "2026-11-20",
        "occupation": "2152",
        "title": "Electronics engineer",
        "workplace": "99 ถนนพระราม 4 แขวงปทุมวัน เขตปทุมวัน",
        "province": "10",
    },
}


def draft_notice(*, by: Actor = APPLICANT, at: datetime = NOON) -> WorkNotice:
    """A notice of hire that has just been begun."""
    return services.start_notice(service=service("s13_hire"), subject=uuid7(), by=by, at=at)


def save(
    notice: WorkNotice,
    section: str,
    changes: dict[str, str] | None = None,
    *,
    at: datetime = NOON,
    seen_version: int = 0,
) -> Cleaned:
    """Answer one section of a notice."""
    return services.save_notice_answers(
        notice=notice,
        section=section,
        posted=ANSWERS[section] | (changes or {}),
        seen_version=seen_version,
        by=APPLICANT,
        at=at,
    )


def complete_notice(*, at: datetime = NOON, **job: str) -> WorkNotice:
    """A draft with every section answered."""
    notice = draft_notice(at=at)
    save(notice, "employer", at=at)
    save(notice, "worker", at=at)
    cleaned = save(notice, "job", job, at=at)
    assert cleaned.complete, cleaned.errors
    return WorkNotice.objects.get(pk=notice.pk)


def filed_notice(*, at: datetime = NOON, **job: str) -> WorkNotice:
    """A notice that waits for its acknowledgement."""
    return services.file_notice(notice=complete_notice(at=at, **job), by=APPLICANT, at=at)
