"""Making a passkey, with a ticket that another site obtained from the vault."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from workpermit.core.languages import ENGLISH
from workpermit.letters.services import tell_of_passkey
from workpermit.sealing.canonical import b64, s256
from workpermit.sealing.client import vault
from workpermit.sites.http.request import AnyRequest
from workpermit.sites.http.signing_in import browser_secret, remember_secret
from workpermit.sites.http.transaction import without_database
from workpermit.sites.signin.passkey_form import read_attestation, read_json
from workpermit.sites.signin.way import BROWSER_COOKIE, in_readers_language, read_way


@require_GET
@without_database
@in_readers_language
def begin(request: AnyRequest) -> HttpResponse:
    """Show what a passkey is, and make one. Loading the page again asks the vault for a new challenge."""
    way = read_way(request.GET.dict())
    ticket = request.GET.get("ticket", "")
    secret = browser_secret(request, BROWSER_COOKIE)
    begun = vault("signin").begin_passkey(ticket=ticket, browser=s256(secret))
    context = {
        "way": way,
        "passkey": {
            "ceremony": "create",
            "challenge": b64(begun["challenge"]),
            "rp_id": begun["rp_id"],
            "user": b64(UUID(begun["account"]).bytes),
            "exclude": " ".join(b64(known) for known in begun["exclude"]),
            "post": "/passkeys/",
            "extra": {"ticket": ticket, "site": way.site, "next": way.back_to},
        },
    }
    response = render(request, "signin/new_passkey.html", context)
    remember_secret(request, response, BROWSER_COOKIE, secret)
    return response


@require_POST
def finish(request: AnyRequest) -> HttpResponse:
    """Register the new passkey; answers the address to go on to, signed in, as JSON."""
    said = read_json(request)
    way = read_way(said)
    done = vault("signin").finish_passkey(
        ticket=said.get("ticket", ""),
        browser_nonce=request.COOKIES.get(BROWSER_COOKIE, ""),
        attestation=read_attestation(said),
        language=get_language() or ENGLISH,
    )
    if done["tell"]:
        tell_of_passkey(account=UUID(done["tell"]), at=timezone.now())
    return JsonResponse({"to": way.back_with(done["code"])})
