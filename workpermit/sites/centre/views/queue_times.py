"""How long visitors waited and were served today, by counter and hour."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from workpermit.catalogue.queries import get_centre
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.sites.http import Request, signed_in
from workpermit.visits.waits import times_by_counter


@require_GET
@signed_in(Role.OPERATOR_CLERK, Role.CENTRE_MANAGER)
def show(request: Request) -> HttpResponse:
    """Today's measured times of the reader's centre; no person and no number is in them."""
    day = bangkok_date(timezone.now())
    hours = times_by_counter(request.actor.place, day)
    return render(
        request, "centre/queue/times.html", {"centre": get_centre(request.actor.place), "day": day, "hours": hours}
    )
