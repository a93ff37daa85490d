"""Where a notice can stand."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    DRAFT = "draft", _("Draft")
    FILED = "filed", _("Filed")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    DISCARDED = "discarded", _("Discarded")


class Act(StrEnum):
    START = "start_notice"
    FILE = "file_notice"
    ACKNOWLEDGE = "acknowledge_notice"
    DISCARD = "discard_notice"


# fmt: off
LIFECYCLE = Lifecycle(
    #    act              from          to                   who may
    move(Act.START,       "",           Status.DRAFT,        Role.APPLICANT),
    move(Act.FILE,        Status.DRAFT, Status.FILED,        Role.APPLICANT),
    move(Act.DISCARD,     Status.DRAFT, Status.DISCARDED,    Role.APPLICANT),

    # The State must acknowledge in time (s.5/1), so no person stands between.
    move(Act.ACKNOWLEDGE, Status.FILED, Status.ACKNOWLEDGED, Role.SYSTEM),
)
# fmt: on
