"""The first page of signing in: a passkey; for applicants also the national login, or a code by e-mail."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from workpermit.sealing.canonical import b64, s256
from workpermit.sealing.client import vault
from workpermit.sites.http.pick import host_name
from workpermit.sites.http.request import AnyRequest
from workpermit.sites.http.signing_in import browser_secret, remember_secret
from workpermit.sites.http.transaction import without_database
from workpermit.sites.signin.email_code import code_address
from workpermit.sites.signin.passkey_form import read_assertion, read_json
from workpermit.sites.signin.way import BROWSER_COOKIE, in_readers_language, read_way

# Whose keys the demonstration offers at a site; the vault alone knows who may enter.
ROLES = {
    "applicant": "applicant",
    "centre": "operator_clerk centre_manager",
    "registrar": "registrar assistant_registrar",
    "signing": "registrar",
    "oversight": "policy_officer",
}


@require_GET
@without_database
@in_readers_language
def choose(request: AnyRequest) -> HttpResponse:
    """Offer the ways to sign in that the site allows; the challenge is the vault's."""
    if "site" not in request.GET:
        return render(request, "signin/sites.html")
    way = read_way(request.GET.dict())
    secret = browser_secret(request, BROWSER_COOKIE)
    begun = vault("signin").begin_login(site=way.site, pre=way.pre, browser=s256(secret))
    context = {
        "way": way,
        "code_address": code_address(way),
        "passkey": {
            "ceremony": "get",
            "challenge": b64(begun["challenge"]),
            "rp_id": host_name("signin"),
            "post": "/passkey/",
            "roles": ROLES[way.site],
            "extra": {"ticket": begun["ticket"], "site": way.site, "next": way.back_to},
        },
    }
    response = render(request, "signin/choose.html", context)
    remember_secret(request, response, BROWSER_COOKIE, secret)
    return response


@require_POST
@without_database
def passkey(request: AnyRequest) -> HttpResponse:
    """Take the passkey's signature over the challenge; answers the address to go on to, as JSON."""
    said = read_json(request)
    way = read_way(said)
    done = vault("signin").login_passkey(
        ticket=said.get("ticket", ""),
        browser_nonce=request.COOKIES.get(BROWSER_COOKIE, ""),
        assertion=read_assertion(said),
    )
    return JsonResponse({"to": way.back_with(done["code"])})
