"""Submitting several applications together, and paying their filing fees by one QR code."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from workpermit.applications.ready import list_chosen, list_ready
from workpermit.applications.rules import STRONG_METHODS
from workpermit.applications.services import submit_together
from workpermit.catalogue.definition import Service, Step
from workpermit.catalogue.fees import filing_fee
from workpermit.catalogue.queries import cohort_of, get_version
from workpermit.core.actors import Role
from workpermit.core.ids import show_number, uuid7
from workpermit.fees.queries import bills_in, get_basket, list_baskets
from workpermit.sites.applicant.paper_contents import basket_bill, payment_qr
from workpermit.sites.applicant.titles import titles_of
from workpermit.sites.applicant.views.fees import payable, wrong_payments
from workpermit.sites.applicant.views.papers import pdf
from workpermit.sites.applicant.words import BILL_STATUSES, Words
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import PageError
from workpermit.sites.rules_text import sentence_at
from workpermit.sites.sentence import Sentence

if TYPE_CHECKING:
    from workpermit.applications.models import Application
    from workpermit.fees.models import Basket, Bill

MOVED = ("WrongStatus", "CaseHasMoved")  # it was submitted beside this basket


@dataclass(frozen=True, slots=True)
class Row:
    """One application in a list: what it is called, what it costs or what it has been billed."""

    application: "Application"
    title: str
    service: Service
    satang: int | None = None
    bill: "Bill | None" = None
    sentence: Sentence | None = None

    @property
    def href(self) -> str:
        """The application's first page."""
        return f"/applications/{self.application.pk}/"

    @property
    def bill_status(self) -> tuple[Words, str]:
        """The status of the bill, and its chip."""
        assert self.bill is not None
        return BILL_STATUSES[self.bill.status]


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def ready(request: Request) -> HttpResponse:
    """The drafts that could be submitted now. The basket's id is made with the page: a form sent twice acts once."""
    if request.method == "GET":
        return _ready_page(request, [])
    basket, chosen = _uuid(request.POST.get("basket", "")), [_uuid(text) for text in request.POST.getlist("chosen")]
    if not chosen:
        return _ready_page(request, [PageError("chosen", _("Choose at least one application."))])
    made = submit_together(
        basket=basket,
        applications=list_chosen(chosen, seen_by=request.actor),
        method=request.claims.method,
        by=request.actor,
        at=timezone.now(),
    )
    return HttpResponseRedirect(f"/baskets/{made.pk}/")


def _ready_page(request: Request, errors: list[PageError]) -> HttpResponse:
    drafts = list_ready(seen_by=request.actor)
    names, sealed = titles_of(request, drafts.ready)
    at = timezone.now()
    rows = []
    for draft in drafts.ready:
        service = get_version(draft.service_version)
        rows.append(Row(draft, names[draft.pk], service, satang=_fee(service, at)))
    context = {
        "rows": rows,
        "others": drafts.others,
        "sealed": sealed,
        "baskets": list_baskets(seen_by=request.actor),
        "basket": uuid7(),
        "strong": request.claims.method in STRONG_METHODS,
        "errors": errors,
        "here": "filings",
    }
    return render(request, "applicant/baskets.html", context, status=422 if errors else 200)


def _fee(service: Service, at: datetime) -> int | None:
    if Step.FILING_FEE not in service.route:
        return None
    cohort = cohort_of(service, at) if service.cohorts else None
    return filing_fee(service, cohort.definition if cohort else None)


@require_GET
@signed_in(Role.APPLICANT)
def basket(request: Request, basket_id: UUID) -> HttpResponse:
    """What was submitted and what was not, with one QR code for what is still due."""
    found = _find(request, basket_id)
    bills = bills_in(found)
    due = [bill for bill in bills if bill.status == "open"]
    satang = sum(bill.satang for bill in due)
    rows, left_out, sealed = _entries(request, found, bills)
    context = payable(payment_qr(found.number, found.REF2, satang) if due else "") | {
        "basket": found,
        "number": show_number(found.number),
        "rows": rows,
        "left_out": left_out,
        "sealed": sealed,
        "due": satang,
        "due_at": min((bill.due_at for bill in due), default=None),
        "paid": sum(bill.satang for bill in bills if bill.status == "paid"),
        "wrong_payments": wrong_payments(found.pk, found.REF2) if due else [],
        "state": _state_of(found),
    }
    return render(request, "applicant/basket.html", context)


@require_GET
@signed_in(Role.APPLICANT)
def bill_paper(request: Request, basket_id: UUID) -> HttpResponse:
    """ใบแจ้งชำระเงิน for what is still due together."""
    found = _find(request, basket_id)
    rows, _left_out, _sealed = _entries(request, found, bills_in(found))
    due = [(row.title, row.service, row.bill) for row in rows if row.bill is not None and row.bill.status == "open"]
    if not due:
        raise Http404
    return pdf("basket_bill", basket_bill(found, due), f"bill-{found.number}")


@require_GET
@signed_in(Role.APPLICANT)
def state(request: Request, basket_id: UUID) -> JsonResponse:
    """One word that changes whenever the page of the basket would look different."""
    return JsonResponse({"state": _state_of(_find(request, basket_id))})


def _state_of(basket: "Basket") -> str:
    bills = [f"{bill.status}{':receipt' if bill.receipt else ''}" for bill in bills_in(basket)]
    return " ".join([*bills, f"wrong:{len(wrong_payments(basket.pk, basket.REF2))}"])


def _find(request: Request, basket: UUID) -> "Basket":
    try:
        return get_basket(basket, seen_by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None


def _entries(request: Request, basket: "Basket", bills: "list[Bill]") -> tuple[list[Row], list[Row], bool]:
    """What was submitted, what was kept out and why, and whether the names stay sealed for now."""
    said = {UUID(entry["application"]): entry for entry in basket.entries}
    applications = list_chosen(list(said), seen_by=request.actor)
    names, sealed = titles_of(request, applications)
    billed = {bill.application: bill for bill in bills}
    rows: list[Row] = []
    left_out: list[Row] = []
    for one in applications:
        entry, service = said[one.pk], get_version(one.service_version)
        if not entry["problem"]:
            rows.append(Row(one, names[one.pk], service, bill=billed.get(one.pk)))
        elif one.status == "draft" or entry["problem"] in MOVED:
            sentence = sentence_at(entry["problem"], entry["moment"], get_language() or "th")
            left_out.append(Row(one, names[one.pk], service, sentence=sentence))
    return rows, left_out, sealed


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
