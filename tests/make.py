"""Ready-made people and cases. Every argument has a plausible default.

Cases are walked to where they should stand by the acts themselves, so that no test stands on a
row that could not come about.
"""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from workpermit.applications import services as applications
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.queries import dossier_records
from workpermit.catalogue.queries import ServiceVersionRef, get_service
from workpermit.catalogue.services import load_catalogue
from workpermit.core.actors import SYSTEM, Actor, Role
from workpermit.core.ids import uuid7
from workpermit.documents.services import keep_pages, receive_evidence
from workpermit.fees.models import BankNotice, Bill

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 12:00 in Bangkok, a Monday

APPLICANT = Actor(UUID(int=1), Role.APPLICANT)
WORKER = Actor(UUID(int=2), Role.APPLICANT)
STRANGER = Actor(UUID(int=3), Role.APPLICANT)
OPERATOR_CLERK = Actor(UUID(int=4), Role.OPERATOR_CLERK, "BKK-SC-M-001")
ASSISTANT_REGISTRAR = Actor(UUID(int=5), Role.ASSISTANT_REGISTRAR, "O-10")
REGISTRAR = Actor(UUID(int=6), Role.REGISTRAR, "O-10")
CAST = (APPLICANT, OPERATOR_CLERK, ASSISTANT_REGISTRAR, REGISTRAR, SYSTEM)

ANSWERS: dict[str, dict[str, str]] = {
    "employer": {
        "acting_as": "employer",
        "employer_kind": "juristic",
        "employer_number": "0105530000125",
        "name_th": "บริษัท ตัวอย่างอิเล็กทรอนิกส์ จำกัด",
        "name_en": "Example Electronics Co., Ltd.",
        "business": "ผลิตชิ้นส่วนอิเล็กทรอนิกส์",
        "capital": "10000000",
        "thai_staff": "40",
        "foreign_staff": "2",
        "address": "99 ถนนพระราม 4 แขวงปทุมวัน เขตปทุมวัน",
        "province": "10",
        "postcode": "10330",
        "phone": "0812345678",
        "email": "hr@example.com",
    },
    "worker": {
        "given_names": "ANNA MARIA",
        "family_name": "ERIKSSON",
        "sex": "F",
        "birth_date": "1990-08-12",
        "nationality": "MMR",
        "passport_number": "L898902C3",
        "passport_country": "MMR",
        "passport_issued_on": "2024-04-16",
        "passport_expires_on": "2032-04-15",
        "married_to_thai": "no",
        "address": "99 ถนนสุขุมวิท แขวงคลองเตย เขตคลองเตย กรุงเทพมหานคร",
        "email": "anna@example.com",
    },
    "stay": {"visa_class": "B", "entered_on": "2026-10-01", "stay_until": "2027-12-30"},
    "job": {
        "occupation": "2152",
        "title": "Electronics engineer",
        "duties": "Designs test equipment and trains technicians.",
        "why_foreigner": "Knows the equipment of the parent company.",
        "wage": "85000",
        "starts_on": "2026-12-15",
        "months": "12",
    },
    "workplace": {
        "name": "สำนักงานใหญ่",
        "address": "99 ถนนพระราม 4 แขวงปทุมวัน เขตปทุมวัน",
        "province": "10",
        "postcode": "10330",
    },
}
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 64


@lru_cache(maxsize=1)
def _ever() -> datetime:
    return NOON - timedelta(days=30)


def service(service_id: str = "s59_new") -> ServiceVersionRef:
    """A service of the release, published for the test's database."""
    load_catalogue(at=_ever())
    return get_service(service_id, NOON)


def application(*, status: str = Status.DRAFT, by: Actor = APPLICANT, at: datetime = NOON) -> Application:
    """An application that was walked to `status` by its acts."""
    draft = applications.start_application(service=service(), subject=uuid7(), by=by, at=at)
    for step in _STEPS[: _ORDER.index(status)]:
        step(draft, at)
        draft = Application.objects.get(pk=draft.pk)
    return draft


def answer_all(draft: Application, at: datetime = NOON, **changes: dict[str, str]) -> None:
    """Answer every section; `changes` replace single answers of a section."""
    for section, answers in ANSWERS.items():
        cleaned = applications.save_answers(
            application=draft,
            section=section,
            posted=answers | changes.get(section, {}),
            seen_version=0,
            by=APPLICANT,
            at=at,
        )
        assert cleaned.complete or changes, (section, cleaned.errors)


def hand_in_documents(draft: Application, at: datetime = NOON) -> None:
    """Every required document, pressed."""
    definition = service().definition
    for document in definition.documents:
        if document.required:
            evidence = receive_evidence(
                case=draft.pk, subject=draft.subject, document=document, name="scan.jpg", content=JPEG,
                by=APPLICANT, at=at,
            )  # fmt: skip
            keep_pages(evidence, pages=[JPEG], scan="unscanned", at=at)


def confirm(draft: Application, at: datetime = NOON) -> None:
    """The worker joins and confirms what is there now."""
    applications.join_application(application=draft.pk, by=WORKER)
    joined = Application.objects.get(pk=draft.pk)
    applications.record_confirmation(application=joined, records=dossier_records(joined), by=WORKER, at=at)


def complete(draft: Application, at: datetime = NOON) -> Application:
    """Answered, papers in, confirmed: ready to be submitted."""
    answer_all(draft, at)
    hand_in_documents(draft, at)
    confirm(draft, at)
    return Application.objects.get(pk=draft.pk)


def notice(bill: Bill, *, satang: int | None = None, bank_id: str = "") -> BankNotice:
    """What the bank says about a bill (the signature is verified at the edge, not here)."""
    return BankNotice.objects.create(
        id=uuid7(),
        bank_id=bank_id or str(uuid7()),
        raw="header.payload.signature",
        ref1=bill.ref1,
        ref2=bill.kind,
        satang=bill.satang if satang is None else satang,
        received_at=NOON,
    )


def _submit(draft: Application, at: datetime) -> None:
    ready = complete(draft, at)
    applications.submit_application(application=ready, method="national", by=APPLICANT, at=at)


def _pay_filing_fee(draft: Application, at: datetime) -> None:
    applications.record_payment(notice(Bill.objects.get(application=draft.pk, kind="F1")), at=at)


def _complete_checks(draft: Application, at: datetime) -> None:
    applications.complete_checks(application=draft, found=[], at=at)


_STEPS = (_submit, _pay_filing_fee, _complete_checks)
_ORDER = (Status.DRAFT, Status.SUBMITTED, Status.CHECKING, Status.IN_REVIEW)
