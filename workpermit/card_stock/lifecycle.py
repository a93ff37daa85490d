"""Where a proposal to write off missing cards can stand. The centre proposes, an officer of the Department decides."""

from enum import StrEnum

from django.db.models import TextChoices

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


class Act(StrEnum):
    PROPOSE = "propose_write_off"
    APPROVE = "approve_write_off"
    REJECT = "reject_write_off"


# fmt: off
LIFECYCLE = Lifecycle(
    #    act           from              to                who may
    move(Act.PROPOSE,  "",               Status.PROPOSED,  Role.OPERATOR_CLERK),
    move(Act.APPROVE,  Status.PROPOSED,  Status.APPROVED,  Role.POLICY_OFFICER),
    move(Act.REJECT,   Status.PROPOSED,  Status.REJECTED,  Role.POLICY_OFFICER),
)
# fmt: on
