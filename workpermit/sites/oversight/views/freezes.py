"""Which freezes there are, ordering one, lifting one."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from workpermit.catalogue.queries import list_catalogue
from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.freezes.queries import LONGEST_MESSAGE, get_freeze, list_freezes
from workpermit.freezes.services import lift_freeze, order_freeze
from workpermit.sites.http import Request, signed_in
from workpermit.sites.oversight.freeze_form import Typed, bangkok_time, errors_of, read_typed
from workpermit.sites.parts import PageError

if TYPE_CHECKING:
    from workpermit.freezes.models import Freeze


@require_GET
@signed_in(Role.POLICY_OFFICER)
def overview(request: Request) -> HttpResponse:
    """What is stopped now, what will be, and what was."""
    at = timezone.now()
    live, over = list_freezes(at)
    context = {"live": live, "over": over, "at": at, "services": _names()}
    return render(request, "oversight/overview.html", context)


@require_http_methods(["GET", "POST"])
@signed_in(Role.POLICY_OFFICER)
def order(request: Request) -> HttpResponse:
    """Stop filings, decisions or both, for one service or for all."""
    if request.method == "GET":
        return _ask(request, Typed(uuid7()), [])
    typed, at = read_typed(request.POST), timezone.now()
    errors = errors_of(typed, set(_names()), at)
    if errors:
        return _ask(request, typed, errors)
    order_freeze(
        freeze=typed.freeze,
        service=typed.service,
        filings=typed.filings,
        decisions=typed.decisions,
        message_th=typed.message_th,
        message_en=typed.message_en,
        begins_at=bangkok_time(typed.begins),
        ends_at=bangkok_time(typed.ends),
        by=request.actor,
        at=at,
    )
    return HttpResponseRedirect(reverse("overview"))


@require_http_methods(["GET", "POST"])
@signed_in(Role.POLICY_OFFICER)
def lift(request: Request, freeze: UUID) -> HttpResponse:
    """Ask once, then end the freeze now."""
    found = _find(freeze)
    if request.method == "GET":
        return render(request, "oversight/lift.html", {"freeze": found, "services": _names(), "at": timezone.now()})
    lift_freeze(freeze=found, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(reverse("overview"))


def _find(freeze: UUID) -> "Freeze":
    try:
        return get_freeze(freeze)
    except ObjectDoesNotExist:
        raise Http404 from None


def _names() -> dict[str, str]:
    language = get_language() or "th"
    return {one.definition.id: one.definition.short_name.show(language) for one in list_catalogue(timezone.now())}


def _ask(request: Request, typed: Typed, errors: list[PageError]) -> HttpResponse:
    context = {
        "typed": typed,
        "services": _names(),
        "longest": LONGEST_MESSAGE,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    return render(request, "oversight/order.html", context, status=400 if errors else 200)
