"""Where a letter can stand."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")


class Act(StrEnum):
    QUEUE = "queue_letter"
    SEND = "send_letter"
    GIVE_UP = "give_up_letter"


# fmt: off
LIFECYCLE = Lifecycle(
    #    act          from           to             who may
    # A letter follows from somebody's act, so whoever acts may queue it; only the courier sends.
    move(Act.QUEUE,   "",            Status.QUEUED, *Role),
    move(Act.SEND,    Status.QUEUED, Status.SENT,   Role.SYSTEM),
    move(Act.GIVE_UP, Status.QUEUED, Status.FAILED, Role.SYSTEM),
)
# fmt: on
