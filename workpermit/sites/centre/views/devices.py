"""This counter's device: its page, and what its script asks for."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from workpermit.catalogue.queries import get_centre
from workpermit.core.actors import Role
from workpermit.sealing.canonical import load_json, unb64
from workpermit.sealing.client import vault
from workpermit.sealing.device import LONGEST_COUNTER
from workpermit.sealing.refusal import Refused
from workpermit.sites.centre.reading_code import read_typed
from workpermit.sites.centre.views.appointments import find_appointment
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import PageError

LONGEST = 4096  # bytes of what the script asks
# Acts that begin before the vault says what they are about.
ABOUT_THE_SESSION = ("begin_assisted", "compare_confirmation")


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def show(request: Request) -> HttpResponse:
    """The key of this browser, whether it is enrolled, and the request for the officers. The key never leaves."""
    context = {"centre": get_centre(request.actor.place), "longest_counter": LONGEST_COUNTER}
    return render(request, "centre/device.html", context)


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def challenge(request: Request) -> JsonResponse:
    """What the device signs next; for a check-in also the appointment that the typed number means.

    Empty where nothing is to be signed, because the number is wrong: the page itself then says so.
    """
    said = _read(request)
    about = {}
    if said.get("act") in ABOUT_THE_SESSION:
        made = vault("operator").device_challenge(token=request.session_token)
        return _answer({**made, "about": made["session"]})
    if said.get("act") == "check_in":
        typed = read_typed(str(said.get("number", "")), str(said.get("code", "")))
        found = find_appointment(typed, request.actor, timezone.now())
        if isinstance(found, PageError):
            return _answer({})
        about = {"about": str(found.pk)}
    return _answer({**vault("operator").device_challenge(token=request.session_token), **about})


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def state(request: Request) -> JsonResponse:
    """What the officers' statements say about this browser's key."""
    try:
        key = unb64(str(_read(request).get("key", "")))
    except ValueError as error:
        raise Refused("bad_args") from error
    return _answer(vault("operator").device_state(token=request.session_token, key=key))


def _read(request: Request) -> dict[str, Any]:
    """Raises Refused with `bad_args`."""
    try:
        said = load_json(request.body[: LONGEST + 1])
    except ValueError as error:
        raise Refused("bad_args") from error
    if not isinstance(said, dict):
        raise Refused("bad_args")
    return said


def _answer(said: dict[str, Any]) -> JsonResponse:
    return JsonResponse(said, headers={"Cache-Control": "no-store"})
