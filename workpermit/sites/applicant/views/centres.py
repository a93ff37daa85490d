"""Free places at the service centres, for everybody: no sign-in, and nothing that is worth asking twice a minute.

The page of a reader without a session depends on nothing but its address and the language, so the
process makes it once for half a minute, and every cache on the way may keep it as long.
"""

import time
from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from workpermit.appointments.draw import list_releases
from workpermit.appointments.queries import list_free_days
from workpermit.catalogue.queries import NoSuchPlace, booking_limits
from workpermit.centres.queries import list_places, where_is
from workpermit.sites.http import AnyRequest

FRESH = 30  # seconds that a count may be old


def fresh_enough(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer readers without a session from memory; a browser that has the page gets 304."""
    kept: dict[tuple[str, str, int], bytes] = {}

    @wraps(view)
    def answer(request: AnyRequest, **named: str) -> HttpResponse:
        if request.session is not None:
            return view(request, **named)
        if request.META.get("QUERY_STRING"):
            # It would stand in the page's own links, and would make every reader's page a new one.
            return HttpResponseRedirect(request.path)
        now = half_minute()
        page = request.path, get_language() or "", now
        body = kept.get(page)
        if body is None:
            body = view(request, **named).content  # an address that does not exist leaves nothing behind
            for old in [one for one in list(kept) if one[2] != now]:
                kept.pop(old, None)
            kept[page] = body
        response = HttpResponse(body)
        response["Cache-Control"] = f"public, max-age={FRESH}"
        response["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
        # The chosen language and the session are cookies; whoever has neither shares one copy.
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        found = get_conditional_response(request, etag=response["ETag"], response=response)
        return found if isinstance(found, HttpResponse) else response

    return answer


def half_minute() -> int:
    """Which half minute it is; pages of an earlier one are made again."""
    return int(time.time()) // FRESH


@require_safe
@fresh_enough
def centres(request: AnyRequest) -> HttpResponse:
    """All centres, each with its places left and its first free day."""
    at = timezone.now()
    free = list_free_days(at)
    rows = [
        (place, sum(free[place.code].values()), next(iter(free[place.code]), None))
        for place in list_places(at)
        if place.code in free
    ]
    return render(request, "applicant/free_places.html", {"rows": rows})


@require_safe
@fresh_enough
def fair(request: AnyRequest) -> HttpResponse:
    """In which order places are given, and how many anybody may have."""
    return render(request, "applicant/fair.html", {"limits": booking_limits(), "releases": list_releases()})


@require_safe
@fresh_enough
def centre(request: AnyRequest, centre: str) -> HttpResponse:
    """The days of one centre that have places left."""
    at = timezone.now()
    try:
        place = where_is(centre, at=at)
    except NoSuchPlace:
        raise Http404 from None
    days = list_free_days(at).get(place.code, {})
    return render(request, "applicant/free_days.html", {"centre": place, "days": list(days.items())})
