"""The issued permit for its parties, and the check that anybody may make."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from workpermit.catalogue.queries import get_office, get_service
from workpermit.core.actors import Role
from workpermit.core.ids import clean_number, is_number
from workpermit.documents.queries import list_pages
from workpermit.permits.holdings import Holding
from workpermit.permits.queries import find_approval_by_number, find_permit, find_statement
from workpermit.permits.services import statements_folder
from workpermit.permits.statement import find_statement_file, read_statement
from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.jws import verify_jws
from workpermit.sealing.objects import get_object
from workpermit.sealing.refusal import Refused
from workpermit.sealing.services import public_keys
from workpermit.sealing.stream import open_bytes
from workpermit.sites.applicant.filing import Filing, answers_in, get_filing, open_records
from workpermit.sites.applicant.following import ways_of
from workpermit.sites.applicant.paper_contents import permit_paper
from workpermit.sites.applicant.views.cards import card_of
from workpermit.sites.applicant.views.papers import pdf
from workpermit.sites.http import AnyRequest, Request, signed_in
from workpermit.sites.parts import PageError
from workpermit.sites.pictures import qr_picture

if TYPE_CHECKING:
    from workpermit.permits.models import Approval

ON_PAPER = ("job", "workplace")
APPROVALS = "2"  # with which the numbers of letters begin


@require_GET
@signed_in(Role.APPLICANT)
def permit(request: Request, application_id: UUID) -> HttpResponse:
    """The permit with its QR code."""
    filing = get_filing(request, application_id)
    found = _issued(filing)
    opened = open_records(request, [found.terms, found.credential])
    address = check_address(found.number, opened[found.credential]["credential"])
    held = [Holding(found, filing.application)]
    [way] = ways_of(held, reader=request.actor, keys=public_keys(), at=timezone.now())
    context = {
        "filing": filing,
        "permit": found,
        "terms": opened[found.terms],
        "address": address,
        "picture": qr_picture(address),
        "way": way,
        "card": card_of(filing),
    }
    return render(request, "applicant/permit.html", context)


@require_GET
@signed_in(Role.APPLICANT)
def permit_pdf(request: Request, application_id: UUID) -> HttpResponse:
    """ใบอนุญาตทำงาน as a file to keep, with the photograph and the QR code."""
    filing = get_filing(request, application_id)
    found = _issued(filing)
    photo = next((page.record for page in list_pages(filing.id) if page.evidence.document == "photo"), None)
    sections = [filing.sections[name].record for name in ON_PAPER if name in filing.sections]
    opened = open_records(request, [found.terms, found.credential, photo, *sections])
    address = check_address(found.number, opened[found.credential]["credential"])
    picture = _picture(opened[photo]) if photo else b""
    data = permit_paper(filing, found, opened[found.terms], answers_in(filing, opened), address, picture)
    return pdf("permit", data, f"permit-{found.number}")


def check_address(number: str, credential: str) -> str:
    """The address in the QR code: what follows # stays in the browser of whoever opens it."""
    return f"{settings.SITES['applicant']}/p/{number}#{credential}"


def _issued(filing: Filing) -> Any:
    found = find_permit(filing.id)
    if found is None:
        raise Http404
    return found


def _picture(file: dict[str, Any]) -> bytes:
    return open_bytes(unb64(file["key"]), get_object(file["object"]))


@require_GET
def check(request: AnyRequest) -> HttpResponse:
    """Type a permit's number and see its status."""
    typed = request.GET.get("number", "").strip()
    number = clean_number(typed)
    if is_number(number):
        return HttpResponseRedirect(f"/p/{number}")
    errors = []
    if "number" in request.GET:
        wrong = _("Type the number of the permit") if not typed else _("A permit number has 13 digits; compare them")
        if len(number) == 13 and number.isdecimal():
            wrong = _("The last two digits do not fit the others; compare digit by digit")
        errors = [PageError("number", wrong)]
    context = {"typed": typed, "errors": errors}
    return render(request, "applicant/check_permit.html", context, status=422 if errors else 200)


@dataclass(frozen=True, slots=True)
class Status:
    """What a signed statement says of a permit. `state` is one of STATES, `unknown` or `unconfirmed`."""

    state: str
    statement: str
    stated_at: int = 0


@require_GET
def check_permit(request: AnyRequest, number: str) -> HttpResponse:
    """The status of a permit; with the part after # the browser verifies the permit itself.

    A letter of approval has a number of its own kind and is checked at the same address.
    """
    keys = public_keys()
    approval = find_approval_by_number(number) if number.startswith(APPROVALS) and is_number(number) else None
    if approval is not None:
        return _check_approval(request, approval)
    status = read_status(number, now=int(time.time()))
    context = {
        "number": number,
        "status": status,
        "now": int(time.time()),
        "issuer": keys.issuer,
        "demo_permit": keys.demo,
        "keys": {
            "permit": {"kid": b64(keys.permit.kid), "key": keys.permit.jwk},
            "status": {"kid": b64(keys.status.kid), "key": keys.status.jwk},
        },
        "statement": status.statement,
    }
    return render(request, "applicant/permit_status.html", context, status=404 if status.state == "unknown" else 200)


def _check_approval(request: AnyRequest, approval: "Approval") -> HttpResponse:
    """Whether the vault signed a letter, and for what: never for whom."""
    try:
        said = verify_jws(approval.receipt, public_keys().receipt.public)
    except Refused:
        said = {}
    facts = said.get("facts", {})
    genuine = said.get("kind") == "approval" and facts.get("number") == approval.number
    context = {
        "number": approval.number,
        "genuine": genuine,
        "service": get_service(approval.service, approval.issued_at).definition if genuine else None,
        "office": get_office(str(facts["office"])) if genuine else None,
        "issued_at": approval.issued_at,
        "application": facts.get("application", ""),
        "issuer": said.get("iss", ""),
        "demo_permit": public_keys().demo,
    }
    return render(request, "applicant/approval_check.html", context, status=200 if genuine else 404)


def read_status(number: str, *, now: int) -> Status:
    """The state that a fresh statement of the vault gives; without one nobody says "valid".

    The published file is what counts, so that this page and every other reader of the file agree. The
    database only tells a number that was never given from one whose status is not known now.
    """
    if not is_number(number):
        return Status("unknown", "")
    text = find_statement_file(statements_folder(), number)
    if text is None:
        return Status("unknown" if find_statement(number) is None else "unconfirmed", "")
    try:
        said = read_statement(text, public_keys())
    except Refused:
        return Status("unconfirmed", "")
    if said.number != number or now >= said.until.timestamp():
        return Status("unconfirmed", "")
    return Status(said.status, text, int(said.stated_at.timestamp()))
