"""Which drafts of an employer could be submitted now."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from workpermit.answers.models import Section
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.queries import records_of
from workpermit.applications.rules import NotComplete, NotConfirmedByWorker, check_complete, check_confirmed
from workpermit.appointments.models import Appointment
from workpermit.appointments.queries import OPEN
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import Actor
from workpermit.documents.lifecycle import Status as EvidenceStatus
from workpermit.documents.models import Evidence

LOOKED_AT = 200  # drafts, the newest


@dataclass(frozen=True, slots=True)
class Drafts:
    """Those that are ready, newest first, and how many others still need something."""

    ready: list[Application]
    others: int


def list_ready(*, seen_by: Actor) -> Drafts:
    """The reader's own drafts that are complete and confirmed; the rules look again when they are submitted."""
    own = Application.objects.filter(filing_account=seen_by.id, status=Status.DRAFT).order_by("-id")
    drafts = list(own[:LOOKED_AT])
    cases = [draft.pk for draft in drafts]
    sections: dict[UUID, dict[str, Section]] = {case: {} for case in cases}
    for section in Section.objects.filter(case__in=cases):
        sections[section.case][section.name] = section
    evidence: dict[UUID, list[Evidence]] = {case: [] for case in cases}
    for one in Evidence.objects.filter(case__in=cases).exclude(status=EvidenceStatus.REMOVED):
        evidence[one.case].append(one)
    ready = [draft for draft in drafts if _is_ready(draft, sections[draft.pk], evidence[draft.pk])]
    return Drafts(ready, len(drafts) - len(ready))


def list_awaiting(*, seen_by: Actor) -> list[Application]:
    """The reader's own applications that could be booked a visit for now, oldest first, at most so many."""
    own = Application.objects.filter(
        filing_account=seen_by.id, status=Status.AWAITING_VISIT, worker_account__isnull=False
    )
    booked = Appointment.objects.filter(application=OuterRef("pk"), status__in=OPEN)
    return list(own.exclude(Exists(booked)).order_by("pk")[:LOOKED_AT])


def list_chosen(applications: list[UUID], *, seen_by: Actor) -> list[Application]:
    """Of these applications those that the reader files."""
    return list(Application.objects.filter(pk__in=applications, filing_account=seen_by.id).order_by("pk"))


def _is_ready(draft: Application, sections: dict[str, Section], evidence: list[Evidence]) -> bool:
    service = get_version(draft.service_version)
    try:
        check_complete(draft, service, sections, evidence)
        check_confirmed(draft, service, records_of(sections.values(), evidence))
    except (NotComplete, NotConfirmedByWorker):
        return False
    return True
