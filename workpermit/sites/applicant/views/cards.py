"""The card of an issued permit: the code that the worker shows when a centre hands it over."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from workpermit.appointments.queries import find_kept
from workpermit.centres.queries import where_is
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.sealing.client import vault
from workpermit.sites.applicant.filing import get_filing
from workpermit.sites.http import Request, signed_in
from workpermit.sites.pictures import qr_picture


@require_POST
@signed_in(Role.APPLICANT)
def card_code(request: Request, application_id: UUID) -> HttpResponse:
    """A new code, in place of the one of the visit; it opens no visit again, and nobody but the worker makes it."""
    filing, at = get_filing(request, application_id), timezone.now()
    seen = find_kept(filing.id)
    if seen is None or not filing.is_worker or filing.application.status != "issued":
        raise Http404
    code = vault("public").create_checkin(
        token=request.session_token,
        case=filing.id,
        appointment=seen.pk,
        centre=seen.centre,
        day=bangkok_date(at).isoformat(),
    )
    context = {
        "filing": filing,
        "centre": where_is(seen.centre, bangkok_date(at), at=at),
        "code": code,
        "picture": qr_picture(code),
    }
    return render(request, "applicant/card_code.html", context)
