"""With a clerk's help: beginning in this browser, the end, and the paper that the person takes home."""

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workpermit.core.actors import Role
from workpermit.sealing.canonical import s256
from workpermit.sealing.client import VaultUnreachable, vault
from workpermit.sealing.refusal import Refused
from workpermit.sealing.token import COUNTER
from workpermit.sites.applicant.filing import get_filing
from workpermit.sites.http import AnyRequest, Request, signed_in
from workpermit.sites.http.session import session_cookie
from workpermit.sites.http.signing_in import (
    browser_secret,
    go_to_new_passkey,
    pre_cookie,
    remember_secret,
    site_address,
)
from workpermit.sites.paper import TypedPaper, nationalities, read_nationality, read_paper, typed_paper
from workpermit.sites.parts import PageError


@require_GET
def begin(request: AnyRequest) -> HttpResponse:
    """Send this browser to the clerk's form, with the hash of its secret, as it is sent to the sign-in site."""
    secret = browser_secret(request, pre_cookie(request.site))
    response = HttpResponseRedirect(site_address("centre", "/assisted/", pre=s256(secret)))
    remember_secret(request, response, pre_cookie(request.site), secret)
    return response


@require_POST
@signed_in(Role.APPLICANT)
def finish(request: Request) -> HttpResponse:
    """The visitor goes: the session ends here and at the vault, and the browser goes back to the clerk's page."""
    with suppress(VaultUnreachable, Refused):  # it ends by itself within the half hour, and here at once
        vault("public").end_session(token=request.session_token)
    response = HttpResponseRedirect(site_address("centre", "/assisted/done/"))
    response.delete_cookie(session_cookie(request.site))
    return response


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def paper(request: Request, application_id: UUID) -> HttpResponse:
    """What to take home: the number, how to follow it, and a code to go on with; shown once, on paper."""
    filing = get_filing(request, application_id)
    if request.claims.method != COUNTER:
        raise Http404
    code = vault("public").create_paper(token=request.session_token) if request.method == "POST" else ""
    return render(request, "applicant/assisted_paper.html", {"filing": filing, "code": code})


CORRECTABLE = {
    "bad_code": ("code", gettext_lazy("This code is not right, has been used, or a newer paper replaced it.")),
    "expired": ("code", gettext_lazy("This paper is older than 90 days. A service centre helps you further.")),
    "too_many": ("code", gettext_lazy("Five passports did not fit this code. A service centre helps you further.")),
    "no_match": ("passport_number", gettext_lazy("The passport is not that of the paper. Compare what you typed.")),
}


@require_http_methods(["GET", "POST"])
def claim(request: AnyRequest) -> HttpResponse:
    """Go on from a phone: the paper's code and the passport's details lead to a passkey of one's own."""
    code, typed = request.POST.get("code", "").strip(), typed_paper(request.POST)
    country = request.POST.get("nationality", "")
    if request.method == "GET":
        return _claim_page(request, code, typed, country, [])
    errors, passport, birth = read_paper(typed)
    wrong, nationality = read_nationality(country)
    errors += wrong
    if not code:
        errors.insert(0, PageError("code", _("Type the code of the paper")))
    if errors:
        return _claim_page(request, code, typed, country, errors)
    said = {"passport_number": passport, "birth_date": birth, "nationality": nationality}

    def ticket(pre: str) -> str:
        return vault("public").claim_paper(paper=code, typed=said, pre=pre)

    try:
        return go_to_new_passkey(request, ticket, "/filings/")
    except Refused as refusal:
        if refusal.code not in CORRECTABLE:
            raise
        return _claim_page(request, code, typed, country, [PageError(*CORRECTABLE[refusal.code])])


def _claim_page(
    request: AnyRequest, code: str, typed: TypedPaper, nationality: str, errors: list[PageError]
) -> HttpResponse:
    context = {
        "code": code,
        "paper": typed,
        "nationality": nationality,
        "nationalities": nationalities(get_language() or "th"),
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    return render(request, "applicant/assisted_claim.html", context, status=422 if errors else 200)
