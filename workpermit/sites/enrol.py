"""A staff member's new key: made in the browser with the officers' code, handed back to them as a file.

Who has no key yet cannot sign in, so the page is open to everybody. It keeps and sends nothing: a key
counts only once two officers have signed a statement about it (docs/officers.md).
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from workpermit.sites.http.pick import host_name
from workpermit.sites.http.request import AnyRequest
from workpermit.sites.http.transaction import without_database

PURPOSE_OF_SITE = {"signin": "login", "signing": "decision"}


@require_GET
@without_database
def enrol(request: AnyRequest) -> HttpResponse:
    """The page on which the key is made; the code stands in the address's fragment, which stays in the browser."""
    passkey = {"ceremony": "create", "rp_id": host_name(request.site), "post": ""}
    return render(request, "sites/enrol.html", {"purpose": PURPOSE_OF_SITE[request.site], "passkey": passkey})


def enrol_urls() -> list[URLPattern]:
    """For the two sites that keys of staff are made for."""
    return [path("enrol/", enrol, name="enrol")]
