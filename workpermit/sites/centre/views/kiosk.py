"""The tablet at the entrance: a number for an appointment or for whoever comes without one. Never a name."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workpermit.applications.queries import find_by_number
from workpermit.appointments.queries import find_open_appointment
from workpermit.catalogue.queries import get_centre
from workpermit.core.actors import Actor, Role
from workpermit.core.calendar import bangkok_date, show_time
from workpermit.sealing.client import VaultUnreachable, vault
from workpermit.sealing.refusal import Refused
from workpermit.sites.centre.kiosk import find_kiosk, make_kiosk
from workpermit.sites.centre.reading_code import NUMBER_LENGTH, read_typed
from workpermit.sites.centre.tickets import WISHES
from workpermit.sites.http import AnyRequest, Request, go_to_signin, signed_in
from workpermit.sites.http.session import session_cookie
from workpermit.sites.pictures import qr_picture
from workpermit.sites.shared import remember_language
from workpermit.visits.queries import find_by_token, find_ticket_of
from workpermit.visits.rules import HasTicket, TooManyTickets
from workpermit.visits.services import take_ticket
from workpermit.visits.waits import place_of, wait_for
from workpermit.visits.wishes import Wish

if TYPE_CHECKING:
    from workpermit.appointments.models import Appointment

P = ParamSpec("P")
KioskView = Callable[Concatenate[AnyRequest, Actor, P], HttpResponseBase]
WALK_IN = (Wish.ASSISTED, Wish.CARDS)  # who comes for an identity check has an appointment


@dataclass(frozen=True, slots=True)
class Answer:
    """What the screen says instead of a number; `good` where nothing is wrong."""

    title: str
    words: str
    good: bool = False


def at_kiosk(view: KioskView[P]) -> Callable[Concatenate[AnyRequest, P], HttpResponseBase]:
    """Let a view be seen in a browser that a clerk has made a kiosk today; others are sent to make one."""

    @wraps(view)
    def page(request: AnyRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        kiosk = find_kiosk(request, timezone.now())
        if kiosk is None:
            set_up = reverse("kiosk-set-up")
            return HttpResponseRedirect(set_up) if request.session else go_to_signin(request, set_up)
        return view(request, kiosk, *args, **kwargs)

    return page


@require_http_methods(["GET", "POST"])
@signed_in(Role.OPERATOR_CLERK)
def set_up(request: Request) -> HttpResponse:
    """Make this browser a kiosk for the day. The clerk is signed out here: visitors stand before it."""
    if request.method == "GET":
        context = {"centre": get_centre(request.actor.place)}
        return render(request, "centre/screens.html", context)
    response = HttpResponseRedirect(reverse("kiosk"))
    make_kiosk(request, response, request.actor.place, timezone.now())
    with suppress(VaultUnreachable, Refused):  # it ends by itself within minutes, and this browser forgets it now
        vault("operator").end_session(token=request.session_token)
    response.delete_cookie(session_cookie(request.site))
    return response


@require_GET
@at_kiosk
def show(request: AnyRequest, kiosk: Actor) -> HttpResponse:
    """The first screen: with an appointment, or without."""
    return _first(request, kiosk)


@require_GET
@at_kiosk
def begin_in(request: AnyRequest, kiosk: Actor, language: str) -> HttpResponse:
    """The first screen in a language; the next visitor begins in Thai again."""
    response = HttpResponseRedirect(reverse("kiosk"))
    remember_language(request, response, language)
    return response


@require_POST
@at_kiosk
def check_in(request: AnyRequest, kiosk: Actor) -> HttpResponse:
    """A number for the appointment whose application number was typed or scanned."""
    at = timezone.now()
    number = read_typed(request.POST.get("number", "")[:60], "")
    if not number.has_number:
        words = _("It has %(count)s digits, and the last two must fit the others. It is on the appointment's page.")
        return _say(request, kiosk, Answer(_("Please check the number"), words % {"count": NUMBER_LENGTH}))
    application = find_by_number(number.number, seen_by=kiosk)
    found = find_open_appointment(application.pk) if application else None
    if found is None:
        return _say(
            request,
            kiosk,
            Answer(_("There is no appointment for this number"), _("Take a number without appointment instead.")),
        )
    elsewhere = _elsewhere(found, kiosk, at)
    if elsewhere:
        return _say(request, kiosk, elsewhere)
    before = find_ticket_of(found.pk)
    if before is not None:
        return _say(request, kiosk, _has_ticket(before.label))
    try:
        _ticket, token = take_ticket(
            wish=Wish.IDENTITY, first="first" in request.POST, by=kiosk, at=at, appointment=found
        )
    except (HasTicket, TooManyTickets):
        return _say(request, kiosk, _wait())
    return HttpResponseRedirect(reverse("kiosk-ticket", args=[token]))


@require_POST
@at_kiosk
def walk_in(request: AnyRequest, kiosk: Actor) -> HttpResponse:
    """A number for somebody without an appointment."""
    wish = request.POST.get("wish", "")
    if wish not in WALK_IN:
        return HttpResponseRedirect(reverse("kiosk"))
    try:
        _ticket, token = take_ticket(wish=Wish(wish), first="first" in request.POST, by=kiosk, at=timezone.now())
    except TooManyTickets:
        return _say(request, kiosk, _wait())
    return HttpResponseRedirect(reverse("kiosk-ticket", args=[token]))


@require_GET
@at_kiosk
def ticket(request: AnyRequest, kiosk: Actor, token: str) -> HttpResponse:
    """The number that was just given, with a picture that takes it along on the phone."""
    at, found = timezone.now(), find_by_token(token)
    if found is None or found.centre != kiosk.place:
        raise Http404
    address = f"{settings.SITES['applicant']}/q/{token}/"
    context = {
        "centre": get_centre(kiosk.place),
        "ticket": found,
        "wish": WISHES[found.wish],
        "place": place_of(found, at),
        "picture": qr_picture(address),
    }
    return render(request, "centre/kiosk/ticket.html", context)


def _first(request: AnyRequest, kiosk: Actor) -> HttpResponse:
    at = timezone.now()
    walk_ins = [(wish.value, WISHES[wish], wait_for(kiosk.place, wish, at)) for wish in WALK_IN]
    context = {
        "centre": get_centre(kiosk.place),
        "walk_ins": walk_ins,
        "in_first_language": get_language() == settings.FIRST_LANGUAGE,
    }
    return render(request, "centre/kiosk/kiosk.html", context)


def _say(request: AnyRequest, kiosk: Actor, answer: Answer) -> HttpResponse:
    context = {"centre": get_centre(kiosk.place), "answer": answer}
    return render(request, "centre/kiosk/answer.html", context, status=200 if answer.good else 409)


def _elsewhere(found: "Appointment", kiosk: Actor, at: datetime) -> Answer | None:
    """Where and when the appointment is, unless it is here and today."""
    language = get_language() or "th"
    said = {"centre": get_centre(found.centre).name.show(language), "time": show_time(found.begins_at, language)}
    if found.centre != kiosk.place:
        return Answer(
            _("Your appointment is at another centre"),
            _("It is at %(centre)s, on %(time)s. You can move it in the portal.") % said,
        )
    if found.day != bangkok_date(at):
        return Answer(
            _("Your appointment is on another day"),
            _("It is here, but on %(time)s. You can move it in the portal.") % said,
        )
    return None


def _has_ticket(label: str) -> Answer:
    words = _("Your number is %(label)s. Please wait until it is called.") % {"label": label}
    return Answer(_("You have a number already"), words, good=True)


def _wait() -> Answer:
    return Answer(_("One moment, please"), _("Many numbers were given out just now. Try again in a minute."))
