"""Ready-made people and cases. Every argument has a plausible default.

Cases are walked to where they should stand by the acts themselves: no test stands on a row that could not come about.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tests.catalogue.samples import sample_answers
from tests.released import NOON, open_cohort, service
from workpermit.applications import services as applications
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.queries import dossier_records
from workpermit.appointments.models import Appointment
from workpermit.appointments.services import Visitor, book_place
from workpermit.catalogue.fees import fee_facts, permit_fee
from workpermit.catalogue.forms import validate_section
from workpermit.catalogue.kinds import Confirmation, Visit
from workpermit.catalogue.kinds import Outcome as Ends
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import SYSTEM, Actor, Role
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import new_approval_number, new_permit_number, uuid7
from workpermit.decisions import services as decisions
from workpermit.decisions.ground import ground_of
from workpermit.decisions.models import Decision, Outcome, Proposal
from workpermit.decisions.queries import find_decision
from workpermit.decisions.terms import build_terms
from workpermit.documents.services import keep_pages, receive_evidence
from workpermit.fees.models import BankNotice, Bill
from workpermit.fees.queries import find_bill
from workpermit.permits.models import Approval, Permit
from workpermit.permits.services import issue_approval, issue_permit
from workpermit.permits.statement import Statement
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.decision import Decision as Signed
from workpermit.sealing.decision import Dossier

APPLICANT = Actor(UUID(int=1), Role.APPLICANT)
WORKER = Actor(UUID(int=2), Role.APPLICANT)
STRANGER = Actor(UUID(int=3), Role.APPLICANT)
OPERATOR_CLERK = Actor(UUID(int=4), Role.OPERATOR_CLERK, "BKK-SC-M-001")
CENTRE_MANAGER = Actor(UUID(int=7), Role.CENTRE_MANAGER, "BKK-SC-M-001")
ASSISTANT_REGISTRAR = Actor(UUID(int=5), Role.ASSISTANT_REGISTRAR, "O-10")
REGISTRAR = Actor(UUID(int=6), Role.REGISTRAR, "O-10")
CAST = (APPLICANT, OPERATOR_CLERK, CENTRE_MANAGER, ASSISTANT_REGISTRAR, REGISTRAR, SYSTEM)

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
# The slices keep a signature and do not judge it; the vault does, and has tests of its own.
ASSERTION = Assertion(b"credential", b"client data", b"authenticator data", b"signature")
CENTRE = "BKK-SC-M-001"
WORKING_DAY = date(2026, 11, 24)
WORDS = "The capital is below the criterion."


def application(
    *, status: str = Status.DRAFT, by: Actor = APPLICANT, at: datetime = NOON, service_id: str = "s59_new"
) -> Application:
    """An application of a service that was walked to `status` by its acts."""
    version = service(service_id)
    for cohort in version.definition.cohorts:
        open_cohort(cohort, at)
    draft = applications.start_application(service=version, subject=uuid7(), by=by, at=at)
    for step in _way_to(status):
        step(draft, at)
        draft = Application.objects.get(pk=draft.pk)
    return draft


def filer_of(draft: Application) -> Actor:
    """Whoever files an application."""
    return Actor(draft.filing_account, Role.APPLICANT)


def answers_of(draft: Application, at: datetime = NOON) -> Mapping[str, Mapping[str, str]]:
    """What is typed into each section of an application."""
    return ANSWERS if draft.service == "s59_new" else sample_answers(draft.service, today=bangkok_date(at))


def cleaned_answers(draft: Application, at: datetime = NOON) -> dict[str, dict[str, Any]]:
    """The same answers as the form keeps them."""
    version, today = get_version(draft.service_version), bangkok_date(at)
    typed = answers_of(draft, at)
    return {name: validate_section(version, name, posted, today=today).values for name, posted in typed.items()}


def answer_all(draft: Application, at: datetime = NOON, **changes: dict[str, str]) -> None:
    """Answer every section; `changes` replace single answers of a section."""
    for section, answers in answers_of(draft, at).items():
        cleaned = applications.save_answers(
            application=draft,
            section=section,
            posted={**answers, **changes.get(section, {})},
            seen_version=0,
            by=filer_of(draft),
            at=at,
        )
        assert cleaned.complete or changes, (section, cleaned.errors)


def answer_again(draft: Application, section: str, at: datetime = NOON) -> None:
    """Save a section once more as it was: a new record with the same answers."""
    applications.save_answers(
        application=Application.objects.get(pk=draft.pk),
        section=section,
        posted=dict(answers_of(draft, at)[section]),
        seen_version=1,
        by=filer_of(draft),
        at=at,
    )


def hand_in_documents(draft: Application, at: datetime = NOON) -> None:
    """Every required document, pressed."""
    draft = Application.objects.get(pk=draft.pk)
    for document in get_version(draft.service_version).documents:
        if document.required or document.id in draft.extra_documents:
            evidence = receive_evidence(
                case=draft.pk, subject=draft.subject, document=document, name="scan.jpg", content=JPEG,
                by=filer_of(draft), at=at,
            )  # fmt: skip
            keep_pages(evidence, pages=[JPEG], scan="unscanned", at=at)


def confirm(draft: Application, at: datetime = NOON) -> None:
    """The worker joins and confirms what is there now."""
    applications.join_application(application=draft.pk, by=WORKER, at=at)
    joined = Application.objects.get(pk=draft.pk)
    applications.record_confirmation(application=joined, records=dossier_records(joined), by=WORKER, at=at)


def complete(draft: Application, at: datetime = NOON, **changes: dict[str, str]) -> Application:
    """Answered, papers in, confirmed where the worker must: ready to be submitted; `changes` as in `answer_all`."""
    answer_all(draft, at, **changes)
    hand_in_documents(draft, at)
    if get_version(draft.service_version).confirm_before() is Confirmation.SUBMIT:
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


def recommend(
    draft: Application, *, outcome: Outcome = Outcome.GRANTED, by: Actor = ASSISTANT_REGISTRAR, at: datetime = NOON
) -> None:
    """The assistant registrar passes the application on."""
    reasons = ["capital_below"] if outcome == Outcome.REFUSED else []
    decisions.recommend_application(application=draft, outcome=outcome, reasons=reasons, words="", by=by, at=at)


def send_back(draft: Application, *, by: Actor = ASSISTANT_REGISTRAR, at: datetime = NOON) -> None:
    """Return the application for correction."""
    decisions.return_application(application=draft, reasons=["answer_unclear"], words=WORDS, by=by, at=at)


def propose(
    draft: Application,
    *,
    outcome: Outcome = Outcome.GRANTED,
    reasons: Sequence[str] | None = None,
    words: str = WORDS,
    by: Actor = REGISTRAR,
    at: datetime = NOON,
) -> Proposal:
    """The bytes that the registrar is going to sign."""
    if reasons is None:
        reasons = ["capital_below"] if outcome == Outcome.REFUSED else []
    version, cleaned, ground = get_version(draft.service_version), cleaned_answers(draft, at), ground_of(draft, at)
    return decisions.propose_decision(
        proposal=uuid7(),
        application=draft,
        outcome=outcome,
        terms=build_terms(version, cleaned, ground, granted=outcome == Outcome.GRANTED),
        fee=permit_fee(version, fee_facts(version, cleaned, cohort=ground.cohort)) or None,
        reasons=reasons,
        words=words,
        dossier=Dossier(tuple(UUID(record) for record in dossier_records(draft)), b"\0" * 32),
        nonce=b"\1" * 32,
        expires_at=at + timedelta(minutes=10),
        by=by,
        at=at,
    )


def grant(draft: Application, *, by: Actor = REGISTRAR, at: datetime = NOON) -> Decision:
    """The registrar grants, signing a proposal of this moment."""
    said = propose(draft, by=by, at=at)
    return decisions.grant_application(application=draft, proposal=said, assertion=ASSERTION, by=by, at=at)


def refuse(draft: Application, *, by: Actor = REGISTRAR, at: datetime = NOON) -> Decision:
    """The registrar refuses, signing a proposal of this moment."""
    proposal = propose(draft, outcome=Outcome.REFUSED, by=by, at=at)
    return decisions.refuse_application(
        application=draft,
        proposal=proposal,
        assertion=ASSERTION,
        reasons=["capital_below"],
        words=WORDS,
        by=by,
        at=at,
    )


def book(
    draft: Application,
    *,
    day: date = WORKING_DAY,
    hour: int = 9,
    centre: str = CENTRE,
    by: Actor = APPLICANT,
    at: datetime = NOON,
) -> Appointment:
    """A place at a centre, booked by the filer."""
    who = Visitor(draft.pk, draft.subject, timedelta(hours=1), draft.worker_account)
    with transaction.atomic():
        return book_place(visitor=who, centre=centre, day=day, hour=hour, by=by, at=at)


def issue(draft: Application, *, credential: bytes = b"signed by the vault", at: datetime = NOON) -> Permit:
    """Keep what the vault would have signed for the decision on this application."""
    decision = find_decision(draft.pk)
    assert decision is not None
    signed = Signed.from_bytes(bytes(decision.document))
    assert signed.valid_from is not None
    assert signed.valid_until is not None
    number = new_permit_number()
    statement = Statement("header.valid.signature", number, "valid", at, at + timedelta(days=1))
    return issue_permit(
        application=draft,
        decision=decision.pk,
        terms=decision.terms,
        valid_from=signed.valid_from,
        valid_until=signed.valid_until,
        number=number,
        credential=credential,
        statement=statement,
        at=at,
    )


def approve(draft: Application, *, at: datetime = NOON) -> Approval:
    """Keep the letter that the vault would have signed for the decision on this application."""
    decision = find_decision(draft.pk)
    assert decision is not None
    return issue_approval(
        application=draft,
        decision=decision.pk,
        terms=decision.terms,
        number=new_approval_number(),
        receipt="header.approval.signature",
        at=at,
    )


def withdraw(draft: Application, *, at: datetime = NOON) -> None:
    """Taken back by its filer."""
    applications.withdraw_application(application=draft, by=filer_of(draft), at=at)


def _submit(draft: Application, at: datetime) -> None:
    applications.submit_application(application=complete(draft, at), method="national", by=APPLICANT, at=at)


def _pay_filing_fee(draft: Application, at: datetime) -> None:
    bill = find_bill(draft.pk, "F1")
    if bill is None:
        applications.pass_filing_fee(application=draft, at=at)
    else:
        applications.record_payment(notice(bill), at=at)


def _complete_checks(draft: Application, at: datetime) -> None:
    applications.complete_checks(application=draft, found=[], at=at)


def _recommend(draft: Application, at: datetime) -> None:
    recommend(draft, at=at)


def _send_back(draft: Application, at: datetime) -> None:
    send_back(draft, at=at)


def _grant(draft: Application, at: datetime) -> None:
    grant(draft, at=at)


def _refuse(draft: Application, at: datetime) -> None:
    refuse(draft, at=at)


def _pay_permit_fee(draft: Application, at: datetime) -> None:
    bill = find_bill(draft.pk, "P1")
    if bill is None:
        applications.pass_permit_fee(application=draft, at=at)
    else:
        applications.record_payment(notice(bill), at=at)


def _confirm_identity(draft: Application, at: datetime) -> None:
    if get_version(draft.service_version).visit is Visit.NO:
        applications.pass_visit(application=draft, identified=False, at=at)
    else:
        applications.confirm_identity(application=draft, by=OPERATOR_CLERK, at=at)


def _issue(draft: Application, at: datetime) -> None:
    if get_version(draft.service_version).outcome is Ends.APPROVAL:
        approve(draft, at=at)
    else:
        issue(draft, at=at)


Step = Callable[[Application, datetime], None]
# status: (where the application stood before, the act that brought it here)
_STEPS: dict[str, tuple[str, Step]] = {
    Status.SUBMITTED: (Status.DRAFT, _submit),
    Status.CHECKING: (Status.SUBMITTED, _pay_filing_fee),
    Status.IN_REVIEW: (Status.CHECKING, _complete_checks),
    Status.RETURNED: (Status.IN_REVIEW, _send_back),
    Status.RECOMMENDED: (Status.IN_REVIEW, _recommend),
    Status.GRANTED: (Status.RECOMMENDED, _grant),
    Status.REFUSED: (Status.RECOMMENDED, _refuse),
    Status.AWAITING_VISIT: (Status.GRANTED, _pay_permit_fee),
    Status.IDENTITY_CONFIRMED: (Status.AWAITING_VISIT, _confirm_identity),
    Status.ISSUED: (Status.IDENTITY_CONFIRMED, _issue),
}


def _way_to(status: str) -> Iterator[Step]:
    if status == Status.DRAFT:
        return
    before, step = _STEPS[status]
    yield from _way_to(before)
    yield step
