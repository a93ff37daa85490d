"""Incidents: what kept the centre from its work, and what was done."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from workpermit.centres import services
from workpermit.centres.queries import get_incident, list_counters, list_incidents
from workpermit.core.actors import Role
from workpermit.core.calendar import BANGKOK
from workpermit.sites.centre.views.manage.page import found_here, manage_page
from workpermit.sites.centres_words import INCIDENTS
from workpermit.sites.http import Request, signed_in
from workpermit.sites.manage_form import attempt, posted, posted_id, posted_moment
from workpermit.sites.parts import PageError


@require_GET
@signed_in(Role.CENTRE_MANAGER)
def overview(request: Request) -> HttpResponse:
    """Those that go on, then those that are over."""
    return _page(request)


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def report(request: Request) -> HttpResponse:
    """Something happened."""
    at = timezone.now()
    return attempt(
        lambda: services.report_incident(
            incident=posted_id(request),
            centre=request.actor.place,
            counter=posted(request, "counter"),
            kind=posted(request, "kind"),
            since=posted_moment(request, "since", at),
            what=posted(request, "words"),
            by=request.actor,
            at=at,
        ),
        then=reverse("manage-incidents"),
        again=lambda error: _page(request, error),
    )


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def end(request: Request, incident: UUID) -> HttpResponse:
    """It is over."""
    found, at = found_here(get_incident, request, incident), timezone.now()
    return attempt(
        lambda: services.end_incident(
            incident=found,
            until=posted_moment(request, "until", at),
            done=posted(request, "words"),
            by=request.actor,
            at=at,
        ),
        then=reverse("manage-incidents"),
        again=lambda error: _page(request, PageError(f"{error.field}-{incident}", error.message)),
    )


def _page(request: Request, *errors: PageError) -> HttpResponse:
    centre = request.actor.place
    context = {
        "rows": [(INCIDENTS[one.kind], one) for one in list_incidents(centre)],
        "kinds": INCIDENTS,
        "counters": list_counters(centre),
        "now": timezone.now().astimezone(BANGKOK).strftime("%Y-%m-%dT%H:%M"),
    }
    return manage_page(request, "incidents", context, *errors)
