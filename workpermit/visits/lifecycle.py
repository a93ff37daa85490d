"""Where a ticket of a centre's queue can stand.

A kiosk is a machine of the operator and acts as the system, at the place of its centre.
"""

from enum import StrEnum

from django.db.models import TextChoices

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    SERVED = "served"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Act(StrEnum):
    TAKE = "take_ticket"
    CALL = "call_ticket"
    RECALL = "recall_ticket"
    UNDO = "undo_call"
    SERVE = "serve_ticket"
    FINISH = "finish_ticket"
    HOLD = "hold_ticket"
    RETURN = "return_ticket"
    TRANSFER = "transfer_ticket"
    JOIN = "join_appointment"
    GIVE_UP = "give_up_calling"
    CANCEL = "cancel_ticket"


_CLERK = Role.OPERATOR_CLERK

# fmt: off
LIFECYCLE = Lifecycle(
    #    act           from             to                who may
    move(Act.TAKE,     "",              Status.WAITING,   Role.SYSTEM, _CLERK),
    move(Act.CALL,     Status.WAITING,  Status.CALLED,    _CLERK),
    move(Act.CALL,     Status.HELD,     Status.CALLED,    _CLERK),
    move(Act.RECALL,   Status.CALLED,   Status.CALLED,    _CLERK),

    # The wrong number, seen within seconds: it goes back to its place.
    move(Act.UNDO,     Status.CALLED,   Status.WAITING,   _CLERK),
    move(Act.SERVE,    Status.CALLED,   Status.SERVING,   _CLERK),
    move(Act.FINISH,   Status.SERVING,  Status.SERVED,    _CLERK),

    # Something is fetched or filled in; meanwhile somebody else is called.
    move(Act.HOLD,     Status.CALLED,   Status.HELD,      _CLERK),
    move(Act.HOLD,     Status.SERVING,  Status.HELD,      _CLERK),

    # Back into the line at the old place. Whoever was called in vain and comes after all is welcome.
    move(Act.RETURN,   Status.HELD,     Status.WAITING,   _CLERK),
    move(Act.RETURN,   Status.NO_SHOW,  Status.WAITING,   _CLERK),

    # Another counter can do what this visitor needs.
    move(Act.TRANSFER, Status.CALLED,   Status.WAITING,   _CLERK),
    move(Act.TRANSFER, Status.SERVING,  Status.WAITING,   _CLERK),

    # Taken without an appointment, by somebody who has one: the passport said so.
    move(Act.JOIN,     Status.CALLED,   Status.CALLED,    _CLERK),
    move(Act.JOIN,     Status.SERVING,  Status.SERVING,   _CLERK),
    move(Act.GIVE_UP,  Status.CALLED,   Status.NO_SHOW,   _CLERK),
    move(Act.CANCEL,   Status.WAITING,  Status.CANCELLED, _CLERK),
    move(Act.CANCEL,   Status.HELD,     Status.CANCELLED, _CLERK),
)
# fmt: on

OPEN = (Status.WAITING, Status.CALLED, Status.SERVING, Status.HELD)
AT_COUNTER = (Status.CALLED, Status.SERVING)
