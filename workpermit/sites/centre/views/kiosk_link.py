"""A kiosk that works without its link: what it exchanges with the server, and what its browser keeps."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_GET, require_POST

from workpermit.catalogue.queries import get_centre
from workpermit.core.actors import Actor
from workpermit.core.languages import LANGUAGES
from workpermit.sealing.canonical import load_json
from workpermit.sealing.refusal import Refused
from workpermit.sites.centre.kept_pages import FONTS, files_of, worker_for
from workpermit.sites.centre.tickets import WISHES
from workpermit.sites.centre.views.kiosk import at_kiosk
from workpermit.sites.centre.views.queue_link import LONGEST, MOST, time_of
from workpermit.sites.http import AnyRequest
from workpermit.visits.kiosks import Given, hold_numbers, take_given
from workpermit.visits.wishes import Wish

FILES = files_of(
    ("kiosk_without_link.js", "kiosk_kept.js", "kiosk.css"),
    (
        *FONTS,
        "ibm-plex-sans-thai-looped-latin-ext",
        "ibm-plex-sans-vietnamese",
        "noto-sans-myanmar-myanmar",
        "noto-sans-khmer-khmer",
        "noto-sans-lao-looped-lao",
    ),
)


@require_POST
@at_kiosk
def sync(request: AnyRequest, kiosk: Actor) -> JsonResponse:
    """Put those into the line who took a number without the link, and say which numbers this kiosk holds."""
    at, said = timezone.now(), _read(request)
    outcomes = take_given(said["given"], kiosk=said["kiosk"], kiosk_clock=said["clock"], by=kiosk, at=at)
    block = hold_numbers(kiosk=said["kiosk"], by=kiosk, at=at)
    answer = {"outcomes": {str(number): outcome for number, outcome in outcomes.items()}, "block": block}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@require_GET
@at_kiosk
def page(request: AnyRequest, kiosk: Actor, language: str) -> HttpResponse:
    """The kiosk's page for when there is no link, in one language: everything on it works by itself."""
    if language not in LANGUAGES:
        raise Http404
    wishes = [(wish, WISHES[wish]) for wish in (Wish.IDENTITY, Wish.CARDS, Wish.ASSISTED)]
    with translation.override(language):
        context = {"centre": get_centre(kiosk.place), "wishes": wishes}
        response = render(request, "centre/kiosk/without_link.html", context)
    response["Content-Language"] = language
    return response


@require_GET
@at_kiosk
def worker(request: AnyRequest, kiosk: Actor) -> HttpResponse:
    """The service worker of the kiosk: each language has its page."""
    pages = {reverse("kiosk-in", args=[code]): reverse("kiosk-without-link", args=[code]) for code in LANGUAGES}
    return worker_for("kiosk", reverse("kiosk"), pages, FILES, whole=True)


def _read(request: AnyRequest) -> dict[str, Any]:
    """The message with its parts in their own types. Raises Refused with `bad_args`."""
    try:
        said = load_json(request.body[: LONGEST + 1])
        return {
            "kiosk": UUID(said["kiosk"]),
            "clock": time_of(said["clock"]),
            "given": [
                Given(int(one["number"]), str(one["wish"])[:16], one["first"] is True, time_of(one["at"]))
                for one in said["given"][:MOST]
            ],
        }
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise Refused("bad_args") from error
