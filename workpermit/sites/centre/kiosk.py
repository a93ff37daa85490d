"""Which centre a kiosk stands in: a signed cookie that a clerk leaves in its browser for the day.

A kiosk is signed in as nobody. Its cookie gives numbers of the line and says where and when an appointment is, for
whoever types its number; it opens nothing else.
"""

from datetime import datetime, timedelta

from django.core import signing
from django.http import HttpResponseBase

from workpermit.core.actors import SYSTEM, Actor, Role
from workpermit.core.calendar import BANGKOK, bangkok_date
from workpermit.sites.http import AnyRequest

COOKIE = "wp_kiosk"
SALT = "e-WorkPermitOS/kiosk/v1"


def make_kiosk(request: AnyRequest, response: HttpResponseBase, centre: str, at: datetime) -> None:
    """Let this browser be a kiosk of the centre until midnight in Bangkok."""
    midnight = datetime.combine(bangkok_date(at) + timedelta(days=1), datetime.min.time(), BANGKOK)
    text = signing.dumps([centre, bangkok_date(at).isoformat()], salt=SALT)
    left = int((midnight - at).total_seconds())
    response.set_cookie(COOKIE, text, max_age=left, secure=request.is_secure(), httponly=True, samesite="Strict")


def find_kiosk(request: AnyRequest, at: datetime) -> Actor | None:
    """Who acts at this browser when it is a kiosk today: the system, at a centre."""
    try:
        centre, day = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Actor(SYSTEM.id, Role.SYSTEM, centre) if day == bangkok_date(at).isoformat() else None
