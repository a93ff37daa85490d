"""The waiting list of a centre: joining it, leaving it, taking the place that is offered."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from workpermit.applications.services import take_offered_place, wait_for_place
from workpermit.appointments.queries import find_waiting
from workpermit.appointments.waiting import leave_list
from workpermit.core.actors import Role
from workpermit.sites.applicant.filing import get_filing
from workpermit.sites.http import Request, signed_in


@require_POST
@signed_in(Role.APPLICANT)
def wait(request: Request, application_id: UUID, centre: str) -> HttpResponse:
    """Wait for a place at a centre."""
    filing = get_filing(request, application_id)
    wait_for_place(application=filing.application, centre=centre, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{filing.home}appointment/")


@require_POST
@signed_in(Role.APPLICANT)
def leave(request: Request, application_id: UUID) -> HttpResponse:
    """Wait no longer; a list that was left already stays left."""
    filing = get_filing(request, application_id)
    found = find_waiting(filing.id)
    if found is not None:
        leave_list(found, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{filing.home}appointment/")


@require_POST
@signed_in(Role.APPLICANT)
def take(request: Request, application_id: UUID) -> HttpResponse:
    """Book the place that is kept."""
    filing = get_filing(request, application_id)
    found = find_waiting(filing.id)
    if found is not None:
        take_offered_place(application=filing.application, place=found, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{filing.home}appointment/")
