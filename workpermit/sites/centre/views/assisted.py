"""Helping a visitor without a phone: the paper is typed here, the filing itself is on the visitor's own site."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from workpermit.applications.services import tell_of_help
from workpermit.catalogue.queries import get_centre
from workpermit.core.actors import Role
from workpermit.core.languages import LANGUAGES
from workpermit.sealing.canonical import b64
from workpermit.sealing.client import VaultRefused, vault
from workpermit.sites.centre.device import RETRY, read_proof
from workpermit.sites.centre.views.confirmations import AGAIN, confirm_for, show_comparison
from workpermit.sites.http import Request, signed_in
from workpermit.sites.http.signing_in import local_path, site_address
from workpermit.sites.paper import TypedPaper, nationalities, read_nationality, read_paper, typed_paper
from workpermit.sites.parts import PageError
from workpermit.visits.queries import find_session
from workpermit.visits.wishes import Wish

FIRST_PAGE = "/finder/"  # of the visitor's site
REFUSALS: dict[str, tuple[str, str | Promise]] = {
    "bad_code": ("paper", gettext_lazy("This code is not right, or a newer paper replaced it.")),
    "expired": (
        "paper",
        gettext_lazy("This paper is older than 90 days. Go on without it: a new application can be begun."),
    ),
    "too_many": (
        "passport_number",
        gettext_lazy(
            "Too many papers were typed here within an hour, or five did not fit this code. Wait, or ask the manager."
        ),
    ),
    "too_fast": ("passport_number", gettext_lazy("Too many papers were typed within a minute. Wait a minute.")),
    "no_match": ("passport_number", gettext_lazy("The passport is not that of the paper's code. Compare both.")),
    "bad_challenge": ("passport_number", AGAIN),
    "bad_signature": ("passport_number", AGAIN),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """The clerk's form, for showing it again. `pre` is the hash of the browser's secret at the visitor's site."""

    pre: str
    paper: TypedPaper
    nationality: str
    language: str
    brought: str


@require_http_methods(["GET", "POST"])
@signed_in(Role.OPERATOR_CLERK)
def begin(request: Request) -> HttpResponse:
    """Type the passport, choose the visitor's language, and go on as the visitor on the visitor's site."""
    session = find_session(request.actor, timezone.now())
    if session is None or Wish.ASSISTED not in session.wishes:
        return render(request, "centre/assisted/not_here.html", {"centre": get_centre(request.actor.place)}, status=409)
    pre = (request.POST if request.method == "POST" else request.GET).get("pre", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]{43}", pre):
        return HttpResponseRedirect(site_address("applicant", "/assisted/"))
    if request.method == "GET":
        return _page(request, Typed(pre, typed_paper({}), "", "", ""), [])
    said = (request.POST.get(name, "").strip() for name in ("nationality", "language", "paper"))
    typed = Typed(pre, typed_paper(request.POST), *said)
    errors, passport, birth = read_paper(typed.paper)
    wrong, nationality = read_nationality(typed.nationality)
    if errors or wrong:
        return _page(request, typed, [*errors, *wrong])
    try:
        begun = vault("operator").begin_assisted(
            token=request.session_token,
            typed={"passport_number": passport, "birth_date": birth, "nationality": nationality},
            pre=pre,
            language=typed.language,
            paper=typed.brought,
            device=read_proof(request),
        )
    except VaultRefused as refusal:
        if refusal.code not in REFUSALS:
            raise
        return _page(request, typed, [PageError(*REFUSALS[refusal.code])])
    tell_of_help(UUID(begun["assisted"]), by=request.actor)
    back_to = "/filings/" if typed.brought else FIRST_PAGE
    language = typed.language if typed.language in LANGUAGES else settings.LANGUAGE_CODE
    address = site_address("applicant", "/session/", code=begun["code"], next=back_to, lang=language)
    return HttpResponseRedirect(address)


@require_http_methods(["GET", "POST"])
@signed_in(Role.OPERATOR_CLERK)
def compare(request: Request, confirmation: UUID) -> HttpResponse:
    """The visitor has read the filing and asks for it: the device says that it is the same counter."""
    onward = local_path(request.GET.get("next"))
    if request.method == "GET":
        context = {"centre": get_centre(request.actor.place), "confirmation": confirmation, "onward": onward}
        return render(request, "centre/assisted/opening.html", context)
    try:
        compared = vault("operator").compare_assisted(
            token=request.session_token, request=confirmation, device=read_proof(request)
        )
    except VaultRefused as refusal:
        if refusal.code not in RETRY:
            raise
        context = {
            "centre": get_centre(request.actor.place),
            "confirmation": confirmation,
            "onward": onward,
            "again": True,
        }
        return render(request, "centre/assisted/opening.html", context, status=400)
    # Without a confirmation that address leads the visitor back to what he was reading.
    stop, address = site_address("applicant", onward), _confirm_at(confirmation, onward)
    return show_comparison(request, confirmation, b64(compared["content"]), address, [], stop=stop)


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def confirm(request: Request, confirmation: UUID) -> HttpResponse:
    """The device signs; then the browser goes back to the visitor's site, which submits."""
    onward = local_path(request.GET.get("next"))
    back = site_address("applicant", onward)
    page = confirm_for(request, confirmation, _confirm_at(confirmation, onward), back)
    return page or HttpResponseRedirect(back)


@require_http_methods(["GET", "POST"])
@signed_in(Role.OPERATOR_CLERK)
def done(request: Request) -> HttpResponse:
    """The visitor has gone. By POST the clerk ends it, wherever the visitor's pages are still open."""
    if request.method == "POST":
        vault("operator").end_assisted(token=request.session_token)
        return HttpResponseRedirect(reverse("assisted-done"))
    return render(request, "centre/assisted/done.html", {"centre": get_centre(request.actor.place)})


def _confirm_at(confirmation: UUID, onward: str) -> str:
    return site_address("centre", reverse("assisted-confirmed", args=[confirmation]), next=onward)


def _page(request: Request, typed: Typed, errors: list[PageError]) -> HttpResponse:
    context = {
        "centre": get_centre(request.actor.place),
        "typed": typed,
        "paper": typed.paper,
        "nationalities": nationalities(get_language() or "th"),
        "spoken": list(LANGUAGES.items()),
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    return render(request, "centre/assisted/begin.html", context, status=400 if errors else 200)
