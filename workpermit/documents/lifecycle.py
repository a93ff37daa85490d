"""Where one piece of evidence can stand."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    RECEIVED = "received", _("Received, being checked")
    WAITING = "waiting", _("Received, waiting for the scanner")
    READY = "ready", _("Readable")
    UNREADABLE = "unreadable", _("Cannot be used")
    REMOVED = "removed", _("Removed")


class Act(StrEnum):
    RECEIVE = "receive_evidence"
    POSTPONE = "postpone_evidence"
    PRESS = "press_evidence"
    REJECT = "reject_evidence"
    REMOVE = "remove_evidence"


# fmt: off
LIFECYCLE = Lifecycle(
    #    act           from               to                 who may
    move(Act.RECEIVE,  "",                Status.RECEIVED,   Role.APPLICANT),

    # The scanner is down: nothing is lost, the press tries again.
    move(Act.POSTPONE, Status.RECEIVED,   Status.WAITING,    Role.SYSTEM),
    move(Act.PRESS,    Status.RECEIVED,   Status.READY,      Role.SYSTEM),
    move(Act.PRESS,    Status.WAITING,    Status.READY,      Role.SYSTEM),
    move(Act.REJECT,   Status.RECEIVED,   Status.UNREADABLE, Role.SYSTEM),
    move(Act.REJECT,   Status.WAITING,    Status.UNREADABLE, Role.SYSTEM),

    move(Act.REMOVE,   Status.RECEIVED,   Status.REMOVED,    Role.APPLICANT),
    move(Act.REMOVE,   Status.WAITING,    Status.REMOVED,    Role.APPLICANT),
    move(Act.REMOVE,   Status.READY,      Status.REMOVED,    Role.APPLICANT),
    move(Act.REMOVE,   Status.UNREADABLE, Status.REMOVED,    Role.APPLICANT),
)
# fmt: on
