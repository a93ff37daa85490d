"""The visit to a service centre: choosing centre, day and hour, moving it, giving it back, the check-in code."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workpermit.applications.services import book_visit, reschedule_visit
from workpermit.appointments.places import begins
from workpermit.appointments.queries import (
    FreeHour,
    find_open_appointment,
    find_waiting,
    list_appointments,
    list_free_hours,
)
from workpermit.appointments.services import cancel_appointment, say_needs
from workpermit.casework.lifecycle import WrongStatus
from workpermit.catalogue.queries import NoSuchPlace
from workpermit.centres.queries import nearest_places, where_is, why_closed
from workpermit.core.actors import Role
from workpermit.sealing.client import vault
from workpermit.sites.applicant.filing import Filing, get_filing
from workpermit.sites.http import Request, signed_in
from workpermit.sites.needs_text import NEEDS, needs_said
from workpermit.sites.parts import PageError
from workpermit.sites.pictures import qr_picture
from workpermit.visits.queries import find_ticket_of
from workpermit.visits.waits import place_of

if TYPE_CHECKING:
    from workpermit.appointments.models import Appointment

NEAREST = 6  # centres shown at once; the rest is one press away


@require_GET
@signed_in(Role.APPLICANT)
def appointment(request: Request, application_id: UUID) -> HttpResponse:
    """The appointment, or the centres to choose from, nearest to the workplace first."""
    filing = get_filing(request, application_id)
    if filing.application.status != "awaiting_visit":
        return HttpResponseRedirect(filing.home)
    found = find_open_appointment(filing.id)
    if found is not None:
        centre = where_is(found.centre, found.day, at=timezone.now())
        ticket = find_ticket_of(found.pk)
        context = {
            "filing": filing,
            "appointment": found,
            "centre": centre,
            "told": needs_said(found.needs),
            "needs": NEEDS,
            "asked": found,
            "ticket": ticket,
            "place": place_of(ticket, timezone.now()) if ticket else None,
            "number_picture": qr_picture(str(filing.application.number)),
        }
        return render(request, "applicant/appointment.html", context)
    earlier = list_appointments(filing.id)
    return _centres(request, filing, f"{filing.home}appointment/", last=earlier[0] if earlier else None)


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def book(request: Request, application_id: UUID, centre: str) -> HttpResponse:
    """Choose a day and an hour at one centre, and book it."""
    filing = _awaiting(request, application_id)
    chosen = _chosen(request)
    if chosen is None:
        return _hours(request, filing, centre, f"{filing.home}appointment/")
    day, hour = chosen
    book_visit(
        application=filing.application,
        centre=centre,
        day=day,
        hour=hour,
        needs=request.POST.getlist("need"),
        by=request.actor,
        at=timezone.now(),
    )
    return HttpResponseRedirect(f"{filing.home}appointment/")


@require_GET
@signed_in(Role.APPLICANT)
def move(request: Request, application_id: UUID) -> HttpResponse:
    """The centres to move the appointment to; it stands until another place is taken."""
    filing = _awaiting(request, application_id)
    found = find_open_appointment(filing.id)
    if found is None or found.status != "booked":
        return HttpResponseRedirect(f"{filing.home}appointment/")
    return _centres(request, filing, f"{filing.home}appointment/move/", moving=found)


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def reschedule(request: Request, application_id: UUID, centre: str) -> HttpResponse:
    """Choose another day and hour; the old place is given back once the new one is taken."""
    filing = _awaiting(request, application_id)
    found = find_open_appointment(filing.id)
    if found is None or found.status != "booked":
        return HttpResponseRedirect(f"{filing.home}appointment/")
    chosen = _chosen(request)
    if chosen is None:
        return _hours(request, filing, centre, f"{filing.home}appointment/move/", moving=found)
    reschedule_visit(
        application=filing.application,
        appointment=found,
        centre=centre,
        day=chosen[0],
        hour=chosen[1],
        by=request.actor,
        at=timezone.now(),
    )
    return HttpResponseRedirect(f"{filing.home}appointment/")


@require_POST
@signed_in(Role.APPLICANT)
def cancel(request: Request, application_id: UUID) -> HttpResponse:
    """Give the place back; another can be chosen at once."""
    filing = get_filing(request, application_id)
    found = find_open_appointment(filing.id)
    if found is not None:
        cancel_appointment(found, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{filing.home}appointment/")


@require_POST
@signed_in(Role.APPLICANT)
def tell_needs(request: Request, application_id: UUID) -> HttpResponse:
    """Tell the centre what to be ready for, or that it is nothing."""
    filing = get_filing(request, application_id)
    found = find_open_appointment(filing.id)
    if found is not None:
        say_needs(found, needs=request.POST.getlist("need"), by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{filing.home}appointment/")


@require_POST
@signed_in(Role.APPLICANT)
def checkin_code(request: Request, application_id: UUID) -> HttpResponse:
    """Show the worker the code that opens the visit. Only its hash is kept; asking again makes a new one.

    Whoever files for the worker reads on the appointment's page who makes it.
    """
    filing = _awaiting(request, application_id)
    found = find_open_appointment(filing.id)
    if found is None or found.status != "booked" or not filing.is_worker:
        return HttpResponseRedirect(f"{filing.home}appointment/")
    code = vault("public").create_checkin(
        token=request.session_token,
        case=filing.id,
        appointment=found.pk,
        centre=found.centre,
        day=found.day.isoformat(),
    )
    context = {
        "filing": filing,
        "appointment": found,
        "centre": where_is(found.centre, found.day, at=timezone.now()),
        "code": code,
        "picture": qr_picture(code),
    }
    return render(request, "applicant/checkin_code.html", context)


def _centres(
    request: Request,
    filing: Filing,
    address: str,
    *,
    last: "Appointment | None" = None,
    moving: "Appointment | None" = None,
) -> HttpResponse:
    """All centres, nearest first. `address` is what a centre's code is added to, `last` the earlier visit."""
    displaced = last is not None and last.status == "displaced"
    centres = nearest_places(filing.application.province, timezone.now())
    context = {
        "filing": filing,
        "address": address,
        "near": centres[:NEAREST],
        "far": centres[NEAREST:],
        "missed": last is not None and last.status == "missed",
        "displaced": displaced,
        **({} if moving else _waits(filing)),
        "closure": why_closed(last.centre, last.day, get_language() or "th") if last and displaced else "",
        "moving": moving,
    }
    return render(request, "applicant/centres.html", context)


def _waits(filing: Filing) -> dict[str, object]:
    """Where the application waits for a place, and what is offered to it as long as the offer stands."""
    found = find_waiting(filing.id)
    if found is None or (found.offered_until and found.offered_until <= timezone.now()):
        return {}
    offered_at = begins(found.day, found.hour) if found.day and found.hour is not None else None
    return {"waits": found, "waits_at": where_is(found.centre, at=timezone.now()), "offered_at": offered_at}


def _hours(
    request: Request, filing: Filing, centre: str, address: str, *, moving: "Appointment | None" = None
) -> HttpResponse:
    """The free days of a centre, and the free hours of the day that was chosen."""
    try:
        place = where_is(centre, at=timezone.now())
    except NoSuchPlace:
        raise Http404 from None
    days = _by_day(list_free_hours(centre, timezone.now()))
    chosen = _day(request.POST.get("day") or request.GET.get("day", ""))
    errors = [PageError("hour", _("Choose a time"))] if request.method == "POST" else []
    context = {
        "filing": filing,
        "address": address,
        "moving": moving,
        "centre": place,
        "days": [(day, sum(hour.left for hour in hours)) for day, hours in days.items()],
        "chosen": chosen if chosen in days else None,
        "hours": days.get(chosen, []) if chosen else [],
        "needs": NEEDS,
        "errors": errors,
    }
    return render(request, "applicant/book.html", context, status=422 if errors else 200)


def _chosen(request: Request) -> tuple[date, int] | None:
    """The day and the hour that were posted; None where a part is missing."""
    if request.method != "POST":
        return None
    day, hour = _day(request.POST.get("day", "")), request.POST.get("hour", "")
    return (day, int(hour)) if day and hour.isdecimal() and len(hour) < 3 else None


def _awaiting(request: Request, application_id: UUID) -> Filing:
    filing = get_filing(request, application_id)
    if filing.application.status != "awaiting_visit":
        raise WrongStatus
    return filing


def _by_day(hours: Iterable[FreeHour]) -> dict[date, list[FreeHour]]:
    days: dict[date, list[FreeHour]] = defaultdict(list)
    for hour in hours:
        days[hour.day].append(hour)
    return dict(days)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
