"""Where a complaint can stand."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    FILED = "filed", _("Received")
    WITH_OFFICE = "with_office", _("The office is looking into it")
    ANSWERED = "answered", _("Answered")
    REOPENED = "reopened", _("Reopened")
    CLOSED = "closed", _("Closed")


class Act(StrEnum):
    FILE = "file_complaint"
    TAKE = "take_complaint"
    ANSWER = "answer_complaint"
    REOPEN = "reopen_complaint"
    CLOSE = "close_complaint"
    EXPLAIN = "explain_complaint"


_OFFICE = (Role.ASSISTANT_REGISTRAR, Role.REGISTRAR)

# fmt: off
LIFECYCLE = Lifecycle(
    #    act          from                to                  who may
    move(Act.FILE,    "",                 Status.FILED,       Role.APPLICANT),
    move(Act.TAKE,    Status.FILED,       Status.WITH_OFFICE, *_OFFICE),
    move(Act.ANSWER,  Status.WITH_OFFICE, Status.ANSWERED,    *_OFFICE),

    # Once: the second answer is the last, and whoever is not content files another complaint.
    move(Act.REOPEN,  Status.ANSWERED,    Status.REOPENED,    Role.APPLICANT),
    move(Act.ANSWER,  Status.REOPENED,    Status.CLOSED,      *_OFFICE),

    # Whoever filed it may end it: content, or no longer interested.
    move(Act.CLOSE,   Status.FILED,       Status.CLOSED,      Role.APPLICANT),
    move(Act.CLOSE,   Status.WITH_OFFICE, Status.CLOSED,      Role.APPLICANT),
    move(Act.CLOSE,   Status.ANSWERED,    Status.CLOSED,      Role.APPLICANT),

    # The centre that it is about says once, to the office, how it was. It has not read the complaint.
    move(Act.EXPLAIN, Status.FILED,       Status.FILED,       Role.CENTRE_MANAGER),
    move(Act.EXPLAIN, Status.WITH_OFFICE, Status.WITH_OFFICE, Role.CENTRE_MANAGER),
    move(Act.EXPLAIN, Status.REOPENED,    Status.REOPENED,    Role.CENTRE_MANAGER),
)
# fmt: on
