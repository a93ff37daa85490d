"""Today's appointments by hour, and checking a visitor in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from workpermit.applications.queries import find_by_number, numbers_of
from workpermit.appointments.queries import find_open_appointment, list_day
from workpermit.appointments.services import check_in_visitor
from workpermit.catalogue.queries import get_centre
from workpermit.core.actors import Actor, Role
from workpermit.core.calendar import bangkok_date, show_date
from workpermit.sealing.client import VaultRefused, vault
from workpermit.sites.centre.device import read_proof
from workpermit.sites.centre.reading_code import Typed, read_typed
from workpermit.sites.centre.tickets import begin_serving
from workpermit.sites.centre.visit import Visit, remember_visit
from workpermit.sites.centres_words import staff_number
from workpermit.sites.http import Request, signed_in
from workpermit.sites.needs_text import needs_said
from workpermit.sites.parts import PageError

if TYPE_CHECKING:
    from workpermit.appointments.models import Appointment

STATES: dict[str, tuple[str, str | Promise]] = {
    "booked": ("", gettext_lazy("Expected")),
    "checked_in": ("warn", gettext_lazy("At the counter")),
    "kept": ("ok", gettext_lazy("Finished")),
    "missed": ("bad", gettext_lazy("Did not come")),
    "cancelled": ("none", gettext_lazy("Cancelled")),
    "moved": ("none", gettext_lazy("Moved to another time")),
    "displaced": ("none", gettext_lazy("Ended: the centre is closed")),
}
OPEN = ("booked", "checked_in")
AGAIN = gettext_lazy("This counter's signature is too old or was used already. Press “Check in” again.")
# What the vault says about a code, at the field that it is about.
REFUSALS: dict[str, tuple[str, str | Promise]] = {
    "bad_code": ("code", gettext_lazy("This code is not right. Ask the visitor to read it out again.")),
    "expired": (
        "code",
        gettext_lazy("This code is for another day. Ask the visitor to open the portal and show today's."),
    ),
    "too_many": (
        "code",
        gettext_lazy("Five wrong codes were typed. Ask the visitor to make a new code in the portal."),
    ),
    "not_yours": (
        "code",
        gettext_lazy("No check-in code was made for this appointment. Ask the visitor to open it in the portal."),
    ),
    "used": (
        "number",
        gettext_lazy("This visit is open with another clerk, or it is finished."),
    ),
    "bad_challenge": ("number", AGAIN),
    "bad_signature": ("number", AGAIN),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One appointment in the list: a number, never a name."""

    number: str
    needs: list[str]
    kind: str
    state: str | Promise
    expected: UUID | None  # the appointment, while its visitor may still come


@require_GET
@signed_in(Role.OPERATOR_CLERK, Role.CENTRE_MANAGER)
def today(request: Request) -> HttpResponse:
    """The day's appointments of this centre, and the form to check somebody in; a manager's pages are others."""
    if request.actor.role is Role.CENTRE_MANAGER:
        return HttpResponseRedirect(reverse("manage"))
    return show_today(request, Typed("", "", ""), [])


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def check_in(request: Request) -> HttpResponse:
    """Open the visit of the person who shows the code, at this device; only that code opens anything."""
    at = timezone.now()
    typed = read_typed(request.POST.get("number", ""), request.POST.get("code", ""))
    found = find_appointment(typed, request.actor, at)
    if isinstance(found, PageError):
        return show_today(request, typed, [found])
    try:
        opened = vault("operator").check_in(
            token=request.session_token, appointment=found.pk, code=typed.code, device=read_proof(request)
        )
    except VaultRefused as refusal:
        if refusal.code not in REFUSALS:
            raise
        return show_today(request, typed, [PageError(*REFUSALS[refusal.code])])
    visit = Visit(UUID(opened["visit"]), found.pk, int(opened["until"]))
    if found.status == "booked":  # a second code opens the time again for a visitor who is still here
        check_in_visitor(found, visit=visit.id, by=request.actor, at=at)
        begin_serving(found, by=request.actor, at=at)
    return to_visit(request, visit)


def to_visit(request: Request, visit: Visit) -> HttpResponse:
    """Go on to the visit that has just been opened."""
    response = HttpResponseRedirect(reverse("visit", args=[visit.appointment]))
    remember_visit(request, response, visit)
    return response


def find_appointment(typed: Typed, clerk: Actor, at: datetime) -> "Appointment | PageError":
    """The appointment that number and code mean, here and today; else what to tell the clerk."""
    if typed.has_number and not typed.has_code:
        return PageError("code", _("The code has 8 digits. The visitor finds it in the portal."))
    return find_by_application(typed, clerk, at)


def find_by_application(typed: Typed, clerk: Actor, at: datetime) -> "Appointment | PageError":
    """The appointment that the number means, here and today; else what to tell the clerk."""
    if not typed.has_number:
        return PageError("number", _("Check the number: 13 digits, and the last two must fit the others."))
    application = find_by_number(typed.number, seen_by=clerk)
    found = find_open_appointment(application.pk) if application else None
    if found is None:
        return PageError("number", _("There is no open appointment with this number. Ask the visitor to book a place."))
    if found.centre != clerk.place:
        centre = get_centre(found.centre).name.show(get_language() or "th")
        return PageError("number", _("This appointment is at another centre: %(centre)s.") % {"centre": centre})
    words = other_day(found, at)
    return PageError("number", words) if words else found


def other_day(found: "Appointment", at: datetime) -> str:
    """What to tell the clerk where an appointment is not today; else nothing."""
    today, day = bangkok_date(at), show_date(found.day, get_language() or "th")
    if found.day > today:
        return _("Too early: this appointment is on %(day)s.") % {"day": day}
    if found.day < today:
        return _("Too late: this appointment was on %(day)s. The visitor books again.") % {"day": day}
    return ""


def show_today(request: Request, typed: Typed, errors: list[PageError]) -> HttpResponse:
    """The page of the day, with what was wrong with a form of it."""
    at = timezone.now()
    appointments = list_day(request.actor.place, bangkok_date(at))
    context = {
        "centre": get_centre(request.actor.place),
        "today": bangkok_date(at),
        "staff_number": staff_number(request.actor.id),
        "hours": list(_by_hour(appointments, request.actor)),
        "typed": typed,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    return render(request, "centre/today.html", context, status=400 if errors else 200)


def _by_hour(appointments: "list[Appointment]", clerk: Actor) -> Iterator[tuple[datetime, list[Line]]]:
    numbers = numbers_of([one.application for one in appointments], seen_by=clerk)
    for begins_at, group in groupby(appointments, key=lambda one: one.begins_at):
        yield (
            begins_at,
            [
                Line(
                    numbers.get(one.application, ""),
                    needs_said(one.needs),
                    *STATES[one.status],
                    one.pk if one.status in OPEN else None,
                )
                for one in group
            ],
        )
