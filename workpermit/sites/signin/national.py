"""The national login: OpenID Connect code flow with PKCE, state and the vault's nonce.

The real login also puts numbers and names next to the ID token, outside its signature; they are
not looked at. The signed token goes to the vault as it came, and the vault alone reads it.
"""

import secrets
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import httpx
from django.conf import settings
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from workpermit.sealing.canonical import s256
from workpermit.sealing.client import vault
from workpermit.sites.http.request import AnyRequest
from workpermit.sites.http.signing_in import browser_secret, remember_secret
from workpermit.sites.http.transaction import without_database
from workpermit.sites.signin.loopback import outgoing
from workpermit.sites.signin.way import BROWSER_COOKIE, Way, read_way, show_problem

SCOPES = "openid pid name name_en ial birthdate"
LIFETIME = 600  # seconds; the vault's ticket lives as long
SALT = "e-WorkPermitOS/national/v1"


class ProviderAway(Exception):
    """The national login does not answer, or not in the form that its standard asks for."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sign-in on its way through the national login, kept in a signed cookie of this browser."""

    ticket: str
    state: str
    code_verifier: str
    site: str
    back_to: str

    @property
    def cookie(self) -> str:
        """Each attempt has its own cookie, so that two tabs do not spoil each other."""
        return f"wp_national_{self.state[:12]}"


@dataclass(frozen=True, slots=True)
class Provider:
    authorization_endpoint: str
    token_endpoint: str


@require_POST
@without_database
def begin(request: AnyRequest) -> HttpResponse:
    """Send the browser to the national login with a new state, PKCE challenge and nonce."""
    way = read_way(request.POST.dict())
    try:
        provider = discover(settings.EWP["oidc"]["issuer"])
    except ProviderAway:
        return show_problem(request, "provider_away", way, 503)
    secret = browser_secret(request, BROWSER_COOKIE)
    begun = vault("signin").begin_login(site=way.site, pre=way.pre, browser=s256(secret))
    attempt = Attempt(begun["ticket"], secrets.token_urlsafe(32), secrets.token_urlsafe(48), way.site, way.back_to)
    query = {
        "response_type": "code",
        "client_id": settings.EWP["oidc"]["client_id"],
        "redirect_uri": callback_address(),
        "scope": SCOPES,
        "state": attempt.state,
        "nonce": begun["nonce"],
        "code_challenge": s256(attempt.code_verifier),
        "code_challenge_method": "S256",
    }
    response = HttpResponseRedirect(f"{provider.authorization_endpoint}?{urlencode(query)}")
    remember_secret(request, response, BROWSER_COOKIE, secret)
    response.set_cookie(
        attempt.cookie,
        signing.dumps(asdict(attempt), salt=SALT),
        max_age=LIFETIME,
        path="/national/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@require_GET
@without_database
def callback(request: AnyRequest) -> HttpResponse:
    """Exchange the code for an ID token and let the vault sign the person in."""
    attempt = read_attempt(request)
    if attempt is None:
        return show_problem(request, "other_browser", None, 400)
    way = Way(attempt.site, attempt.back_to)
    if "error" in request.GET or not request.GET.get("code"):
        cancelled = request.GET.get("error") == "access_denied"
        response = show_problem(request, "cancelled" if cancelled else "provider_refused", way, 400)
    else:
        response = _finish(request, attempt, way)
    response.delete_cookie(attempt.cookie, path="/national/")
    return response


def _finish(request: AnyRequest, attempt: Attempt, way: Way) -> HttpResponse:
    try:
        id_token = exchange(request.GET["code"], attempt.code_verifier)
    except ProviderAway:
        return show_problem(request, "provider_away", way, 503)
    browser_nonce = request.COOKIES.get(BROWSER_COOKIE, "")
    done = vault("signin").login_national(ticket=attempt.ticket, browser_nonce=browser_nonce, id_token=id_token)
    return HttpResponseRedirect(way.back_with(done["code"]))


def read_attempt(request: AnyRequest) -> Attempt | None:
    """The attempt that this browser began with the state of the address, if it did."""
    state = request.GET.get("state", "")
    held = request.COOKIES.get(f"wp_national_{state[:12]}", "")
    try:
        attempt = Attempt(**signing.loads(held, salt=SALT, max_age=LIFETIME))
    except signing.BadSignature:
        return None
    return attempt if secrets.compare_digest(attempt.state.encode(), state.encode()) else None


def callback_address() -> str:
    """The one address that is registered with the national login; it compares it letter by letter."""
    return f"{settings.SITES['signin']}/national/callback/"


@lru_cache(maxsize=1)
def discover(issuer: str) -> Provider:
    """The provider's addresses from its discovery document. Raises ProviderAway."""
    said = _json(lambda client: client.get(f"{issuer}/.well-known/openid-configuration"))
    if said.get("issuer") != issuer:
        raise ProviderAway
    try:
        return Provider(str(said["authorization_endpoint"]), str(said["token_endpoint"]))
    except KeyError as error:
        raise ProviderAway from error


def exchange(code: str, code_verifier: str) -> str:
    """The raw ID token for a code (RFC 6749 section 4.1.3, client by HTTP Basic). Raises ProviderAway."""
    oidc = settings.EWP["oidc"]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": callback_address(),
        "code_verifier": code_verifier,
    }
    endpoint = discover(oidc["issuer"]).token_endpoint
    basic = (oidc["client_id"], oidc["client_secret"])
    said = _json(lambda client: client.post(endpoint, data=form, auth=basic))
    if not isinstance(said.get("id_token"), str):
        raise ProviderAway
    return str(said["id_token"])


def _json(ask: Any) -> dict[str, Any]:
    try:
        with outgoing() as client:
            answer: httpx.Response = ask(client)
            answer.raise_for_status()
            said = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise ProviderAway from error
    if not isinstance(said, dict):
        raise ProviderAway
    return said
