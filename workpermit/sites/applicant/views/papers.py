"""Papers to keep, as PDF: made at the moment they are asked for, stored nowhere."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from workpermit.core.actors import Role
from workpermit.core.errors import RuleBroken
from workpermit.core.languages import THAI, official
from workpermit.decisions.queries import find_decision
from workpermit.fees.queries import find_bill
from workpermit.papers.render import render_pdf
from workpermit.permits.queries import find_approval
from workpermit.sites.applicant import paper_contents
from workpermit.sites.applicant.filing import (
    Answers,
    Filing,
    Notice,
    answers_in,
    get_filing,
    get_own_notice,
    open_records,
)
from workpermit.sites.http import Request, signed_in

PARTIES = ("employer", "worker")


class ReceiptBeingPrepared(RuleBroken):
    """The vault has not signed this receipt yet; without its seal the paper would prove nothing."""


@require_GET
@signed_in(Role.APPLICANT)
def filing_receipt(request: Request, application_id: UUID) -> HttpResponse:
    """ใบรับคำขอ, within seconds of the submission."""
    filing = get_filing(request, application_id)
    if not filing.application.number:
        raise Http404
    _check_sealed(filing.application.receipt)
    data = paper_contents.filing_receipt(filing, _parties(request, filing), find_bill(filing.id, "F1"))
    return pdf("filing_receipt", data, f"receipt-{filing.application.number}")


@require_GET
@signed_in(Role.APPLICANT)
def payment_bill(request: Request, application_id: UUID, kind: str) -> HttpResponse:
    """ใบแจ้งชำระเงิน, while it is to be paid."""
    filing = get_filing(request, application_id)
    bill = find_bill(filing.id, kind)
    if bill is None or bill.status != "open":
        raise Http404
    data = paper_contents.payment_bill(filing, _parties(request, filing), bill)
    return pdf("payment_bill", data, f"bill-{bill.ref1}-{kind}")


@require_GET
@signed_in(Role.APPLICANT)
def fee_receipt(request: Request, application_id: UUID, kind: str) -> HttpResponse:
    """ใบเสร็จรับเงิน, once it is paid."""
    filing = get_filing(request, application_id)
    bill = find_bill(filing.id, kind)
    if bill is None or bill.status != "paid":
        raise Http404
    _check_sealed(bill.receipt)
    data = paper_contents.fee_receipt(filing, _parties(request, filing), bill)
    return pdf("fee_receipt", data, f"receipt-{bill.ref1}-{kind}")


@require_GET
@signed_in(Role.APPLICANT)
def refusal_letter(request: Request, application_id: UUID) -> HttpResponse:
    """หนังสือแจ้งคำสั่งไม่อนุญาต."""
    filing = get_filing(request, application_id)
    decision = find_decision(filing.id)
    if decision is None or decision.outcome != "refused":
        raise Http404
    opened = open_records(request, [*_records(filing), decision.reason])
    words = str(opened[decision.reason].get("words", "")) if decision.reason else ""
    data = paper_contents.refusal_letter(filing, answers_in(filing, opened), decision, words)
    return pdf("refusal_letter", data, f"decision-{filing.application.number}")


@require_GET
@signed_in(Role.APPLICANT)
def approval_letter(request: Request, application_id: UUID) -> HttpResponse:
    """หนังสืออนุญาต, once the vault has signed it."""
    filing = get_filing(request, application_id)
    approval, decision = find_approval(filing.id), find_decision(filing.id)
    if approval is None or decision is None:
        raise Http404
    terms = open_records(request, [approval.terms])[approval.terms]
    address = f"{settings.SITES['applicant']}/p/{approval.number}"
    data = paper_contents.approval_letter(filing, approval, decision, terms, address)
    return pdf("approval_letter", data, f"approval-{approval.number}")


@require_GET
@signed_in(Role.APPLICANT)
def acknowledgement(request: Request, notice_id: UUID) -> HttpResponse:
    """ใบตอบรับการแจ้ง."""
    notice = get_own_notice(request, notice_id)
    if not notice.notice.filed_at:
        raise Http404
    _check_sealed(notice.notice.receipt)
    data = paper_contents.acknowledgement(notice, _parties(request, notice))
    return pdf("acknowledgement", data, f"acknowledgement-{notice.notice.number}")


def pdf(template: str, data: dict[str, Any], name: str) -> HttpResponse:
    """A paper as an answer; `name` is the file's, without anything personal."""
    content = render_pdf(template, data, language=official(get_language() or THAI), demo=settings.DEMO)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _check_sealed(receipt: str) -> None:
    if not receipt:
        raise ReceiptBeingPrepared


def _records(filing: Filing | Notice) -> list[UUID]:
    return [filing.sections[name].record for name in PARTIES if name in filing.sections]


def _parties(request: Request, filing: Filing | Notice) -> Answers:
    """The answers about employer and worker, for their names."""
    return answers_in(filing, open_records(request, _records(filing)))
