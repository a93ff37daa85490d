"""The centre's blank cards: what is there, and each way in which that changes. Serials, never names."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from workpermit.card_stock import queries, rules
from workpermit.card_stock.queries import SpoiltBy
from workpermit.card_stock.serials import Serials
from workpermit.card_stock.services import accept_blanks, count_stock, receive_blanks, send_blanks, spoil_blanks
from workpermit.catalogue.queries import get_centre, list_centres
from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.sites.centre.stock_form import Typed, range_of, ranges_of, read_typed, why_not
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import PageError
from workpermit.sites.stock_words import REASONS, centre_name, lines_of, proposals_of

if TYPE_CHECKING:
    from workpermit.card_stock.models import Transfer


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def overview(request: Request) -> HttpResponse:
    """How many cards there are and why, boxes on the way, what waits for the Department, the newest movements."""
    centre = request.actor.place
    on_the_way = [(box.pk, centre_name(box.sender), cards) for box, cards in queries.list_on_the_way(centre)]
    context = {
        "centre": get_centre(centre),
        "balance": queries.balance_of(centre),
        "few": queries.FEW,
        "stock": queries.list_stock(centre),
        "on_the_way": on_the_way,
        "proposals": proposals_of(queries.list_write_offs(centre)),
        "counts": queries.list_counts(centre)[:1],
        "lines": lines_of(queries.list_movements(centre)),
    }
    return render(request, "centre/cards/stock.html", context)


@require_http_methods(["GET", "POST"])
@signed_in(Role.OPERATOR_CLERK)
def receive(request: Request) -> HttpResponse:
    """A delivery of the maker."""
    typed = read_typed(request.POST)
    if request.method == "GET":
        return _ask(request, "receive", typed)
    cards = range_of(typed)
    if isinstance(cards, PageError):
        return _ask(request, "receive", typed, cards)
    try:
        receive_blanks(movement=typed.id, serials=cards, note=typed.note, by=request.actor, at=timezone.now())
    except rules.CardsAreKnown:
        said = _("Received before: %(where)s") % {"where": _where(cards)}
        return _ask(request, "receive", typed, PageError("first", said))
    return _to_stock()


@require_http_methods(["GET", "POST"])
@signed_in(Role.OPERATOR_CLERK)
def send(request: Request) -> HttpResponse:
    """A box for another centre."""
    typed = read_typed(request.POST)
    others = {one.code: one.name for one in list_centres() if one.code != request.actor.place}
    if request.method == "GET":
        return _ask(request, "send", typed, others=others)
    cards = range_of(typed)
    if isinstance(cards, PageError):
        return _ask(request, "send", typed, cards, others=others)
    if typed.receiver not in others:
        return _ask(request, "send", typed, PageError("receiver", _("Choose the centre.")), others=others)
    try:
        send_blanks(transfer=typed.id, serials=cards, receiver=typed.receiver, by=request.actor, at=timezone.now())
    except rules.CardsAreNotThere:
        return _ask(request, "send", typed, _not_there("first", [cards], request), others=others)
    return _to_stock()


@require_http_methods(["GET", "POST"])
@signed_in(Role.OPERATOR_CLERK)
def accept(request: Request, transfer: UUID) -> HttpResponse:
    """What is in a box that has come, or was found later; the rest is noted and proposed to be written off."""
    box = _box(request, transfer)
    missing = queries.list_not_arrived(box)
    sent = Serials(box.first, box.last)
    more = {"box": box, "sender": centre_name(box.sender), "sent": sent, "missing": missing}
    if request.method == "GET":
        return _ask(request, "accept", Typed(uuid7(), ranges="\n".join(map(str, missing))), **more)
    typed = read_typed(request.POST)
    arrived = ranges_of(typed)
    if isinstance(arrived, PageError):
        return _ask(request, "accept", typed, arrived, **more)
    try:
        accept_blanks(transfer=transfer, arrived=arrived, by=request.actor, at=timezone.now())
    except rules.CardsAreNotThere:
        said = _("A card is named that was not sent in this box.")
        return _ask(request, "accept", typed, PageError("ranges", said), **more)
    return _to_stock()


@require_http_methods(["GET", "POST"])
@signed_in(Role.OPERATOR_CLERK)
def spoil(request: Request) -> HttpResponse:
    """Blanks that cannot be used, with the reason."""
    typed = read_typed(request.POST)
    reasons = {code: REASONS[code] for code in (SpoiltBy.DAMAGED, SpoiltBy.CHIP)}
    if request.method == "GET":
        return _ask(request, "spoil", typed, reasons=reasons)
    cards = range_of(typed)
    if isinstance(cards, PageError):
        return _ask(request, "spoil", typed, cards, reasons=reasons)
    if typed.reason not in reasons:
        return _ask(request, "spoil", typed, PageError("reason-1", _("Choose why.")), reasons=reasons)
    try:
        spoil_blanks(movement=typed.id, serials=cards, reason=typed.reason, by=request.actor, at=timezone.now())
    except rules.CardsAreNotThere:
        return _ask(request, "spoil", typed, _not_there("first", [cards], request), reasons=reasons)
    return _to_stock()


@require_http_methods(["GET", "POST"])
@signed_in(Role.OPERATOR_CLERK)
def count(request: Request) -> HttpResponse:
    """Every card that is there, counted; the books stay hidden, so that nobody copies them."""
    typed = read_typed(request.POST)
    if request.method == "GET":
        return _ask(request, "count", typed)
    counted = ranges_of(typed)
    if isinstance(counted, PageError):
        return _ask(request, "count", typed, counted)
    try:
        count_stock(count=typed.id, counted=counted, by=request.actor, at=timezone.now())
    except rules.CardsAreNotThere:
        return _ask(request, "count", typed, _not_there("ranges", counted, request))
    return _to_stock()


def _box(request: Request, transfer: UUID) -> "Transfer":
    """A box on the way to this centre; another centre's is not found."""
    try:
        box = queries.get_transfer(transfer)
    except ObjectDoesNotExist:
        raise Http404 from None
    if box.receiver != request.actor.place:
        raise Http404
    return box


def _where(cards: Serials) -> str:
    held = queries.where_is(cards)
    return f"{Serials(held.first, held.last)}, {centre_name(held.place)}" if held else str(cards)


def _not_there(field: str, cards: list[Serials], request: Request) -> PageError:
    return PageError(field, why_not(cards, request.actor.place))


def _to_stock() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("card-stock"))


def _ask(request: Request, form: str, typed: Typed, *errors: PageError, **more: object) -> HttpResponse:
    context = {
        **more,
        "centre": get_centre(request.actor.place),
        "typed": typed,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    return render(request, f"centre/cards/{form}.html", context, status=400 if errors else 200)
