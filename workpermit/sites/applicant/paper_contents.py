"""What the papers of a filing say: plain values for `workpermit.papers`, from opened records and plain rows."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.conf import settings

from workpermit.catalogue.definition import Service, Step, Text
from workpermit.catalogue.kinds import DeadlineFrom
from workpermit.catalogue.queries import find_nationality, get_province, office_for
from workpermit.core.calendar import bangkok_date
from workpermit.core.thai_qr import Bill as QrBill
from workpermit.core.thai_qr import qr_text
from workpermit.documents.queries import USABLE
from workpermit.sealing.canonical import unb64
from workpermit.sealing.decision import decision_challenge
from workpermit.sites.applicant.filing import Answers, Filing, Notice
from workpermit.sites.applicant.following import still_worked_on

if TYPE_CHECKING:
    from workpermit.decisions.models import Decision
    from workpermit.fees.models import Basket, Bill
    from workpermit.permits.models import Approval, Permit

Paper = dict[str, Any]
PURPOSES = {
    "F1": {"th": "ค่าธรรมเนียมคำขอ", "en": "Filing fee"},
    "P1": {"th": "ค่าธรรมเนียมใบอนุญาตทำงาน", "en": "Work permit fee"},
}
NO_OFFICE = Text("กรมการจัดหางาน", "Department of Employment")
APPEAL_TO = Text("อธิบดีกรมการจัดหางาน", "the Director-General of the Department of Employment")


def both(text: Text) -> dict[str, str]:
    """A text of the catalogue as a paper takes it."""
    return {"th": text.th, "en": text.en}


def worker_name(answers: Answers) -> str:
    """Given names and family name as in the passport."""
    worker = answers.get("worker", {})
    return " ".join(str(worker[part]) for part in ("given_names", "family_name") if worker.get(part))


def employer_name(answers: Answers) -> str:
    """The employer's registered name."""
    return str(answers.get("employer", {}).get("name_th", ""))


def bill_qr(bill: "Bill") -> str:
    """The text of a bill's Thai QR code."""
    return payment_qr(bill.ref1, bill.kind, bill.satang)


def payment_qr(ref1: str, ref2: str, satang: int) -> str:
    """The text of a Thai QR code that pays the Department an amount under two references."""
    return qr_text(QrBill(settings.EWP["bank"]["biller"], ref1, ref2, satang))


def filing_receipt(filing: Filing, answers: Answers, bill: "Bill | None") -> Paper:
    """ใบรับคำขอ."""
    application, held = filing.application, still_worked_on(filing.application)
    there = {one.document for one in filing.evidence if one.status in USABLE}
    return {
        "number": application.number,
        "service": both(filing.service.name),
        "form_code": filing.service.form_code,
        "received_at": application.submitted_at,
        "employer": employer_name(answers),
        "worker": worker_name(answers),
        "office": both(_office(filing)),
        "documents": [both(one.name) for one in filing.service.documents if one.id in there],
        "fee": bill.satang if bill else 0,
        "pay_until": bill.due_at if bill and bill.status == "open" else None,
        "tracking_url": f"{settings.SITES['applicant']}{filing.home}",
        "seal": application.receipt,
        "acknowledges": filing.service.section if Step.ACKNOWLEDGE in filing.service.route else "",
        "renews": held.number if held else "",
        "renews_until": held.valid_until if held else None,
    }


def payment_bill(filing: Filing, answers: Answers, bill: "Bill") -> Paper:
    """ใบแจ้งชำระเงิน."""
    return {
        "number": filing.application.number,
        "service": both(filing.service.name),
        "purpose": PURPOSES[bill.kind],
        "payer": employer_name(answers) or worker_name(answers),
        "biller": settings.EWP["bank"]["biller"],
        "ref1": bill.ref1,
        "ref2": bill.kind,
        "amount": bill.satang,
        "pay_until": bill.due_at,
        "qr": bill_qr(bill),
    }


def basket_bill(basket: "Basket", due: "Sequence[tuple[str, Service, Bill]]") -> Paper:
    """ใบแจ้งชำระเงิน for the open bills of a basket, each with what its application is called and its service."""
    satang = sum(bill.satang for _about, _service, bill in due)
    return {
        "number": basket.number,
        "entries": [
            {"number": bill.ref1, "about": about, "service": both(service.short_name), "fee": bill.satang}
            for about, service, bill in due
        ],
        "biller": settings.EWP["bank"]["biller"],
        "ref1": basket.number,
        "ref2": basket.REF2,
        "amount": satang,
        "pay_until": min((bill.due_at for _about, _service, bill in due if bill.due_at), default=None),
        "qr": payment_qr(basket.number, basket.REF2, satang),
    }


def fee_receipt(filing: Filing, answers: Answers, bill: "Bill") -> Paper:
    """ใบเสร็จรับเงิน."""
    return {
        "number": bill.receipt_number,
        "application_number": filing.application.number,
        "service": both(filing.service.name),
        "purpose": PURPOSES[bill.kind],
        "payer": employer_name(answers) or worker_name(answers),
        "amount": bill.satang,
        "paid_at": bill.paid_at,
        "bank_reference": str(bill.notice_id),
        "tracking_url": f"{settings.SITES['applicant']}{filing.home}",
        "seal": bill.receipt,
    }


EVENTS = {
    DeadlineFrom.HIRE_DATE: {"th": "วันที่เริ่มจ้าง", "en": "Day of hire"},
    DeadlineFrom.EXIT_DATE: {"th": "วันที่ออกจากงาน", "en": "Day of exit"},
    DeadlineFrom.WORK_START: {"th": "วันที่เริ่มงาน", "en": "Day on which work starts"},
    DeadlineFrom.NOTIFIED_PERIOD_END: {"th": "วันสิ้นสุดที่แจ้งไว้เดิม", "en": "End of the period first notified"},
    DeadlineFrom.REFUSAL_DATE: {"th": "วันที่ปฏิเสธ", "en": "Day of the refusal"},
    DeadlineFrom.DELIVERY_DATE: {"th": "วันที่ส่งมอบ", "en": "Day of delivery"},
}


def _people(answers: Answers) -> str:
    """How many workers a list is of, where a notice is not of one worker."""
    return f"{answers.get('delivery', {}).get('workers', '')} คน / workers"


def acknowledgement(notice: Notice, answers: Answers) -> Paper:
    """ใบตอบรับการแจ้ง."""
    found = notice.notice
    assert found.filed_at is not None
    assert found.event_on is not None
    last = found.due_on or found.event_on
    clock = notice.service.deadline
    assert clock is not None
    return {
        "number": found.number,
        "service": both(notice.service.name),
        "form_code": notice.service.form_code,
        "received_at": found.filed_at,
        "employer": employer_name(answers),
        "worker": worker_name(answers) or _people(answers),
        "event": EVENTS[clock.deadline_from],
        "event_on": found.event_on,
        "last_day": last,
        "in_time": bangkok_date(found.filed_at) <= last,
        "law": clock.law,
        "penalty": both(clock.penalty),
        "until_on": found.until_on,
        "seal": found.receipt,
    }


def refusal_letter(filing: Filing, answers: Answers, decision: "Decision", words: str) -> Paper:
    """หนังสือแจ้งคำสั่งไม่อนุญาต."""
    reasons = [filing.service.reason(code) for code in decision.reasons]
    return {
        "number": filing.application.number,
        "service": both(filing.service.name),
        "addressee": employer_name(answers) or worker_name(answers),
        "worker": worker_name(answers),
        "decided_on": bangkok_date(decision.decided_at),
        "office": both(_office(filing)),
        "reasons": [{"text": both(one.text), "law": one.law} for one in reasons],
        "explanation": words,
        "appeal_to": both(APPEAL_TO),
        "appeal_days": filing.service.appeal_days or 30,
        "appeal_until": decision.appeal_until,
        "fingerprint": decision_fingerprint(bytes(decision.document)),
    }


def decision_fingerprint(document: bytes) -> str:
    """The first 64 bits of what the registrar's key signed, as the signing page shows them."""
    text = decision_challenge(document)[:8].hex()
    return " ".join(text[place : place + 4] for place in range(0, 16, 4))


def permit_paper(
    filing: Filing, permit: "Permit", terms: Mapping[str, Any], answers: Answers, qr: str, photo: bytes
) -> Paper:
    """ใบอนุญาตทำงาน; the terms are those that the registrar signed, `qr` is the address with the credential."""
    nationality = find_nationality(str(terms["nationality"]))
    code = str(terms["nationality"])
    job, workplace = answers.get("job", {}), answers.get("workplace", {})
    return {
        "number": permit.number,
        "holder": terms["worker"],
        "nationality": both(nationality.name) if nationality else {"th": code, "en": code},
        "passport_number": terms["passport_number"],
        "employer": {"th": terms["employer"], "en": terms.get("employer_en") or terms["employer"]},
        "occupation": {"th": terms["job"], "en": terms.get("job_en") or terms["job"]},
        "job_title": str(job.get("title", "")),
        "workplace": ", ".join(str(workplace[part]) for part in ("name", "address") if workplace.get(part)),
        "province": _province(filing, terms),
        "valid_from": permit.valid_from,
        "valid_until": permit.valid_until,
        "issued_on": bangkok_date(permit.issued_at),
        "office": both(_office(filing)),
        "law": filing.service.legal_basis(),
        "qr": qr,
        # For programs, what the vault signed: the file proves itself.
        "machine": unb64(qr.partition("#")[2]),
        "photo": photo,
    }


def approval_letter(
    filing: Filing, approval: "Approval", decision: "Decision", terms: Mapping[str, Any], qr: str
) -> Paper:
    """หนังสืออนุญาต; the terms are those that the registrar signed."""
    return {
        "number": approval.number,
        "application_number": filing.application.number,
        "service": both(filing.service.name),
        "form_code": filing.service.form_code,
        "addressee": terms["employer"],
        "worker": terms.get("worker", ""),
        "occupation": {"th": terms.get("job", ""), "en": terms.get("job_en", "")},
        "workplace": {"th": terms.get("place", ""), "en": terms.get("place_en", "")},
        "decided_on": bangkok_date(decision.decided_at),
        "office": both(_office(filing)),
        "details": terms["details"],
        "law": filing.service.legal_basis(),
        "fingerprint": decision_fingerprint(bytes(decision.document)),
        "qr": qr,
        "seal": approval.receipt,
    }


def _province(filing: Filing, terms: Mapping[str, Any]) -> dict[str, str]:
    if filing.application.province:
        return both(get_province(filing.application.province).name)
    return {"th": str(terms.get("place", "")), "en": str(terms.get("place_en", ""))}


def _office(filing: Filing) -> Text:
    return office_for(filing.application.province).name if filing.application.province else NO_OFFICE
