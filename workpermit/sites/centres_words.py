"""The words for what a centre has and what happens there, on the staff's pages."""

from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workpermit.centres.capacity import Limit

Words = dict[str, str | Promise]

CAPABILITIES: Words = {
    "check_in": _("Check-in"),
    "identity": _("Identity"),
    "cards": _("Printing cards"),
    "assisted": _("Assisted filing"),
}
EQUIPMENT: Words = {
    "camera": _("Camera"),
    "fingerprint_reader": _("Fingerprint reader"),
    "passport_reader": _("Passport reader"),
    "card_printer": _("Card printer"),
    "kiosk": _("Kiosk"),
}
STATES: dict[str, tuple[str | Promise, str]] = {
    # status: (what the page says, chip)
    "": (_("Open"), "ok"),
    "open": (_("Open"), "ok"),
    "closed": (_("Closed"), "none"),
    "working": (_("Working"), "ok"),
    "faulty": (_("Out of order"), "bad"),
    "in_repair": (_("In repair"), "warn"),
    "retired": (_("Retired"), "none"),
}
HISTORY: Words = {
    "register_equipment": _("Registered"),
    "move_equipment": _("Moved"),
    "report_fault": _("Out of order"),
    "send_to_repair": _("Sent to repair"),
    "return_to_service": _("Works again"),
    "retire_equipment": _("Retired"),
}
LIMITS: dict[Limit, str | Promise] = {
    Limit.CLOSED: _("closed"),
    Limit.COUNTERS: _("counters"),
    Limit.STAFF: _("planned staff"),
    Limit.PUBLISHED: _("published number"),
    Limit.OVERRIDE: _("order for this day"),
}
INCIDENTS: Words = {
    "power": _("Power"),
    "link": _("Network or link"),
    "equipment": _("Equipment"),
    "staff": _("Staff missing"),
    "crowd": _("Too many people"),
    "safety": _("Safety"),
    "other": _("Other"),
}
ROLES: Words = {"operator_clerk": _("Clerk"), "centre_manager": _("Manager")}


def staff_number(account: UUID) -> str:
    """How somebody of the staff is called on lists: eight signs of the account, `3F2A-91BC`. Names are nowhere."""
    shown = account.hex[-8:].upper()
    return f"{shown[:4]}-{shown[4:]}"


def weekday(day: date) -> str | Promise:
    """The short name of a day of the week."""
    return WEEKDAYS[day.weekday()]


WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
