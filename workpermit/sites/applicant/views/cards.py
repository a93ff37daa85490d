"""The card of an issued permit: where it is handed out, and the code that the worker shows there."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from workpermit.cards.queries import find_card
from workpermit.cards.services import choose_centre
from workpermit.catalogue.queries import NoSuchPlace, nearest_centres
from workpermit.centres.queries import where_is
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.sealing.client import vault
from workpermit.sites.applicant.filing import Filing, get_filing
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import PageError
from workpermit.sites.pictures import qr_picture

if TYPE_CHECKING:
    from workpermit.catalogue.reference import Centre


@dataclass(frozen=True, slots=True)
class CardLine:
    """The card on the worker's pages. `centre` is None until one is chosen; `movable` while nothing is printed."""

    centre: "Centre | None"
    movable: bool
    issued_at: datetime | None


def card_of(filing: Filing) -> CardLine | None:
    """The card of this permit, for its worker alone."""
    card = find_card(filing.id) if filing.is_worker else None
    if card is None:
        return None
    at = timezone.now()
    centre = where_is(card.centre, bangkok_date(at), at=at) if card.centre else None
    return CardLine(centre, card.status in ("unplaced", "queued"), card.issued_at)


@require_POST
@signed_in(Role.APPLICANT)
def card_code(request: Request, application_id: UUID) -> HttpResponse:
    """A new code, in place of the one of the visit; it opens no visit again, and nobody but the worker makes it."""
    filing, at = get_filing(request, application_id), timezone.now()
    card = find_card(filing.id)
    if card is None or not card.centre or not filing.is_worker:
        raise Http404
    code = vault("public").create_checkin(
        token=request.session_token,
        case=filing.id,
        appointment=card.code_for,
        centre=card.centre,
        day=bangkok_date(at).isoformat(),
    )
    context = {
        "filing": filing,
        "centre": where_is(card.centre, bangkok_date(at), at=at),
        "code": code,
        "picture": qr_picture(code),
    }
    return render(request, "applicant/card_code.html", context)


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def card_centre(request: Request, application_id: UUID) -> HttpResponse:
    """Where the worker collects the card, the nearest centre to the work first; until a blank is given to it."""
    filing = get_filing(request, application_id)
    card = find_card(filing.id)
    if card is None or not filing.is_worker:
        raise Http404
    errors: list[PageError] = []
    if request.method == "POST":
        try:
            choose_centre(card, centre=request.POST.get("centre", ""), by=request.actor, at=timezone.now())
            return HttpResponseRedirect(filing.home)
        except NoSuchPlace:
            errors = [PageError("centre", _("Choose a service centre"))]
    context = {
        "filing": filing,
        "card": card,
        "centres": nearest_centres(filing.application.province),
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    return render(request, "applicant/card_centre.html", context, status=422 if errors else 200)
