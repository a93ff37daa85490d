"""A number of a centre's queue, followed on the phone by whoever has scanned it. It names nobody."""

import time
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from workpermit.catalogue.queries import get_centre
from workpermit.core.calendar import bangkok_date
from workpermit.sites.http import AnyRequest
from workpermit.visits.queries import find_by_token
from workpermit.visits.waits import place_of

KEPT = 1024  # numbers that are followed in this second


@require_GET
def place(request: AnyRequest, token: str) -> HttpResponse:
    """Where the number stands today, without signing in; tomorrow the page is gone."""
    return render(request, "applicant/queue_place.html", _stands(token, this_second()))


def this_second() -> int:
    return int(time.time())


@lru_cache(maxsize=KEPT)  # a token that follows nothing is not kept
def _stands(token: str, second: int) -> dict[str, Any]:
    """What the page says in one second, however often it is asked for. Raises Http404."""
    at, ticket = timezone.now(), find_by_token(token)
    if ticket is None or ticket.day != bangkok_date(at):
        raise Http404
    return {"ticket": ticket, "place": place_of(ticket, at), "centre": get_centre(ticket.centre)}
