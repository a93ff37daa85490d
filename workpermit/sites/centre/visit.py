"""The one visit that this clerk has open, held in a signed cookie of this browser.

The vault decides what the visit may see and for how long; the cookie only remembers which visit it
is and when it ends. It is worthless to another clerk, because the vault knows whose visit it is.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing
from django.http import HttpResponseBase

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


def forget_visit(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, samesite="Strict")
