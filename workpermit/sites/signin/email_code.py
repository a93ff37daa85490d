"""Signing in by a code that comes by e-mail: ask for it, type it, ask for another one. Works without scripts.

Whether an address belongs to an account shows nowhere on these pages. Nothing of the code and nothing of
the address is kept here; the vault alone knows both.
"""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workpermit.catalogue.definition import Field, FieldType, Text
from workpermit.catalogue.messages import NotTaken, message
from workpermit.catalogue.typed import read_answer
from workpermit.core.text import bare
from workpermit.letters.services import queue_code
from workpermit.sealing.canonical import s256
from workpermit.sealing.client import VaultRefused, vault
from workpermit.sites.http.request import AnyRequest
from workpermit.sites.http.signing_in import browser_secret, remember_secret
from workpermit.sites.http.transaction import without_database
from workpermit.sites.parts import PageError
from workpermit.sites.signin.way import BROWSER_COOKIE, NoWayBack, Way, in_readers_language, read_way, show_problem

EMAIL = Field("email", FieldType.EMAIL, Text("อีเมล", "E-mail"))
COOKIE = "wp_code"
LIFETIME = 1200  # seconds: a ticket of ten minutes, and the ten minutes of its last code
SALT = "e-WorkPermitOS/code/v1"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sign-in by code on its way, kept in a signed cookie of this browser."""

    ticket: str
    site: str
    back_to: str
    sent_at: int

    @property
    def way(self) -> Way:
        return Way(self.site, self.back_to)


def code_address(way: Way) -> str:
    """Where somebody on this way asks for a code."""
    return "/code/?" + urlencode({"site": way.site, "pre": way.pre, "next": way.back_to})


@require_GET
@without_database
@in_readers_language
def ask(request: AnyRequest) -> HttpResponse:
    """Ask which address the code goes to."""
    return _ask_page(request, _way(request.GET.dict()))


@require_POST
def send(request: AnyRequest) -> HttpResponse:
    """Have the vault make a code and the courier send it; the next page is the same whatever the address."""
    way, typed = _way(request.POST.dict()), request.POST.get("email", "").strip()
    try:
        email = str(read_answer(EMAIL, typed))
    except NotTaken as wrong:
        said = (
            message(wrong.code, EMAIL.label).show(get_language() or "th") if typed else _("Enter your e-mail address")
        )
        return _ask_page(request, way, typed, said, 422)
    secret = browser_secret(request, BROWSER_COOKIE)
    begun = vault("signin").begin_login(site=way.site, pre=way.pre, browser=s256(secret))
    try:
        wanted = vault("signin").begin_code(ticket=begun["ticket"], browser_nonce=secret, email=email)
    except VaultRefused as refusal:
        if refusal.code != "too_fast":
            raise
        return _ask_page(request, way, typed, _too_fast(), 429)
    response = _sent(request, Attempt(begun["ticket"], way.site, way.back_to, int(time.time())), wanted)
    remember_secret(request, response, BROWSER_COOKIE, secret)
    return response


@require_http_methods(["GET", "POST"])
@without_database
def enter(request: AnyRequest) -> HttpResponse:
    """Type the code; the right one leads back to the site, signed in."""
    attempt = _attempt(request)
    if attempt is None:
        return show_problem(request, "other_browser", None, 400)
    if request.method == "GET":
        return _enter_page(request, attempt)
    typed = bare(request.POST.get("code", ""))
    if not typed:
        return _enter_page(request, attempt, _("Enter the code from the e-mail"), 422)
    nonce = request.COOKIES.get(BROWSER_COOKIE, "")
    try:
        done = vault("signin").login_code(ticket=attempt.ticket, browser_nonce=nonce, code=typed[:40])
    except VaultRefused as refusal:
        return _refused(request, attempt, refusal)
    response = HttpResponseRedirect(attempt.way.back_with(done["code"]))
    response.delete_cookie(COOKIE, path="/code/")
    return response


@require_POST
def again(request: AnyRequest) -> HttpResponse:
    """Send another code to the same address; the one before it is over then."""
    attempt = _attempt(request)
    if attempt is None:
        return show_problem(request, "other_browser", None, 400)
    nonce = request.COOKIES.get(BROWSER_COOKIE, "")
    try:
        wanted = vault("signin").begin_code(ticket=attempt.ticket, browser_nonce=nonce)
    except VaultRefused as refusal:
        if refusal.code == "too_fast":
            return _enter_page(request, attempt, _too_fast(), 429)
        return _refused(request, attempt, refusal)
    return _sent(request, replace(attempt, sent_at=int(time.time())), wanted)


def _way(said: Mapping[str, str]) -> Way:
    """Only applicants come by code; staff have keys. Raises NoWayBack."""
    way = read_way(said)
    if way.staff:
        raise NoWayBack
    return way


def _sent(request: AnyRequest, attempt: Attempt, wanted: UUID) -> HttpResponse:
    queue_code(wanted)
    response = HttpResponseRedirect("/code/enter/")
    response.set_cookie(
        COOKIE,
        signing.dumps(asdict(attempt), salt=SALT),
        max_age=LIFETIME,
        path="/code/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def _refused(request: AnyRequest, attempt: Attempt, refusal: VaultRefused) -> HttpResponse:
    """A wrong code may be typed again, one that is over replaced; anything else begins from the start."""
    if refusal.code == "bad_code":
        says = _("This code is not right. Type the newest one; after five wrong attempts it is over.")
        return _enter_page(request, attempt, says, 422)
    if refusal.code == "too_many":
        return _enter_page(request, attempt, _("Five wrong attempts: this code is over. Ask for a new one."), 422)
    if refusal.code in ("expired", "used", "bad_token"):
        return show_problem(request, "code_over", attempt.way, 409)
    if refusal.code == "bad_challenge":
        return show_problem(request, "other_browser", attempt.way, 409)
    raise refusal


def _too_fast() -> str:
    return _("A code was asked for a moment ago. Wait a minute; after several codes, wait an hour.")


def _attempt(request: AnyRequest) -> Attempt | None:
    """The attempt that this browser began; its secret is the other half, which the vault compares."""
    if not request.COOKIES.get(BROWSER_COOKIE):
        return None
    try:
        return Attempt(**signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFETIME))
    except signing.BadSignature:
        return None


def _ask_page(request: AnyRequest, way: Way, typed: str = "", wrong: str = "", status: int = 200) -> HttpResponse:
    errors = [PageError("email", wrong)] if wrong else []
    context = {"way": way, "typed": typed, "wrong": wrong, "errors": errors}
    return render(request, "signin/code_ask.html", context, status=status)


def _enter_page(request: AnyRequest, attempt: Attempt, wrong: str = "", status: int = 200) -> HttpResponse:
    errors = [PageError("code", wrong)] if wrong else []
    context = {"way": attempt.way, "sent_at": attempt.sent_at, "wrong": wrong, "errors": errors}
    return render(request, "signin/code_enter.html", context, status=status)
