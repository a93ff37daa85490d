"""Paying a fee: the Thai QR code, the references, and whether the bank has reported the payment."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from workpermit.core.actors import Role
from workpermit.fees.queries import basket_of, find_bill
from workpermit.letters.queries import list_letters
from workpermit.sites.applicant.filing import get_filing
from workpermit.sites.applicant.paper_contents import bill_qr
from workpermit.sites.applicant.views.filings import state_of
from workpermit.sites.applicant.words import BILL_PURPOSES
from workpermit.sites.http import Request, signed_in
from workpermit.sites.pictures import qr_picture

# Where what follows a payment still lies ahead.
GOES_ON = {"F1": ("submitted", "amending", "checking", "in_review", "recommended"), "P1": ("granted", "awaiting_visit")}
WRONG_AMOUNT = ("payment_of_wrong_amount", "basket_of_wrong_amount")


@require_GET
@signed_in(Role.APPLICANT)
def bill(request: Request, application_id: UUID, kind: str) -> HttpResponse:
    """One bill: to be paid, paid, or no longer due."""
    filing = get_filing(request, application_id)
    found = find_bill(filing.id, kind)
    if found is None:
        raise Http404
    text = bill_qr(found) if found.status == "open" else ""
    context = payable(text) | {
        "filing": filing,
        "bill": found,
        "basket": basket_of(found, seen_by=request.actor) if text else None,
        "purpose": BILL_PURPOSES[found.kind],
        "goes_on": filing.application.status in GOES_ON[found.kind],
        "wrong_payments": wrong_payments(filing.id, found.kind) if text else [],
        "watched": found.status == "open" or (found.status == "paid" and not found.receipt),
        "state": state_of(filing),
    }
    return render(request, "applicant/bill.html", context)


def payable(text: str) -> dict[str, Any]:
    """What the part `pay.html` shows of a QR code's text; without one nothing is due."""
    bank = settings.EWP.get("demo_sites", {}).get("bank", "") if settings.DEMO else ""
    return {
        "qr_text": text,
        "picture": qr_picture(text) if text else "",
        "biller": settings.EWP["bank"]["biller"],
        "demo_bank": f"{bank}/?{urlencode({'qr': text})}" if bank and text else "",
    }


def wrong_payments(case: UUID, kind: str) -> list[int]:
    """What was paid for an open bill or basket and did not match it, in satang.

    The letter about it says so: this zone may not read what the bank reports.
    """
    letters = [one for one in list_letters(case) if one.template in WRONG_AMOUNT]
    return [int(one.facts["satang"]) for one in letters if one.facts["kind"] == kind]
