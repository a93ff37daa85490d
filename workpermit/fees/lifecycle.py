"""Where a bill can stand."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    OPEN = "open", _("To be paid")
    PAID = "paid", _("Paid")
    VOID = "void", _("No longer due")


class Act(StrEnum):
    BILL = "bill"
    SETTLE = "settle"
    VOID = "void"


# fmt: off
LIFECYCLE = Lifecycle(
    #    act         from         to           who may
    # The filing fee is billed by submitting, the permit fee by granting.
    move(Act.BILL,   "",          Status.OPEN, Role.APPLICANT, Role.REGISTRAR),
    move(Act.SETTLE, Status.OPEN, Status.PAID, Role.SYSTEM),
    move(Act.VOID,   Status.OPEN, Status.VOID, Role.APPLICANT, Role.SYSTEM),
)
# fmt: on
