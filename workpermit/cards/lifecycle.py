"""Where a permit's card can stand. A blank that is spoiled takes the card back to the queue, for another blank."""

from enum import StrEnum

from django.db.models import TextChoices

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    UNPLACED = "unplaced"
    QUEUED = "queued"
    PERSONALISED = "personalised"
    PRINTED = "printed"
    ISSUED = "issued"


class Act(StrEnum):
    AWAIT = "await_centre"
    CHOOSE = "choose_centre"
    QUEUE = "queue_card"
    PERSONALISE = "personalise_card"
    PRINT = "print_card"
    SPOIL = "spoil_card"
    ISSUE = "issue_card"


# fmt: off
LIFECYCLE = Lifecycle(
    #    act               from                  to                    who may
    move(Act.QUEUE,        "",                   Status.QUEUED,        Role.SYSTEM),

    # No centre saw the worker for this permit: the worker says where the card is handed out, and may say otherwise
    # as long as nothing is printed.
    move(Act.AWAIT,        "",                   Status.UNPLACED,      Role.SYSTEM),
    move(Act.CHOOSE,       Status.UNPLACED,      Status.QUEUED,        Role.APPLICANT),
    move(Act.CHOOSE,       Status.QUEUED,        Status.QUEUED,        Role.APPLICANT),
    move(Act.PERSONALISE,  Status.QUEUED,        Status.PERSONALISED,  Role.OPERATOR_CLERK),
    move(Act.PRINT,        Status.PERSONALISED,  Status.PRINTED,       Role.OPERATOR_CLERK),
    move(Act.SPOIL,        Status.PERSONALISED,  Status.QUEUED,        Role.OPERATOR_CLERK),
    move(Act.SPOIL,        Status.PRINTED,       Status.QUEUED,        Role.OPERATOR_CLERK),
    move(Act.ISSUE,        Status.PRINTED,       Status.ISSUED,        Role.OPERATOR_CLERK),
)
# fmt: on
