"""The queue at a clerk's counter: one main button, and what else can be done with the visitor who is there."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from workpermit.catalogue.queries import get_centre, queue_number
from workpermit.core.actors import Role
from workpermit.core.errors import RuleBroken
from workpermit.core.text import one_line
from workpermit.sites.centre.tickets import WISHES, Current, Line, counters_of, current_of, lines_of
from workpermit.sites.centre.visit import end_visit
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import PageError
from workpermit.sites.rules_text import sentence_of
from workpermit.visits import services
from workpermit.visits.counters import close_counter, open_counter
from workpermit.visits.queries import (
    find_at_counter,
    find_session,
    get_ticket,
    list_gone,
    list_held,
    list_left,
    list_sessions,
    list_waiting,
)
from workpermit.visits.rules import CounterNeedsName

if TYPE_CHECKING:
    from workpermit.visits.models import CounterSession, Ticket

# Each act of a counter on a ticket, by the last part of its address.
ACTS: dict[str, Callable[..., None]] = {
    "call": services.call_ticket,
    "recall": services.recall_ticket,
    "undo": services.undo_call,
    "serve": services.serve_ticket,
    "finish": services.finish_ticket,
    "hold": services.hold_ticket,
    "return": services.return_ticket,
    "give-up": services.give_up_calling,
    "cancel": services.cancel_ticket,
}
LEAVING = ("finish", "hold")  # after these the visitor is not at this counter any more


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def show(request: Request) -> HttpResponse:
    """Who is at this counter, who waits, and the button that calls the next."""
    return _page(request)


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def sit_down(request: Request) -> HttpResponse:
    """Open a counter and say what is done there."""
    counter, serves = one_line(request.POST.get("counter", "")), request.POST.getlist("serves")
    known = counters_of(request.actor.place)
    if known and counter not in known:
        return _page(request, errors=[PageError("counter", _("Choose one of this centre's counters."))])
    try:
        open_counter(counter=counter, serves=serves, by=request.actor, at=timezone.now())
    except CounterNeedsName:
        field, words = ("counter", _("Write the counter's name.")) if serves else ("serves-1", _("Tick at least one."))
        return _page(request, errors=[PageError(field, words)])
    return _to_queue()


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def leave(request: Request) -> HttpResponse:
    """Close the counter."""
    at = timezone.now()
    session = find_session(request.actor, at)
    if session is not None:
        try:
            close_counter(session=session, at=at)
        except RuleBroken as broken:
            return _page(request, broken=broken)
    return _to_queue()


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def call_next(request: Request) -> HttpResponse:
    """Call whoever is next for this counter."""
    at = timezone.now()
    session = find_session(request.actor, at)
    if session is not None:
        try:
            services.call_next(session=session, by=request.actor, at=at)
        except RuleBroken as broken:
            return _page(request, broken=broken)
    return _to_queue()


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def act(request: Request, ticket: UUID, act: str) -> HttpResponse:
    """One act on one ticket. `finish` with `next` calls the next one besides."""
    at = timezone.now()
    session, found = find_session(request.actor, at), find_ticket(request, ticket)
    if act not in ACTS:
        raise Http404
    if session is None:
        return _to_queue()
    try:
        ACTS[act](found, session=session, by=request.actor, at=at)
        if act == "finish" and "next" in request.POST:
            services.call_next(session=session, by=request.actor, at=at)
    except RuleBroken as broken:
        return _page(request, broken=broken, about=ticket)
    response = _to_queue()
    if act in LEAVING:
        end_visit(request, response, found.appointment)
    return response


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def transfer(request: Request, ticket: UUID) -> HttpResponse:
    """Send the visitor on to another counter, by what is needed there."""
    at = timezone.now()
    session, found = find_session(request.actor, at), find_ticket(request, ticket)
    if session is None:
        return _to_queue()
    try:
        services.transfer_ticket(found, wish=request.POST.get("wish", ""), session=session, by=request.actor, at=at)
    except RuleBroken as broken:
        return _page(request, broken=broken, about=ticket)
    response = _to_queue()
    end_visit(request, response, found.appointment)
    return response


def find_ticket(request: Request, ticket: UUID) -> "Ticket":
    """A ticket of this clerk's own centre; another centre's is not found."""
    try:
        return get_ticket(ticket, seen_by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None


def _to_queue() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("queue"))


def _page(
    request: Request,
    *,
    errors: Iterable[PageError] = (),
    broken: RuleBroken | None = None,
    about: UUID | None = None,
) -> HttpResponse:
    at, place = timezone.now(), request.actor.place
    session = find_session(request.actor, at)
    waiting = list_waiting(place, at)
    said = list(errors)
    context: dict[str, Any] = {
        "centre": get_centre(place),
        "here": session,
        "left": " ".join(str(one) for one in list_left(request.actor, at)),
        "sessions": list_sessions(place, at),
        "wishes": list(WISHES.items()),
        "current": _current(request, session, at),
        "waiting": lines_of(waiting, at),
        "mine": [one for one in waiting if session and one.wish in session.wishes],
        "held": lines_of(list_held(place, at), at),
        "gone": lines_of(list_gone(place, at), at),
        "needed": queue_number("calls_before_no_show"),
        "errors": said,
        "wrong": {error.field: error.message for error in said},
        "typed": {"counter": request.POST.get("counter", ""), "serves": request.POST.getlist("serves")},
        "counters": counters_of(place) if session is None else {},
        "sentence": sentence_of(broken) if broken else None,
        "elsewhere": _elsewhere(request, session, about, at) if broken and about else None,
    }
    return render(request, "centre/queue/queue.html", context, status=409 if broken else 400 if said else 200)


def _current(request: Request, session: "CounterSession | None", at: datetime) -> Current | None:
    ticket = find_at_counter(session) if session else None
    return current_of(ticket, request.actor, at) if ticket else None


def _elsewhere(request: Request, session: "CounterSession | None", about: UUID, at: datetime) -> Line | None:
    """The ticket as it stands now, where another counter has it."""
    ticket = get_ticket(about, seen_by=request.actor)
    if session is None or ticket.counter in ("", session.counter):
        return None
    return lines_of([ticket], at)[0]
