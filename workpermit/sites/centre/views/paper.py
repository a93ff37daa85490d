"""A visitor without a code: number and birth date are typed from the passport that lies on the counter."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from workpermit.applications.queries import get_application
from workpermit.applications.services import check_in_by_paper
from workpermit.catalogue.queries import get_centre
from workpermit.core.actors import Role
from workpermit.sealing.client import VaultRefused, vault
from workpermit.sites.centre.device import read_proof
from workpermit.sites.centre.reading_code import read_typed
from workpermit.sites.centre.tickets import begin_serving
from workpermit.sites.centre.views.appointments import OPEN, find_by_application, other_day, show_today, to_visit
from workpermit.sites.centre.views.visits import find_own
from workpermit.sites.centre.visit import Visit
from workpermit.sites.http import Request, signed_in
from workpermit.sites.paper import TypedPaper, read_paper, typed_paper
from workpermit.sites.parts import PageError

if TYPE_CHECKING:
    from workpermit.appointments.models import Appointment

AGAIN = gettext_lazy("This counter's signature is too old or was used already. Press the button again.")
# What the vault says about a passport, in words that say what to do.
PAPER_REFUSALS: dict[str, str | Promise] = {
    "no_match": gettext_lazy(
        "This is not the number and birth date of the worker whom this appointment is for. Compare both with the "
        "passport, sign by sign. After five wrong attempts this way is closed until tomorrow."
    ),
    "too_many": gettext_lazy(
        "No more attempts with a passport today, for this visitor or from you. The visitor can still make a code in "
        "the portal, on any telephone."
    ),
    "not_confirmed": gettext_lazy(
        "Nobody has joined and confirmed this application as its worker yet. That comes first; then the visit can be "
        "opened."
    ),
    "expired": gettext_lazy("This appointment is for another day."),
    "used": gettext_lazy("This visit is open with another clerk, or it is finished."),
    "bad_challenge": AGAIN,
    "bad_signature": AGAIN,
}


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def find(request: Request) -> HttpResponse:
    """Where the passport is typed for the application whose number the clerk has; elsewhere it is said here."""
    typed = read_typed(request.POST.get("number", ""), "")
    found = find_by_application(typed, request.actor, timezone.now())
    if isinstance(found, PageError):
        return show_today(request, typed, [found])
    return HttpResponseRedirect(reverse("check-in-by-paper", args=[found.pk]))


@require_http_methods(["GET", "POST"])
@signed_in(Role.OPERATOR_CLERK)
def check_in(request: Request, appointment: UUID) -> HttpResponse:
    """Open the visit of the person whose passport this is, at this device."""
    found, at = find_own(request, appointment), timezone.now()
    if found.status not in OPEN:
        return HttpResponseRedirect(reverse("today"))
    elsewhen = other_day(found, at)
    if elsewhen or request.method == "GET":
        return _page(request, found, typed_paper({}), [PageError("", elsewhen)] if elsewhen else [])
    typed = typed_paper(request.POST)
    errors, passport, birth = read_paper(typed)
    if errors:
        return _page(request, found, typed, errors)
    try:
        opened = vault("operator").check_in_by_paper(
            token=request.session_token,
            appointment=found.pk,
            case=found.application,
            passport_number=passport,
            birth_date=birth,
            device=read_proof(request),
        )
    except VaultRefused as refusal:
        if refusal.code not in PAPER_REFUSALS:
            raise
        return _page(request, found, typed, [PageError("passport_number", PAPER_REFUSALS[refusal.code])])
    visit = Visit(UUID(opened["visit"]), found.pk, int(opened["until"]))
    application = get_application(found.application, seen_by=request.actor)
    begins = found.status == "booked"
    check_in_by_paper(application=application, appointment=found, visit=visit.id, by=request.actor, at=at)
    if begins:
        begin_serving(found, by=request.actor, at=at)
    return to_visit(request, visit)


def _page(request: Request, found: "Appointment", typed: TypedPaper, errors: list[PageError]) -> HttpResponse:
    context = {
        "appointment": found,
        "number": get_application(found.application, seen_by=request.actor).number,
        "centre": get_centre(request.actor.place),
        "today": not other_day(found, timezone.now()),
        "paper": typed,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    response = render(request, "centre/paper.html", context, status=400 if errors else 200)
    response["Cache-Control"] = "no-store"
    return response
