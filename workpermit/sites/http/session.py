"""Who is signed in: a token that this process verifies by itself, renewed while it is used."""

import time
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from workpermit.casework.lifecycle import WrongRole
from workpermit.core.actors import Actor, Role
from workpermit.sealing.client import VaultUnreachable, vault
from workpermit.sealing.keys import PublicKeys
from workpermit.sealing.refusal import Refused
from workpermit.sealing.token import COUNTER, LIFE, Claims, verify_token
from workpermit.sites.http.kept import find_kept, forget_kept, keep, typed_fields
from workpermit.sites.http.request import AnyRequest, Request, Session
from workpermit.sites.http.signing_in import go_to_signin

P = ParamSpec("P")
PageView = Callable[Concatenate[Request, P], HttpResponseBase]

RENEW_BELOW = LIFE // 2  # seconds
GRACE = 3600  # seconds that an applicant may go on while the vault is away
AWAY = frozenset({"unavailable", "fault", "log_unavailable"})  # the vault is there, but cannot look
CREDENTIALS = {
    "applicant": "public",
    "centre": "operator",
    "registrar": "registrar",
    "signing": "signing",
    "oversight": "oversight",
}


def session_cookie(site: str) -> str:
    """Name of the cookie that holds a site's session token."""
    return f"wp_{site}"


def remember_session(request: AnyRequest, response: HttpResponseBase, token: str) -> None:
    """Let the browser hold the token until it is closed.

    `Lax`, because people arrive from the sign-in site by a redirect. The cookie outlives the token
    on purpose: it says whose form it was that came too late.
    """
    response.set_cookie(session_cookie(request.site), token, secure=request.is_secure(), httponly=True, samesite="Lax")


@lru_cache(maxsize=1)
def session_key() -> Ed25519PublicKey:
    """The vault's public key for session tokens; a new key store needs a new start of the process."""
    return PublicKeys.from_file(Path(settings.EWP["keys"])).session


class ReadSession:
    """Verify the cookie and set `request.session`; renew a token whose half life is over."""

    def __init__(self, get_response: Callable[[AnyRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponseBase:
        request.session, request.last_account, request.help_is_over = None, None, False
        token = request.COOKIES.get(session_cookie(request.site), "")
        fresh = None
        if token and request.site in CREDENTIALS:
            fresh = self._read(request, token, int(time.time()))
            claims = _claims(token, now=0)
            request.help_is_over = request.session is None and claims is not None and claims.method == COUNTER
        response = self.get_response(request)
        if fresh and session_cookie(request.site) not in response.cookies:
            remember_session(request, response, fresh)
        return response

    def _read(self, request: AnyRequest, token: str, now: int) -> str | None:
        """Set the session from the token; answers the renewed token, if there is one."""
        claims = _claims(token, now=0)
        if claims is None or claims.site != request.site:
            return None
        request.last_account = UUID(claims.account)
        left = claims.exp - now
        if left <= 0 and not _may_wait_for_vault(claims, now):
            return None
        renewed = None
        if left < RENEW_BELOW:
            try:
                renewed = vault(CREDENTIALS[request.site]).renew(token=token)
            except VaultUnreachable:
                renewed = None
            except Refused as refusal:
                if refusal.code not in AWAY:
                    return None
            else:
                token, claims = renewed, _claims(renewed, now) or claims
        helper = UUID(claims.helper) if claims.helper else None
        request.session = Session(token, claims, Actor(UUID(claims.account), Role(claims.role), claims.place, helper))
        return renewed


def _claims(token: str, now: int) -> Claims | None:
    """What the token says, if the vault signed it and it has not expired at `now`."""
    try:
        return verify_token(token, session_key(), now=now)
    except Refused:
        return None


def _may_wait_for_vault(claims: Claims, now: int) -> bool:
    """Whether an expired session goes on, provided that the vault turns out to be away; never one at a counter.

    The vault is asked at each such request: where it answers, an expired token is refused.
    """
    return claims.role == Role.APPLICANT and claims.method != COUNTER and now - claims.exp < GRACE


def signed_in(*roles: Role) -> Callable[[PageView[P]], Callable[Concatenate[AnyRequest, P], HttpResponseBase]]:
    """Let a view see only people who are signed in, in one of `roles` (any, where none is named).

    Others are sent to sign in and come back; a form that they posted is kept for them.
    """

    def decorate(view: PageView[P]) -> Callable[Concatenate[AnyRequest, P], HttpResponseBase]:
        @wraps(view)
        def page(request: AnyRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.session is None:
                return _sign_in_first(request)
            if roles and request.session.actor.role not in roles:
                raise WrongRole
            known = _known(request, request.session)
            if request.method == "GET" and (offer := _offer_kept(request, known.actor.id)):
                return offer
            response = view(known, *args, **kwargs)
            if request.method == "POST":
                forget_kept(request, response)
            return response

        return page

    return decorate


def _known(request: AnyRequest, session: Session) -> Request:
    known = cast(Request, request)
    known.actor, known.claims, known.session_token = session.actor, session.claims, session.token
    return known


def _sign_in_first(request: AnyRequest) -> HttpResponse:
    if request.method in ("GET", "HEAD"):
        return go_to_signin(request, request.get_full_path())
    if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return JsonResponse({"code": "signed_out", "sign_in": reverse("sign-in")}, status=401)
    form = typed_fields(request)
    response = go_to_signin(request, request.get_full_path())
    if request.last_account and keep(request, response, form, request.last_account):
        return response
    # Too long for cookies, or nobody knows whose form it is: the page itself carries it.
    context = {"kept": form, "back_to": request.get_full_path()}
    return render(request, "sites/signed_out_form.html", context, status=401)


def _offer_kept(request: AnyRequest, account: UUID) -> HttpResponse | None:
    form = find_kept(request, account)
    if form is None:
        return None
    if request.GET.get("kept") == "discard":
        response: HttpResponse = HttpResponseRedirect(request.path)
        forget_kept(request, response)
        return response
    return render(request, "sites/kept_form.html", {"kept": form})
