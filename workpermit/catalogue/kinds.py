"""The words that place a service: its track, what comes of it, what it rests on, its clock."""

from enum import StrEnum


class Track(StrEnum):
    """The group of foreigners whose fees and rules a permit follows; empty where it has none."""

    NONE = ""
    GENERAL = "general"
    MOU = "mou"
    COHORT = "cohort"
    BORDER = "border"
    SPECIAL = "special"


class Outcome(StrEnum):
    """What a service ends in: a permit, a signed letter of approval, or an acknowledged notice."""

    PERMIT = "permit"
    APPROVAL = "approval"
    ACKNOWLEDGEMENT = "acknowledgement"


class Visit(StrEnum):
    """Whether the worker comes to a centre; `if_needed`: only one whom no counter has identified yet."""

    YES = "yes"
    NO = "no"
    IF_NEEDED = "if_needed"


class Basis(StrEnum):
    """What a service works on: nothing, a permit, or a notice, by its 13-digit number."""

    NONE = ""
    PERMIT = "permit"
    NOTICE = "notice"


class DeadlineFrom(StrEnum):
    """The event from which the filer's legal clock is counted."""

    HIRE_DATE = "hire_date"
    EXIT_DATE = "exit_date"
    PERMIT_EXPIRY = "permit_expiry"
    WORK_START = "work_start"
    NOTIFIED_PERIOD_END = "notified_period_end"
    REFUSAL_DATE = "refusal_date"
    DELIVERY_DATE = "delivery_date"
    LOSS_KNOWN = "loss_known"


class Confirmation(StrEnum):
    """Before what the worker must have confirmed; empty where nobody is asked."""

    NONE = ""
    SUBMIT = "submit"
    ISSUE = "issue"
