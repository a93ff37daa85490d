"""The one visit that this clerk has open, held in a signed cookie of this browser.

The vault decides what the visit may see and for how long; the cookie only remembers which visit it
is and when it ends. It is worthless to another clerk, because the vault knows whose visit it is.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.http import HttpResponseBase

from workpermit.sealing.client import VaultUnreachable, vault
from workpermit.sealing.refusal import Refused
from workpermit.sites.http import Request

COOKIE = "wp_visit"
SALT = "e-WorkPermitOS/visit/v1"


@dataclass(frozen=True, slots=True)
class Visit:
    """`until` is in Unix seconds."""

    id: UUID
    appointment: UUID
    until: int

    def seconds_left(self, at: datetime) -> int:
        return max(0, self.until - int(at.timestamp()))


def remember_visit(request: Request, response: HttpResponseBase, visit: Visit) -> None:
    """Keep the visit until the browser is closed; it ends much earlier by itself."""
    said = [str(request.actor.id), str(visit.id), str(visit.appointment), visit.until]
    text = signing.dumps(said, salt=SALT)
    response.set_cookie(COOKIE, text, secure=request.is_secure(), httponly=True, samesite="Strict")


def find_visit(request: Request, appointment: UUID) -> Visit | None:
    """The clerk's visit of this appointment, whether or not its time is over."""
    try:
        clerk, visit, of, until = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    if clerk != str(request.actor.id) or of != str(appointment):
        return None
    return Visit(UUID(visit), appointment, until)


def end_visit(request: Request, response: HttpResponseBase, appointment: UUID | None) -> None:
    """The visitor leaves this counter: the clerk's visit ends now, so that another counter can open one at once."""
    visit = find_visit(request, appointment) if appointment else None
    if visit is None:
        return
    with suppress(VaultUnreachable, Refused):  # it ends by itself within minutes, and this browser forgets it now
        vault("operator").end_visit(token=request.session_token, visit=visit.id)
    forget_visit(response)


def forget_visit(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, samesite="Strict")
