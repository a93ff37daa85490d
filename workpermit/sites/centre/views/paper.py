"""A visitor without a code: number and birth date are typed from the passport that lies on the counter."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from workpermit.applications.queries import get_application
from workpermit.applications.services import check_in_by_paper
from workpermit.appointments.queries import list_open_appointments
from workpermit.catalogue.queries import find_nationality, get_centre, list_nationalities
from workpermit.core.actors import Role
from workpermit.sealing.client import VaultRefused, vault
from workpermit.sites.centre.device import read_proof
from workpermit.sites.centre.reading_code import read_typed
from workpermit.sites.centre.tickets import begin_serving
from workpermit.sites.centre.views.appointments import OPEN, find_by_application, other_day, show_today, to_visit
from workpermit.sites.centre.views.queue import find_ticket
from workpermit.sites.centre.views.visits import find_own
from workpermit.sites.centre.visit import Visit
from workpermit.sites.http import Request, signed_in
from workpermit.sites.paper import TypedPaper, read_paper, typed_paper
from workpermit.sites.parts import PageError
from workpermit.visits.queries import find_session
from workpermit.visits.services import join_appointment

if TYPE_CHECKING:
    from workpermit.appointments.models import Appointment
    from workpermit.visits.models import Ticket

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


ELSEWHERE = gettext_lazy(
    "This person has an appointment, but on another day or at another centre. The visitor sees it in the portal and "
    "can move it there."
)
NOWHERE = gettext_lazy(
    "No appointment of this person was found. Compare all three with the passport; if they are right, the visitor "
    "books a place in the portal."
)


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
def find_for_ticket(request: Request, ticket: UUID) -> HttpResponse:
    """Whether the visitor of a ticket without an appointment has one here today; nothing else is said.

    Where there is one, the ticket is joined to it and the next page is asked for with what was typed.
    """
    at = timezone.now()
    found, session = find_ticket(request, ticket), find_session(request.actor, at)
    if session is None or found.appointment is not None:
        return HttpResponseRedirect(reverse("queue"))
    typed, nationality = typed_paper(request.POST), request.POST.get("nationality", "")
    if request.method == "GET":
        return _ask(request, found, typed, nationality, [])
    errors, passport, birth = read_paper(typed)
    if find_nationality(nationality) is None:
        errors.append(PageError("nationality", _("Choose the nationality that stands in the passport.")))
    if errors:
        return _ask(request, found, typed, nationality, errors)
    try:
        cases = vault("operator").find_by_paper(
            token=request.session_token,
            ticket=ticket,
            passport_number=passport,
            birth_date=birth,
            nationality=nationality,
            device=read_proof(request),
        )
    except VaultRefused as refusal:
        if refusal.code not in PAPER_REFUSALS:
            raise
        return _ask(request, found, typed, nationality, [PageError("passport_number", PAPER_REFUSALS[refusal.code])])
    open_ones = list(list_open_appointments(cases).values())
    here = [one for one in open_ones if one.centre == request.actor.place and not other_day(one, at)]
    if not here:
        words = ELSEWHERE if open_ones else NOWHERE
        return _ask(request, found, typed, nationality, [PageError("passport_number", words)])
    join_appointment(found, appointment=here[0], session=session, by=request.actor, at=at)
    return _page(request, here[0], typed, [])


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


def _ask(
    request: Request, ticket: "Ticket", typed: TypedPaper, nationality: str, errors: list[PageError]
) -> HttpResponse:
    language = get_language() or "th"
    context = {
        "ticket": ticket,
        "centre": get_centre(request.actor.place),
        "paper": typed,
        "nationality": nationality,
        "nationalities": [(one.code, one.name.show(language)) for one in list_nationalities()],
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    response = render(request, "centre/paper_of_ticket.html", context, status=400 if errors else 200)
    response["Cache-Control"] = "no-store"
    return response


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
