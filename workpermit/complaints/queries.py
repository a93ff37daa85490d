"""Finding complaints. Row-level security keeps each account to its own."""

from datetime import date
from uuid import UUID

from workpermit.complaints.lifecycle import LIFECYCLE, Status
from workpermit.complaints.models import Complaint
from workpermit.core.actors import Actor, Role

PAGE = 100
WAITING = (Status.FILED, Status.WITH_OFFICE, Status.REOPENED)  # for the office


def get_complaint(complaint: UUID, *, seen_by: Actor) -> Complaint:
    """Raises Complaint.DoesNotExist, also for what the reader may not see."""
    if seen_by.role is Role.APPLICANT:
        return Complaint.objects.get(pk=complaint, account=seen_by.id)
    return Complaint.objects.get(pk=complaint, office=seen_by.place)


def list_own_complaints(*, seen_by: Actor) -> list[Complaint]:
    """The reader's own complaints, newest first, at most 100."""
    return list(Complaint.objects.filter(account=seen_by.id).order_by("-id")[:PAGE])


def list_waiting(*, seen_by: Actor) -> list[Complaint]:
    """What waits for an officer's office, the first to be answered first, at most 100."""
    waiting = Complaint.objects.filter(office=seen_by.place, status__in=WAITING)
    return list(waiting.order_by("due_on", "id")[:PAGE])


def list_done(*, seen_by: Actor) -> list[Complaint]:
    """What an officer's office has answered or what was closed, newest first, at most 100."""
    done = Complaint.objects.filter(office=seen_by.place).exclude(status__in=WAITING)
    return list(done.order_by("-status_changed_at")[:PAGE])


def count_waiting(*, seen_by: Actor) -> int:
    """How many complaints wait for an officer's office."""
    return Complaint.objects.filter(office=seen_by.place, status__in=WAITING).count()


def acts_open(complaint: Complaint, by: Actor) -> list[str]:
    """The acts that a page may offer to this person now."""
    return LIFECYCLE.acts_open_to(by.role, complaint.status)


def days_left(complaint: Complaint, today: date) -> int | None:
    """Days until the office is to answer, negative when it is late; None where it does not owe an answer."""
    return (complaint.due_on - today).days if complaint.status in WAITING else None


def records_of(complaint: Complaint) -> list[UUID]:
    """The sealed words of both sides that there are."""
    parts = (complaint.words, complaint.reply, complaint.objection, complaint.last_reply)
    return [record for record in parts if record]
