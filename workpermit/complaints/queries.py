"""Finding complaints. Row-level security keeps each account to its own."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, Value, When

from workpermit.complaints.lifecycle import LIFECYCLE, Status
from workpermit.complaints.models import Complaint
from workpermit.complaints.topics import CENTRE_TOPICS
from workpermit.core.actors import Actor, Role
from workpermit.core.calendar import bangkok_date

PAGE = 100
MONTH = timedelta(days=30)
SEEN_ABOUT_A_CENTRE = (
    *("id", "status", "status_changed_at", "number", "subject", "topic", "about", "office", "filed_at", "due_on"),
    *("explanation", "explained_at"),
)  # by the centre: neither who filed it nor where its words are
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


def list_about_centre(centre: str) -> list[Complaint]:
    """The complaint book of a centre, what is to be answered first, then the newest; at most 100."""
    about = Complaint.objects.filter(about=centre, topic__in=CENTRE_TOPICS).only(*SEEN_ABOUT_A_CENTRE)
    is_done = Case(When(status__in=WAITING, then=Value(0)), default=Value(1), output_field=IntegerField())
    return list(about.order_by(is_done, "-id")[:PAGE])


def get_about_centre(centre: str, complaint: UUID) -> Complaint:
    """Raises Complaint.DoesNotExist where the centre's book has no such complaint."""
    return Complaint.objects.only(*SEEN_ABOUT_A_CENTRE).get(pk=complaint, about=centre, topic__in=CENTRE_TOPICS)


@dataclass(frozen=True, slots=True)
class BookCount:
    """The complaint book of a centre in numbers."""

    month: int = 0  # filed in the last 30 days
    waiting: int = 0
    late: int = 0
    explained: int = 0  # of those that wait


def count_books(at: datetime) -> dict[str, BookCount]:
    """The numbers of every centre that has a complaint of this month or one that waits, by its code."""
    waits = Q(status__in=WAITING)
    recent = Q(filed_at__gt=at - MONTH)
    rows = (
        Complaint.objects.filter(recent | waits, topic__in=CENTRE_TOPICS)
        .values_list("about")
        .annotate(
            month=Count("id", filter=recent),
            waiting=Count("id", filter=waits),
            late=Count("id", filter=waits & Q(due_on__lt=bangkok_date(at))),
            said=Count("id", filter=waits & Q(explanation__isnull=False)),
        )
    )
    return {row[0]: BookCount(*row[1:]) for row in rows}


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
    """The sealed words of all sides that there are, for the office."""
    parts = (complaint.words, complaint.explanation, complaint.reply, complaint.objection, complaint.last_reply)
    return [record for record in parts if record]
