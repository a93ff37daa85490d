"""The ids of a filing that is to be begun: made with the page before it, so that a form sent twice begins one."""

from uuid import UUID, uuid4

from django.core import signing
from django.core.exceptions import ObjectDoesNotExist

from workpermit.applications.queries import get_application
from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7
from workpermit.sites.http import Request

SALT = "e-WorkPermitOS/start/v1"
LIFETIME = 24 * 3600  # seconds that the page before the start may stay open


class StartIsTooOld(RuleBroken):
    """The page from which a filing is begun was opened more than a day ago."""


def new_ticket(begins: str, by: Actor) -> str:
    """A new case and its subject, signed for one account and for what this page `begins`: kind and service."""
    return signing.dumps([str(uuid7()), str(uuid4())], salt=_salt(begins, by))


def read_ticket(text: str, begins: str, by: Actor) -> tuple[UUID, UUID]:
    """The case and its subject.

    A ticket of another page or of another account names a case of another kind, so it begins nothing here.
    Raises StartIsTooOld, also for what was not made here.
    """
    try:
        case, subject = signing.loads(text, salt=_salt(begins, by), max_age=LIFETIME)
    except signing.BadSignature:
        raise StartIsTooOld from None
    return UUID(case), UUID(subject)


def _salt(begins: str, by: Actor) -> str:
    return f"{SALT}/{by.id}/{begins}"


def begun(request: Request, case: UUID) -> bool:
    """Whether the application of a ticket is there already."""
    try:
        get_application(case, seen_by=request.actor)
    except ObjectDoesNotExist:
        return False
    return True
