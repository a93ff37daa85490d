"""What a centre's manager does, a file for each thing that is managed."""

from workpermit.centres.services.counters import add_counter, change_counter, close_counter, reopen_counter
from workpermit.centres.services.days import close_centre, override_day, reopen_centre, withdraw_override
from workpermit.centres.services.equipment import (
    move_equipment,
    register_equipment,
    report_fault,
    retire_equipment,
    return_to_service,
    send_to_repair,
)
from workpermit.centres.services.incidents import end_incident, report_incident
from workpermit.centres.services.shifts import cancel_shift, plan_shift
from workpermit.centres.services.tours import call_off_stop, publish_stop

__all__ = [
    "add_counter", "call_off_stop", "cancel_shift", "change_counter", "close_centre", "close_counter", "end_incident",
    "move_equipment", "override_day", "plan_shift", "publish_stop", "register_equipment", "reopen_centre",
    "reopen_counter", "report_fault", "report_incident", "retire_equipment", "return_to_service", "send_to_repair",
    "withdraw_override",
]  # fmt: skip
