"""The draw of a month's places: taking part, one's own rank, and the list from which anybody computes it again."""

from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from workpermit.applications.services import register_for_draw
from workpermit.appointments.draw import find_open_release, find_registration
from workpermit.appointments.draw_files import find_draw_file
from workpermit.appointments.queries import find_open_appointment
from workpermit.catalogue.queries import get_centre, nearest_centres
from workpermit.core.actors import Role
from workpermit.sites.applicant.filing import get_filing
from workpermit.sites.http import AnyRequest, Request, signed_in, without_database

DAY = 86_400  # seconds


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def draw(request: Request, application_id: UUID) -> HttpResponse:
    """Take part in the draw that is open; afterwards the own rank and place."""
    filing, at = get_filing(request, application_id), timezone.now()
    if request.method == "POST":
        register_for_draw(application=filing.application, centre=request.POST.get("centre", ""), at=at)
        return HttpResponseRedirect(f"{filing.home}appointment/draw/")
    appointment, newest = find_open_appointment(filing.id), find_open_release(at)
    release, registration = find_registration(filing.id) or (newest, None)
    if registration and newest and release and release.drawn_at and not appointment:
        release, registration = newest, None  # nothing came of the earlier draw, and there is another to take part in
    context = {
        "filing": filing,
        "release": release,
        "registration": registration,
        "centre": get_centre(registration.centre) if registration else None,
        "appointment": appointment,
        "centres": [one for one, _km in nearest_centres(filing.application.province)],
    }
    return render(request, "applicant/draw.html", context)


@require_safe
@without_database
def ranks(request: AnyRequest, month: str) -> FileResponse:
    """Rank and id of everybody in a draw that was held, one line each: what it takes to compute it again.

    The file never changes, so that whoever has it need not ask again for a day.
    """
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Http404 from None
    found = find_draw_file(Path(settings.EWP["statements"]), first)
    if found is None:
        raise Http404
    response = FileResponse(found.open("rb"), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={DAY}"
    return response
