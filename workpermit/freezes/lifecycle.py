"""Where a freeze can stand. Before it begins and after it ends it is in force no more than a lifted one."""

from enum import StrEnum

from django.db.models import TextChoices

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    ORDERED = "ordered"
    LIFTED = "lifted"


class Act(StrEnum):
    ORDER = "order_freeze"
    LIFT = "lift_freeze"


# fmt: off
LIFECYCLE = Lifecycle(
    #    act        from            to              who may
    move(Act.ORDER, "",             Status.ORDERED, Role.POLICY_OFFICER),
    move(Act.LIFT,  Status.ORDERED, Status.LIFTED,  Role.POLICY_OFFICER),
)
# fmt: on
