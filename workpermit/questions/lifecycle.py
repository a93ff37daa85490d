"""Where a question about an application can stand. The application itself stays where it is."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    ASKED = "asked", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    TAKEN_BACK = "taken_back", _("Taken back")
    EXPIRED = "expired", _("Not answered in time")


class Act(StrEnum):
    ASK = "ask_question"
    ANSWER = "answer_question"
    TAKE_BACK = "take_back_question"
    EXPIRE = "expire_question"


# fmt: off
LIFECYCLE = Lifecycle(
    #    act            from          to                 who may
    move(Act.ASK,       "",           Status.ASKED,      Role.ASSISTANT_REGISTRAR, Role.REGISTRAR),

    # The filer or the worker, whoever knows it.
    move(Act.ANSWER,    Status.ASKED, Status.ANSWERED,   Role.APPLICANT),
    move(Act.TAKE_BACK, Status.ASKED, Status.TAKEN_BACK, Role.ASSISTANT_REGISTRAR, Role.REGISTRAR),

    # Silence ends nothing: the office goes on with what it has.
    move(Act.EXPIRE,    Status.ASKED, Status.EXPIRED,    Role.SYSTEM),
)
# fmt: on
