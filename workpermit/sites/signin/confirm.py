"""The worker's confirmation: a signature over bytes that the page reads, shows and hashes by itself."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from workpermit.sealing.canonical import b64
from workpermit.sealing.client import vault
from workpermit.sites.http.pick import host_name
from workpermit.sites.http.request import AnyRequest
from workpermit.sites.http.signing_in import local_path, site_address
from workpermit.sites.http.transaction import without_database
from workpermit.sites.signin.passkey_form import read_assertion, read_json
from workpermit.sites.signin.way import in_readers_language


@require_GET
@without_database
@in_readers_language
def show(request: AnyRequest, request_id: UUID) -> HttpResponse:
    """The same page for everybody; what is to be signed comes as bytes that the script checks and shows."""
    back_to = local_path(request.GET.get("next"))
    context = {
        "document": f"/confirm/{request_id}/document/",
        "back": site_address("applicant", back_to),
        "passkey": {
            "ceremony": "get",
            "rp_id": host_name("signin"),
            "roles": "applicant",
            "post": f"/confirm/{request_id}/signed/",
            "extra": {"next": back_to},
        },
    }
    return render(request, "signin/confirm.html", context)


@require_GET
@without_database
def document(request: AnyRequest, request_id: UUID) -> HttpResponse:
    """The canonical bytes, and the passkeys that may sign them. No name or number of a person is in them."""
    said = vault("signin").confirmation(request=str(request_id))
    credentials = [b64(one) for one in said["credentials"]]
    return JsonResponse({"document": b64(said["document"]), "credentials": credentials})


@require_POST
@without_database
def signed(request: AnyRequest, request_id: UUID) -> HttpResponse:
    """Hand the signature to the vault, which verifies it from the bytes that it made itself."""
    said = read_json(request)
    vault("signin").finish_confirmation(request=str(request_id), assertion=read_assertion(said))
    return JsonResponse({"to": site_address("applicant", local_path(said.get("next")))})
