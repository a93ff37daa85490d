"""The ids of a filing that is to be begun: made with the page before it, so that a form sent twice begins one."""

from uuid import UUID, uuid4

from django.core import signing
from django.core.exceptions import ObjectDoesNotExist

from workpermit.applications.queries import get_application
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7
from workpermit.sites.http import Request

SALT = "e-WorkPermitOS/start/v1"
LIFETIME = 24 * 3600  # seconds that the page before the start may stay open


class StartIsTooOld(RuleBroken):
    """The page from which a filing is begun was opened more than a day ago."""


def new_ticket() -> str:
    """A new case and its subject, signed."""
    return signing.dumps([str(uuid7()), str(uuid4())], salt=SALT)


def read_ticket(text: str) -> tuple[UUID, UUID]:
    """The case and its subject. Raises StartIsTooOld, also for what was not made here."""
    try:
        case, subject = signing.loads(text, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        raise StartIsTooOld from None
    return UUID(case), UUID(subject)


def begun(request: Request, case: UUID) -> bool:
    """Whether the application of a ticket is there already."""
    try:
        get_application(case, seen_by=request.actor)
    except ObjectDoesNotExist:
        return False
    return True
