"""Tours of the mobile units: publishing a stop, and calling one off."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workpermit.appointments.queries import count_booked
from workpermit.catalogue.queries import get_province, list_centres, list_mobile_units, list_provinces
from workpermit.centres.queries import LONGEST_REASON, MOST_PLACES, get_stop, list_stops
from workpermit.centres.services import call_off_stop, publish_stop
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.sites.http import Request, signed_in
from workpermit.sites.manage_form import attempt, posted, posted_day, posted_id, posted_number
from workpermit.sites.parts import PageError

if TYPE_CHECKING:
    from workpermit.centres.models import TourStop


@require_GET
@signed_in(Role.POLICY_OFFICER)
def overview(request: Request) -> HttpResponse:
    """The stops from today on, and the form for another."""
    return _page(request)


@require_POST
@signed_in(Role.POLICY_OFFICER)
def publish(request: Request) -> HttpResponse:
    """Another stop, which can be booked at once."""
    return attempt(
        lambda: publish_stop(
            stop=posted_id(request),
            unit=posted(request, "unit"),
            province=posted(request, "province"),
            place_th=posted(request, "place_th"),
            place_en=posted(request, "place_en"),
            first_day=posted_day(request, "first"),
            last_day=posted_day(request, "last"),
            from_hour=posted_number(request, "from"),
            until_hour=posted_number(request, "until"),
            places=posted_number(request, "places"),
            by=request.actor,
            at=timezone.now(),
        ),
        then=reverse("tours"),
        again=lambda error: _page(request, PageError({"day": "first"}.get(error.field, error.field), error.message)),
    )


@require_http_methods(["GET", "POST"])
@signed_in(Role.POLICY_OFFICER)
def call_off(request: Request, stop: UUID) -> HttpResponse:
    """Say why and see who is moved, then call it off."""
    found = _find(stop)
    if request.method == "GET":
        return _ask(request, found)
    return attempt(
        lambda: call_off_stop(
            stop=found,
            reason_th=posted(request, "reason_th"),
            reason_en=posted(request, "reason_en"),
            by=request.actor,
            at=timezone.now(),
        ),
        then=reverse("tours"),
        again=lambda error: _ask(request, found, PageError("reason_th", error.message)),
    )


def _find(stop: UUID) -> "TourStop":
    try:
        return get_stop(stop)
    except ObjectDoesNotExist:
        raise Http404 from None


def _ask(request: Request, found: "TourStop", *errors: PageError) -> HttpResponse:
    context = {
        "stop": found,
        "province": get_province(found.province).name,
        "moved": count_booked(found.unit, found.first_day, found.last_day),
        "typed": request.POST,
        "longest": LONGEST_REASON,
        "errors": list(errors),
    }
    return render(request, "oversight/centres/call_off.html", context, status=400 if errors else 200)


def _page(request: Request, *errors: PageError) -> HttpResponse:
    covered = {one.province for one in list_centres()}
    stops = list_stops(bangkok_date(timezone.now()))
    context = {
        "stops": [(get_province(one.province).name, one) for one in stops],
        "units": list_mobile_units(),
        "without": [one for one in list_provinces() if one.code not in covered],
        "with_centre": [one for one in list_provinces() if one.code in covered],
        "from_hours": range(24),
        "until_hours": range(1, 25),
        "typed": request.POST if errors else {"from": "9", "until": "16", "places": "20"},
        "form": request.POST.get("form", "") or uuid7(),
        "longest": LONGEST_REASON,
        "most": MOST_PLACES,
        "errors": list(errors),
    }
    return render(request, "oversight/centres/tours.html", context, status=400 if errors else 200)
