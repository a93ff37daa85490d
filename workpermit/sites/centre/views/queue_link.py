"""What the script of a counter's queue exchanges with the server every few seconds, so that it can go on without it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from workpermit.core.actors import Role
from workpermit.sealing.canonical import load_json
from workpermit.sealing.refusal import Refused
from workpermit.sites.centre.tickets import lines_of
from workpermit.sites.http import Request, signed_in
from workpermit.visits.offline import Recorded, clock_off_by, hold_block, take_recorded
from workpermit.visits.queries import find_left_session, find_session

LONGEST, MOST = 65_536, 200  # bytes of a message, acts in it


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def sync(request: Request) -> JsonResponse:
    """Take what was recorded without the link, say which numbers the counter holds, and how wrong its clock is."""
    at = timezone.now()
    said = _read(request)
    session = find_session(request.actor, at)
    if session is None or str(session.pk) != said["session"]:
        return JsonResponse(_left(request, said, at), headers={"Cache-Control": "no-store"})
    with transaction.atomic():
        outcomes = take_recorded(said["acts"], session=session, counter_clock=said["clock"], by=request.actor, at=at)
        held = hold_block(session=session, have=said["have"], by=request.actor, at=at)
    answer = {
        "session": str(session.pk),
        "outcomes": {str(key): outcome for key, outcome in outcomes.items()},
        "block": [{"id": str(one.id), "label": one.label, "wish": str(one.wish)} for one in lines_of(held, at)],
        "off_by": clock_off_by(said["clock"], at),
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _left(request: Request, said: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The answer to a page whose counter was closed: it holds nothing; what its clerk did before that counts."""
    session = find_left_session(said["session"], request.actor, at)
    outcomes: dict[UUID, str] = {}
    if session is not None:
        clock = said["clock"]
        outcomes = take_recorded(said["acts"], session=session, counter_clock=clock, by=request.actor, at=at)
    return {"session": "", "outcomes": {str(key): outcome for key, outcome in outcomes.items()}}


def _read(request: Request) -> dict[str, Any]:
    """The message with its parts in their own types. Raises Refused with `bad_args`."""
    try:
        said = load_json(request.body[: LONGEST + 1])
        acts = [
            Recorded(UUID(one["id"]), UUID(one["ticket"]), str(one["act"])[:16], time_of(one["at"]))
            for one in said["acts"][:MOST]
        ]
        return {
            "session": str(said["session"]),
            "clock": time_of(said["clock"]),
            "have": [UUID(one) for one in said["have"][:MOST]],
            "acts": acts,
        }
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise Refused("bad_args") from error


def time_of(milliseconds: object) -> datetime:
    """A time of the script. Raises ValueError, TypeError or OverflowError."""
    if not isinstance(milliseconds, int):
        raise TypeError
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
