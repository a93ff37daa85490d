"""Changed days and closures; who would be moved by a closure is said before it is ordered."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from workpermit.appointments.queries import count_booked
from workpermit.centres import services
from workpermit.centres.queries import MOST_PLACES, get_closure, get_override, list_closures, list_overrides
from workpermit.centres.rules import ClosureEndsTooEarly, check_ahead, check_words
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.sites.centre.views.manage.page import found_here, manage_page
from workpermit.sites.http import Request, signed_in
from workpermit.sites.manage_form import attempt, posted, posted_day, posted_id, posted_number
from workpermit.sites.parts import PageError


@require_GET
@signed_in(Role.CENTRE_MANAGER)
def overview(request: Request) -> HttpResponse:
    """What is ordered from today on, and the forms for more."""
    return _page(request)


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def override(request: Request) -> HttpResponse:
    """Another number of places on one day."""
    return attempt(
        lambda: services.override_day(
            override=posted_id(request),
            centre=request.actor.place,
            day=posted_day(request, "day"),
            places=posted_number(request, "places"),
            reason=posted(request, "words"),
            by=request.actor,
            at=timezone.now(),
        ),
        then=reverse("manage-days"),
        again=lambda error: _page(request, error),
    )


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def withdraw(request: Request, override: UUID) -> HttpResponse:
    """The usual number again."""
    found = found_here(get_override, request, override)
    services.withdraw_override(override=found, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(reverse("manage-days"))


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def close(request: Request) -> HttpResponse:
    """Close the centre for some days: shown first with the people whom it moves, done when that is confirmed."""
    act = _close if request.POST.get("confirmed") == "yes" else _check
    page: list[HttpResponse] = []

    def tried() -> None:
        act(request)
        if act is _check:
            page.append(_confirm(request))

    answer = attempt(tried, then=reverse("manage-days"), again=lambda error: _page(request, _named(error)))
    return page[0] if page else answer


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def reopen(request: Request, closure: UUID) -> HttpResponse:
    """End a closure, or call it off."""
    found = found_here(get_closure, request, closure)
    services.reopen_centre(closure=found, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(reverse("manage-days"))


def _days(request: Request) -> tuple[date, date]:
    return posted_day(request, "first"), posted_day(request, "last")


def _check(request: Request) -> None:
    first, last = _days(request)
    check_ahead(first, timezone.now())
    if last < first:
        raise ClosureEndsTooEarly
    check_words(posted(request, "reason_th"), posted(request, "reason_en"))


def _close(request: Request) -> None:
    first, last = _days(request)
    services.close_centre(
        closure=posted_id(request),
        centre=request.actor.place,
        first_day=first,
        last_day=last,
        reason_th=posted(request, "reason_th"),
        reason_en=posted(request, "reason_en"),
        by=request.actor,
        at=timezone.now(),
    )


def _confirm(request: Request) -> HttpResponse:
    first, last = _days(request)
    context = {
        "first": first,
        "last": last,
        "reason_th": posted(request, "reason_th"),
        "reason_en": posted(request, "reason_en"),
        "moved": count_booked(request.actor.place, first, last),
    }
    return manage_page(request, "closure", context)


def _named(error: PageError) -> PageError:
    """The same rules of days and words stand at other inputs in the form of a closure."""
    return PageError({"day": "first", "words": "reason_th"}.get(error.field, error.field), error.message)


def _page(request: Request, *errors: PageError) -> HttpResponse:
    centre, today = request.actor.place, bangkok_date(timezone.now())
    context = {
        "today": today,
        "overrides": list_overrides(centre, today),
        "closures": list_closures(today, centre=centre),
        "most": MOST_PLACES,
    }
    return manage_page(request, "days", context, *errors)
