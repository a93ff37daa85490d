"""Printing a permit's card and handing it over. Permit numbers and serials; the card's face is shown once."""

import base64
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from workpermit.applications.queries import get_application
from workpermit.applications.services import tell_card_by_paper
from workpermit.card_stock.queries import SpoiltBy
from workpermit.card_stock.rules import CardsAreNotThere
from workpermit.card_stock.serials import Serials, read_serial
from workpermit.cards import queries
from workpermit.cards.services import issue_card, make_file_again, personalise_card, print_card, spoil_card
from workpermit.catalogue.queries import get_centre
from workpermit.core.actors import Role
from workpermit.sealing.canonical import unb64
from workpermit.sealing.client import VaultRefused, vault
from workpermit.sites.centre.device import RETRY, read_proof
from workpermit.sites.centre.reading_code import read_typed
from workpermit.sites.centre.stock_form import why_not
from workpermit.sites.centre.views.appointments import REFUSALS
from workpermit.sites.centre.views.paper import PAPER_REFUSALS
from workpermit.sites.http import Request, signed_in
from workpermit.sites.paper import read_paper, typed_paper
from workpermit.sites.parts import PageError
from workpermit.sites.stock_words import REASONS

if TYPE_CHECKING:
    from workpermit.cards.models import Card

STATES: dict[str, tuple[str, str | Promise]] = {
    "queued": ("warn", gettext_lazy("Waits for a blank")),
    "personalised": ("warn", gettext_lazy("To be printed")),
    "printed": ("ok", gettext_lazy("To be handed over")),
    "issued": ("none", gettext_lazy("Handed over")),
}
SPOILT = (SpoiltBy.JAM, SpoiltBy.PRINT, SpoiltBy.CHIP, SpoiltBy.WRONG)
AGAIN = gettext_lazy("This counter's signature is too old or was used already. Press the button again.")
NOT_SERIAL = gettext_lazy("Scan the serial of the card: two letters and eight digits.")
# What the vault says about a file.
FILES: dict[str, str | Promise] = {
    "no_such_record": gettext_lazy("The file is still being made. Press the button again in a few seconds."),
    "expired": gettext_lazy("The file was not taken in time and is being made anew. Press again in a few seconds."),
    "used": gettext_lazy(
        "This file was handed out already, and it is handed out once. If no good card came of it, record the blank as "
        "spoiled and begin with another one."
    ),
}


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def queue(request: Request) -> HttpResponse:
    """What this centre prints and hands over, the oldest first."""
    centre = request.actor.place
    context = {
        "centre": get_centre(centre),
        "cards": [(card, *STATES[card.status]) for card in queries.list_open(centre)],
        "issued": queries.list_issued(centre),
    }
    return render(request, "centre/cards/queue.html", context)


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def page(request: Request, card: UUID) -> HttpResponse:
    """One card, with what is to be done next."""
    return _show(request, _find(request, card))


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def personalise(request: Request, card: UUID) -> HttpResponse:
    """Give the card the blank that was scanned."""
    found = _find(request, card)
    serial = _serial(request)
    if serial is None:
        return _show(request, found, PageError("serial", NOT_SERIAL))
    try:
        personalise_card(card=card, serial=serial, by=request.actor, at=timezone.now())
    except CardsAreNotThere:
        where = why_not([Serials(serial, serial)], request.actor.place)
        return _show(request, found, PageError("serial", where))
    return _to(card)


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def take_file(request: Request, card: UUID) -> HttpResponse:
    """The card's two sides, once, at this device."""
    found = _find(request, card)
    if found.blank is None or found.status != "personalised":
        return _to(card)
    try:
        file = vault("operator").take_card(token=request.session_token, blank=found.blank, device=read_proof(request))
    except VaultRefused as refusal:
        if refusal.code in RETRY:
            return _show(request, found, PageError("take", AGAIN))
        if refusal.code not in FILES:
            raise
        if refusal.code == "expired":
            make_file_again(card=card, by=request.actor)
        return _show(request, found, PageError("take", FILES[refusal.code]))
    return _show(request, found, sides=[_picture(file[side]) for side in ("front", "back")], chip=file["chip"])


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def printed(request: Request, card: UUID) -> HttpResponse:
    """The card is good."""
    print_card(card=_find(request, card).pk, by=request.actor, at=timezone.now())
    return _to(card)


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def spoil(request: Request, card: UUID) -> HttpResponse:
    """The blank is spoiled; the card waits for another one."""
    found = _find(request, card)
    reason = request.POST.get("reason", "")
    if reason not in SPOILT:
        return _show(request, found, PageError("reason-1", _("Choose why.")))
    spoil_card(card=found.pk, reason=reason, by=request.actor, at=timezone.now())
    return _to(card)


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def issue(request: Request, card: UUID) -> HttpResponse:
    """Hand the card to the worker, who shows a code that was made for it in the portal."""
    found = _find(request, card)
    if found.status != "printed":  # before the vault writes into the worker's log that the card was handed over
        return _to(card)
    wrong = _other_card(request, found)
    if wrong:
        return _show(request, found, wrong)
    typed = read_typed("", request.POST.get("code", ""))
    if not typed.has_code:
        return _show(request, found, PageError("code", _("The code has 8 digits. The visitor finds it in the portal.")))
    try:
        vault("operator").hand_over_card(
            token=request.session_token, appointment=found.code_for, code=typed.code, device=read_proof(request)
        )
    except VaultRefused as refusal:
        if refusal.code in RETRY:
            return _show(request, found, PageError("code", AGAIN))
        if refusal.code not in REFUSALS:
            raise
        return _show(request, found, PageError("code", REFUSALS[refusal.code][1]))
    issue_card(card=found.pk, serial=found.serial or 0, by=request.actor, at=timezone.now())
    return _to(card)


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def issue_by_paper(request: Request, card: UUID) -> HttpResponse:
    """Hand the card to a worker without a telephone: number and birth date from the passport, and a letter."""
    found, at = _find(request, card), timezone.now()
    if found.status != "printed":
        return _to(card)
    wrong = _other_card(request, found, field="serial_2")
    errors, passport, birth = read_paper(typed_paper(request.POST))
    if wrong or errors:
        return _show(request, found, *([wrong] if wrong else []), *errors)
    try:
        vault("operator").hand_over_by_paper(
            token=request.session_token,
            appointment=found.code_for,
            case=found.application,
            passport_number=passport,
            birth_date=birth,
            device=read_proof(request),
        )
    except VaultRefused as refusal:
        if refusal.code not in PAPER_REFUSALS:
            raise
        return _show(request, found, PageError("passport_number", PAPER_REFUSALS[refusal.code]))
    application = get_application(found.application, seen_by=request.actor)
    with transaction.atomic():
        issue_card(card=found.pk, serial=found.serial or 0, by=request.actor, at=at)
        tell_card_by_paper(application=application, centre=found.centre, by=request.actor, at=at)
    return _to(card)


def _other_card(request: Request, card: "Card", field: str = "serial") -> PageError | None:
    """What to say where the card in the clerk's hand is not the one that was printed."""
    serial = _serial(request)
    if serial is None:
        return PageError(field, NOT_SERIAL)
    another = _("This is another card. Scan the one that is named on this page.")
    return PageError(field, another) if serial != card.serial else None


def _find(request: Request, card: UUID) -> "Card":
    """A card of this centre; another centre's is not found."""
    try:
        found = queries.get_card(card)
    except ObjectDoesNotExist:
        raise Http404 from None
    if found.centre != request.actor.place:
        raise Http404
    return found


def _serial(request: Request) -> int | None:
    try:
        return read_serial(request.POST.get("serial", ""))
    except ValueError:
        return None


def _picture(encoded: str) -> str:
    """The image inside the page, so that it is fetched by nobody else."""
    return f"data:image/png;base64,{base64.b64encode(unb64(encoded)).decode('ascii')}"


def _to(card: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("card", args=[card]))


def _show(request: Request, card: "Card", *errors: PageError, **more: object) -> HttpResponse:
    kind, state = STATES[card.status]
    context = {
        **more,
        "card": card,
        "kind": kind,
        "state": state,
        "reasons": [(code, REASONS[code]) for code in SPOILT],
        "centre": get_centre(card.centre),
        "paper": typed_paper(request.POST),
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    answer = render(request, "centre/cards/card.html", context, status=400 if errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer
