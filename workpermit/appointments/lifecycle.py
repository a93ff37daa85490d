"""Where an appointment at a centre can stand."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    BOOKED = "booked", _("Booked")
    CHECKED_IN = "checked_in", _("At the centre")
    KEPT = "kept", _("Kept")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Cancelled")
    MOVED = "moved", _("Moved to another time")
    DISPLACED = "displaced", _("Ended: the centre is closed")


class WaitingStatus(TextChoices):
    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    LAPSED = "lapsed"
    LEFT = "left"


class WaitingAct(StrEnum):
    JOIN = "join_list"
    OFFER = "offer_place"
    TAKE = "take_offer"
    LAPSE = "lapse_offer"
    LEAVE = "leave_list"


class Act(StrEnum):
    BOOK = "book"
    CHECK_IN = "check_in"
    CHECK_IN_BY_PAPER = "check_in_by_paper"
    FINISH = "finish_visit"
    MISS = "miss"
    CANCEL = "cancel_appointment"
    RESCHEDULE = "reschedule"
    SAY_NEEDS = "say_needs"
    DRAW = "draw_place"
    DISPLACE = "displace"


# fmt: off
LIFECYCLE = Lifecycle(
    #    act             from               to                 who may
    move(Act.BOOK,       "",                Status.BOOKED,     Role.APPLICANT),
    move(Act.DRAW,       "",                Status.BOOKED,     Role.SYSTEM),
    move(Act.CANCEL,     Status.BOOKED,     Status.CANCELLED,  Role.APPLICANT),
    move(Act.RESCHEDULE, Status.BOOKED,     Status.MOVED,      Role.APPLICANT),
    move(Act.SAY_NEEDS,  Status.BOOKED,     Status.BOOKED,     Role.APPLICANT),
    move(Act.CHECK_IN,   Status.BOOKED,     Status.CHECKED_IN, Role.OPERATOR_CLERK),
    # Without a code: number and birth date were typed from the passport, and both parties get a letter.
    move(Act.CHECK_IN_BY_PAPER, Status.BOOKED, Status.CHECKED_IN, Role.OPERATOR_CLERK),
    move(Act.FINISH,     Status.CHECKED_IN, Status.KEPT,       Role.OPERATOR_CLERK),
    move(Act.DISPLACE,   Status.BOOKED,     Status.DISPLACED,  Role.SYSTEM),
    move(Act.MISS,       Status.BOOKED,     Status.MISSED,     Role.SYSTEM),
    move(Act.MISS,       Status.CHECKED_IN, Status.MISSED,     Role.SYSTEM),
)
WAITING = Lifecycle(
    #    act               from                   to                     who may
    move(WaitingAct.JOIN,  "",                    WaitingStatus.WAITING, Role.APPLICANT),
    move(WaitingAct.OFFER, WaitingStatus.WAITING, WaitingStatus.OFFERED, Role.SYSTEM),
    move(WaitingAct.TAKE,  WaitingStatus.OFFERED, WaitingStatus.TAKEN,   Role.APPLICANT),
    move(WaitingAct.LAPSE, WaitingStatus.OFFERED, WaitingStatus.LAPSED,  Role.SYSTEM),
    move(WaitingAct.LEAVE, WaitingStatus.WAITING, WaitingStatus.LEFT,    Role.APPLICANT, Role.SYSTEM),
)
# fmt: on
