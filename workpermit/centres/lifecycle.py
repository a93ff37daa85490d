"""Where a counter, a machine, a shift, a changed day, a closure and an incident can stand."""

from enum import StrEnum

from django.db.models import TextChoices

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class CounterStatus(TextChoices):
    OPEN = "open"
    CLOSED = "closed"


class CounterAct(StrEnum):
    ADD = "add_counter"
    CHANGE = "change_counter"
    CLOSE = "close_counter"
    REOPEN = "reopen_counter"


class EquipmentStatus(TextChoices):
    WORKING = "working"
    FAULTY = "faulty"
    IN_REPAIR = "in_repair"
    RETIRED = "retired"


class EquipmentAct(StrEnum):
    REGISTER = "register_equipment"
    MOVE = "move_equipment"
    REPORT = "report_fault"
    SEND = "send_to_repair"
    RETURN = "return_to_service"
    RETIRE = "retire_equipment"


class ShiftStatus(TextChoices):
    PLANNED = "planned"
    CANCELLED = "cancelled"


class ShiftAct(StrEnum):
    PLAN = "plan_shift"
    CANCEL = "cancel_shift"


class OrderStatus(TextChoices):
    """Of a changed day and of a closure."""

    ORDERED = "ordered"
    WITHDRAWN = "withdrawn"


class OverrideAct(StrEnum):
    ORDER = "override_day"
    WITHDRAW = "withdraw_override"


class ClosureAct(StrEnum):
    ORDER = "close_centre"
    WITHDRAW = "reopen_centre"


class IncidentStatus(TextChoices):
    OPEN = "open"
    ENDED = "ended"


class IncidentAct(StrEnum):
    REPORT = "report_incident"
    END = "end_incident"


class StopStatus(TextChoices):
    PUBLISHED = "published"
    CALLED_OFF = "called_off"


class StopAct(StrEnum):
    PUBLISH = "publish_stop"
    CALL_OFF = "call_off_stop"


_M = Role.CENTRE_MANAGER
_WORKING, _FAULTY, _IN_REPAIR = EquipmentStatus.WORKING, EquipmentStatus.FAULTY, EquipmentStatus.IN_REPAIR

# fmt: off
COUNTER = Lifecycle(
    #    act                   from                  to                    who may
    move(CounterAct.ADD,       "",                   CounterStatus.OPEN,   _M),
    move(CounterAct.CHANGE,    CounterStatus.OPEN,   CounterStatus.OPEN,   _M),
    move(CounterAct.CLOSE,     CounterStatus.OPEN,   CounterStatus.CLOSED, _M),
    move(CounterAct.REOPEN,    CounterStatus.CLOSED, CounterStatus.OPEN,   _M),
)
EQUIPMENT = Lifecycle(
    #    act                    from         to                       who may
    move(EquipmentAct.REGISTER, "",          _WORKING,                _M),
    move(EquipmentAct.MOVE,     _WORKING,    _WORKING,                _M),
    move(EquipmentAct.REPORT,   _WORKING,    _FAULTY,                 _M),
    move(EquipmentAct.SEND,     _FAULTY,     _IN_REPAIR,              _M),
    move(EquipmentAct.RETURN,   _FAULTY,     _WORKING,                _M),
    move(EquipmentAct.RETURN,   _IN_REPAIR,  _WORKING,                _M),
    move(EquipmentAct.RETIRE,   _WORKING,    EquipmentStatus.RETIRED, _M),
    move(EquipmentAct.RETIRE,   _FAULTY,     EquipmentStatus.RETIRED, _M),
    move(EquipmentAct.RETIRE,   _IN_REPAIR,  EquipmentStatus.RETIRED, _M),
)
SHIFT = Lifecycle(
    #    act              from                 to                     who may
    move(ShiftAct.PLAN,   "",                  ShiftStatus.PLANNED,   _M),
    move(ShiftAct.CANCEL, ShiftStatus.PLANNED, ShiftStatus.CANCELLED, _M),
)
OVERRIDE = Lifecycle(
    #    act                   from                 to                     who may
    move(OverrideAct.ORDER,    "",                  OrderStatus.ORDERED,   _M),
    move(OverrideAct.WITHDRAW, OrderStatus.ORDERED, OrderStatus.WITHDRAWN, _M),
)
CLOSURE = Lifecycle(
    #    act                  from                 to                     who may
    move(ClosureAct.ORDER,    "",                  OrderStatus.ORDERED,   _M),
    move(ClosureAct.WITHDRAW, OrderStatus.ORDERED, OrderStatus.WITHDRAWN, _M),
)
INCIDENT = Lifecycle(
    #    act                 from                 to                    who may
    move(IncidentAct.REPORT, "",                  IncidentStatus.OPEN,  _M),
    move(IncidentAct.END,    IncidentStatus.OPEN, IncidentStatus.ENDED, _M),
)
TOUR_STOP = Lifecycle(
    #    act               from                  to                     who may
    move(StopAct.PUBLISH,  "",                   StopStatus.PUBLISHED,  Role.POLICY_OFFICER),
    move(StopAct.CALL_OFF, StopStatus.PUBLISHED, StopStatus.CALLED_OFF, Role.POLICY_OFFICER),
)
# fmt: on
