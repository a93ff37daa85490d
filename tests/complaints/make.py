"""Complaints that came about by their acts."""

from tests import make
from workpermit.complaints import services
from workpermit.complaints.models import Complaint
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7

WORDS = "I waited four hours and nobody called my number."
REPLY = "We are sorry. There is a second counter now."


def filed(*, topic: str = "centre_service", about: str = make.CENTRE, by: Actor = make.APPLICANT) -> Complaint:
    """Received by the office, nobody has looked at it."""
    return services.file_complaint(
        complaint=uuid7(), subject=uuid7(), topic=topic, about=about, words=WORDS, by=by, at=make.NOON
    )


def taken() -> Complaint:
    """With the office."""
    complaint = filed()
    services.take_complaint(complaint=complaint, by=make.ASSISTANT_REGISTRAR, at=make.NOON)
    return complaint


def answered() -> Complaint:
    """Answered once."""
    complaint = taken()
    services.answer_complaint(complaint=complaint, words=REPLY, by=make.REGISTRAR, at=make.NOON)
    return complaint


def reopened() -> Complaint:
    """Answered, and opened again by whoever filed it."""
    complaint = answered()
    services.reopen_complaint(complaint=complaint, words="It happened again.", by=make.APPLICANT, at=make.NOON)
    return complaint
