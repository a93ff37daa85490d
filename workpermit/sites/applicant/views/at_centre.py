"""A worker who signs in by a code alone confirms at a service centre: the code that he takes there."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from workpermit.applications.queries import dossier_records
from workpermit.core.actors import Role
from workpermit.sealing.client import vault
from workpermit.sites.applicant.filing import get_filing
from workpermit.sites.applicant.views.joining import can_confirm
from workpermit.sites.http import Request, signed_in
from workpermit.sites.pictures import qr_picture


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def confirm_at_centre(request: Request, application_id: UUID) -> HttpResponse:
    """Make the code; it is shown once, because only its hash is kept. Asking again makes another."""
    filing = get_filing(request, application_id)
    if not can_confirm(filing) or filing.is_own:
        return HttpResponseRedirect(filing.home)
    code = ""
    if request.method == "POST":
        records = [UUID(record) for record in dossier_records(filing.application)]
        code = vault("public").ask_for_counter(token=request.session_token, case=filing.id, records=records)["code"]
    context = {"filing": filing, "code": code, "picture": qr_picture(code) if code else ""}
    return render(request, "applicant/confirm_at_centre.html", context)
