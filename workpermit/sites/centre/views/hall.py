"""The display in the hall: which number goes to which counter, for everybody who waits there."""

import time
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from workpermit.catalogue.queries import NoSuchPlace, get_centre
from workpermit.core.actors import Role
from workpermit.sites.http import AnyRequest, Request, signed_in
from workpermit.visits.queries import list_called, list_last_called, list_waiting
from workpermit.visits.waits import wait_for
from workpermit.visits.wishes import Wish

AT_ONCE = 3  # numbers that are called and not at their counter yet, large


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def own(request: Request) -> HttpResponse:
    """The display of the clerk's own centre, for whoever sets up the screen."""
    return HttpResponseRedirect(reverse("hall", args=[request.actor.place]))


@require_GET
def show(request: AnyRequest, centre: str) -> HttpResponse:
    """Numbers and counters alone, as they hang in the hall; so nobody has to sign in at a screen."""
    try:
        context = _shown(centre, this_second())
    except NoSuchPlace:
        raise Http404 from None
    response = render(request, "centre/hall.html", context)
    response["Cache-Control"] = "public, max-age=1"
    return response


def this_second() -> int:
    return int(time.time())


@lru_cache(maxsize=128)  # every centre in this second; one that does not exist is not kept
def _shown(centre: str, second: int) -> dict[str, Any]:
    """What all displays of a centre show in one second: however many ask, the database is asked once."""
    at, place = timezone.now(), get_centre(centre)
    called = list_called(centre, at)
    calling = [one for one in called if one.status == "called"][:AT_ONCE]
    shown = {one.pk for one in calling}
    recent = [one for one in called if one.pk not in shown] + list_last_called(centre, at)
    recent.sort(key=lambda one: one.called_at or at, reverse=True)
    return {
        "centre": place,
        "calling": calling,
        "recent": recent[:5],
        "waiting": len(list_waiting(centre, at)),
        "estimate": wait_for(centre, Wish.ASSISTED, at),
        "at": at,
        "latest": max((one.called_at.isoformat() for one in called if one.called_at), default=""),
    }
