"""Where a work-permit application can stand, and who may move it.

This table is the whole rule: a move that is not listed cannot happen.
`make diagrams` redraws docs/lifecycles.md from it.
"""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted, filing fee due")
    CHECKING = "checking", _("Automatic checks")
    AMENDING = "amending", _("Being amended by the applicant")
    IN_REVIEW = "in_review", _("With the assistant registrar")
    RETURNED = "returned", _("Returned for correction")
    RECOMMENDED = "recommended", _("With the registrar")
    GRANTED = "granted", _("Granted, permit fee due")
    REFUSED = "refused", _("Refused")
    AWAITING_VISIT = "awaiting_visit", _("Visit to a service centre")
    IDENTITY_CONFIRMED = "identity_confirmed", _("Identity confirmed, permit being issued")
    ISSUED = "issued", _("Permit issued")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


class Act(StrEnum):
    START = "start"
    SUBMIT = "submit"
    PAY_FILING_FEE = "pay_filing_fee"
    PASS_FILING_FEE = "pass_filing_fee"  # noqa: S105
    COMPLETE_CHECKS = "complete_checks"
    AMEND = "amend"
    RETURN = "return"
    RESUBMIT = "resubmit"
    RECOMMEND = "recommend"
    GRANT = "grant"
    REFUSE = "refuse"
    PAY_PERMIT_FEE = "pay_permit_fee"
    PASS_PERMIT_FEE = "pass_permit_fee"  # noqa: S105
    CONFIRM_IDENTITY = "confirm_identity"
    PASS_VISIT = "pass_visit"  # noqa: S105
    ISSUE = "issue"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


# fmt: off
LIFECYCLE = Lifecycle(
    #    act                   from                       to                         who may
    move(Act.START,            "",                        Status.DRAFT,              Role.APPLICANT),
    move(Act.SUBMIT,           Status.DRAFT,              Status.SUBMITTED,          Role.APPLICANT),

    # A fee is paid when the bank says so; nobody may say it in the bank's place.
    move(Act.PAY_FILING_FEE,   Status.SUBMITTED,          Status.CHECKING,           Role.SYSTEM),
    # Where nothing is charged, the application goes on by itself; the same for the permit fee and the visit below.
    move(Act.PASS_FILING_FEE,  Status.SUBMITTED,          Status.CHECKING,           Role.SYSTEM),
    move(Act.COMPLETE_CHECKS,  Status.CHECKING,           Status.IN_REVIEW,          Role.SYSTEM),

    # Until an officer has it, the filer may take it back to amend it. The fee stays due, and can be paid meanwhile.
    move(Act.AMEND,            Status.SUBMITTED,          Status.AMENDING,           Role.APPLICANT),
    move(Act.AMEND,            Status.CHECKING,           Status.AMENDING,           Role.APPLICANT),
    move(Act.PAY_FILING_FEE,   Status.AMENDING,           Status.AMENDING,           Role.SYSTEM),
    move(Act.RESUBMIT,         Status.AMENDING,           Status.SUBMITTED,          Role.APPLICANT),

    # The assistant registrar checks and recommends; the operator's staff never do.
    move(Act.RECOMMEND,        Status.IN_REVIEW,          Status.RECOMMENDED,        Role.ASSISTANT_REGISTRAR),
    move(Act.RETURN,           Status.IN_REVIEW,          Status.RETURNED,           Role.ASSISTANT_REGISTRAR),
    move(Act.RESUBMIT,         Status.RETURNED,           Status.CHECKING,           Role.APPLICANT),

    # Deciding belongs to the registrar alone and is never delegated.
    move(Act.RETURN,           Status.RECOMMENDED,        Status.RETURNED,           Role.REGISTRAR),
    move(Act.GRANT,            Status.RECOMMENDED,        Status.GRANTED,            Role.REGISTRAR),
    move(Act.REFUSE,           Status.RECOMMENDED,        Status.REFUSED,            Role.REGISTRAR),

    move(Act.PAY_PERMIT_FEE,   Status.GRANTED,            Status.AWAITING_VISIT,     Role.SYSTEM),
    move(Act.PASS_PERMIT_FEE,  Status.GRANTED,            Status.AWAITING_VISIT,     Role.SYSTEM),
    move(Act.CONFIRM_IDENTITY, Status.AWAITING_VISIT,     Status.IDENTITY_CONFIRMED, Role.OPERATOR_CLERK),
    # Nobody comes where the service has no visit, or where a counter has seen this worker before.
    move(Act.PASS_VISIT,       Status.AWAITING_VISIT,     Status.IDENTITY_CONFIRMED, Role.SYSTEM),
    move(Act.ISSUE,            Status.IDENTITY_CONFIRMED, Status.ISSUED,             Role.SYSTEM),

    # The applicant may withdraw until there is a decision.
    move(Act.WITHDRAW,         Status.DRAFT,              Status.WITHDRAWN,          Role.APPLICANT),
    move(Act.WITHDRAW,         Status.SUBMITTED,          Status.WITHDRAWN,          Role.APPLICANT),
    move(Act.WITHDRAW,         Status.CHECKING,           Status.WITHDRAWN,          Role.APPLICANT),
    move(Act.WITHDRAW,         Status.AMENDING,           Status.WITHDRAWN,          Role.APPLICANT),
    move(Act.WITHDRAW,         Status.IN_REVIEW,          Status.WITHDRAWN,          Role.APPLICANT),
    move(Act.WITHDRAW,         Status.RETURNED,           Status.WITHDRAWN,          Role.APPLICANT),
    move(Act.WITHDRAW,         Status.RECOMMENDED,        Status.WITHDRAWN,          Role.APPLICANT),

    # What is not paid or corrected within its window ends by itself.
    move(Act.LAPSE,            Status.SUBMITTED,          Status.LAPSED,             Role.SYSTEM),
    move(Act.LAPSE,            Status.AMENDING,           Status.LAPSED,             Role.SYSTEM),
    move(Act.LAPSE,            Status.RETURNED,           Status.LAPSED,             Role.SYSTEM),
    move(Act.LAPSE,            Status.GRANTED,            Status.LAPSED,             Role.SYSTEM),
)
# fmt: on

# Handed in, and neither ended nor given what was asked for.
UNDER_WAY = (
    Status.SUBMITTED, Status.CHECKING, Status.AMENDING, Status.IN_REVIEW, Status.RETURNED, Status.RECOMMENDED,
    Status.GRANTED, Status.AWAITING_VISIT, Status.IDENTITY_CONFIRMED,
)  # fmt: skip

_OFFICERS = {Role.ASSISTANT_REGISTRAR, Role.REGISTRAR}
# The service clock runs where the next step is an officer's or the checks'; else somebody else is waited for.
WITH_THE_OFFICE = frozenset(
    row.source for row in LIFECYCLE if row.roles & _OFFICERS or row.act in (Act.COMPLETE_CHECKS, Act.ISSUE)
)
# While the filer writes.
OPEN_TO_CHANGE = (Status.DRAFT, Status.AMENDING, Status.RETURNED)
