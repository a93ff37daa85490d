"""Finding applications. Row-level security keeps each account to its own."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from workpermit.answers.models import Section
from workpermit.answers.queries import Sealed, list_sections, sealed_sections
from workpermit.applications.lifecycle import LIFECYCLE, UNDER_WAY, WITH_THE_OFFICE, Status
from workpermit.applications.models import Application, CarriedOver, CheckFacts, CheckResult, FiledVersion
from workpermit.casework import clocks
from workpermit.casework.queries import Step
from workpermit.catalogue.queries import holidays
from workpermit.core.actors import Actor, Role
from workpermit.core.part_query import PartQuery
from workpermit.core.row_query import RowQuery
from workpermit.documents.models import Evidence
from workpermit.documents.queries import USABLE, Pressed, list_evidence, list_pressed

PAGE = 100
OFFICERS = (Role.REGISTRAR, Role.ASSISTANT_REGISTRAR)  # they see the cases of their own office
_FEE_DUE = (Status.SUBMITTED, Status.AMENDING, Status.GRANTED)
_ENDED = (Status.REFUSED, Status.WITHDRAWN, Status.LAPSED, Status.ISSUED)
_OWN = RowQuery(Application, "WHERE id = %s AND (filing_account = %s OR worker_account = %s)")
_ANY = RowQuery(Application, "WHERE id = %s")
_OF_OFFICE = RowQuery(Application, "WHERE id = %s AND office = %s")
_NEWEST_VERSIONS = RowQuery(FiledVersion, "WHERE application = %s ORDER BY number DESC LIMIT 2")


class Waiting(NamedTuple):
    """An application in a queue."""

    pk: UUID
    number: str


class PastCase(NamedTuple):
    """A run of the checks whose facts are kept; `number` is the application's."""

    id: UUID
    record: UUID
    number: str


class Result(NamedTuple):
    """What one automatic check found."""

    code: str
    outcome: str
    reason: str
    law: str
    facts: Any


_WAITING = PartQuery(
    Waiting,
    "SELECT id, number FROM applications_application WHERE office = %s AND status = %s "
    "ORDER BY submitted_at, id LIMIT %s",
)
_RESULTS = PartQuery(
    Result,
    """
    SELECT code, outcome, reason, law, facts FROM applications_checkresult WHERE run = (
        SELECT run FROM applications_checkresult WHERE application_id = %s ORDER BY at DESC, run DESC LIMIT 1
    ) ORDER BY id
    """,
)


def get_application(application: UUID, *, seen_by: Actor) -> Application:
    """Raises Application.DoesNotExist, also for what the reader may not see."""
    if seen_by.role is Role.APPLICANT:
        found = _OWN(application, seen_by.id, seen_by.id)
    elif seen_by.role in OFFICERS:
        found = _OF_OFFICE(application, seen_by.place)
    else:
        found = _ANY(application)
    if not found:
        raise Application.DoesNotExist
    return found[0]


def find_by_number(number: str, *, seen_by: Actor) -> Application | None:
    return _visible(seen_by).filter(number=number).first()


def list_own(*, seen_by: Actor, before: UUID | None = None) -> list[Application]:
    """The reader's own applications, newest first, a page of 100 before a key."""
    own = _visible(seen_by).exclude(status=Status.WITHDRAWN, submitted_at=None)
    if before:
        own = own.filter(pk__lt=before)
    return list(own.order_by("-id")[:PAGE])


def find_carried(application: UUID) -> CarriedOver | None:
    """What an application took over from an earlier filing; None where it began empty."""
    return CarriedOver.objects.filter(application=application).first()


def list_renewals(permits: Iterable[str], *, seen_by: Actor) -> dict[str, Application]:
    """The reader's own renewal of each of these permits that is under way, or else that is being written."""
    rows = _visible(seen_by).filter(basis__in=list(permits), kind="renewal", status__in=(*UNDER_WAY, Status.DRAFT))
    ordered = sorted(rows, key=lambda one: (one.status != Status.DRAFT, one.pk))
    return {one.basis: one for one in ordered}


def list_queue(
    office: str, status: str, *, seen_by: Actor, after: tuple[datetime, UUID] | None = None
) -> list[Application]:
    """The applications of an office in one status, longest waiting first, a page of 100 after a key."""
    queue = _visible(seen_by).filter(office=office, status=status)
    if after:
        when, key = after
        queue = queue.filter(Q(submitted_at__gt=when) | Q(submitted_at=when, pk__gt=key))
    return list(queue.order_by("submitted_at", "id")[:PAGE])


def list_next(status: str, *, seen_by: Actor, count: int) -> list[Waiting]:
    """The first few of an officer's own queue, longest waiting first."""
    return _WAITING(seen_by.place, status, count) if seen_by.role in OFFICERS else []


def list_due(at: datetime) -> list[Application]:
    """Applications whose window has passed, at most 500."""
    return list(Application.objects.filter(due_at__lt=at).order_by("due_at")[:500])


def dossier_records(application: Application) -> list[str]:
    """The ids of all sealed records that make up the filing, in order: answers, then files."""
    return records_of(list_sections(application.pk).values(), list_evidence(application.pk))


def records_of(sections: Iterable[Section], evidence: Iterable[Evidence]) -> list[str]:
    """As `dossier_records`, for rows that are at hand."""
    answers = (section.record for section in sections)
    files = (one.record for one in evidence if one.status in USABLE)
    return sorted(str(record) for record in (*answers, *files))


def latest_results(application: UUID) -> list[Result]:
    """The results of the newest run of the automatic checks."""
    return [one._replace(facts=json.loads(one.facts)) for one in _RESULTS(application)]


def compared_with(application: Application) -> FiledVersion | None:
    """The version with which the application as it stands is compared: the one that was handed in before it.

    None for what was handed in once and has not come back.
    """
    versions = _NEWEST_VERSIONS(application.pk)
    being_written = application.status in (Status.DRAFT, Status.AMENDING, Status.RETURNED)
    earlier = versions if being_written else versions[1:]
    return earlier[0] if earlier else None


def count_points(applications: list[UUID]) -> dict[UUID, int]:
    """How many checks of each application's newest run ask for a look; absent where none does."""
    rows = CheckResult.objects.filter(application__in=applications).order_by("at", "id")
    runs: dict[UUID, list[CheckResult]] = {}
    for row in rows:
        known = runs.get(row.application_id)
        runs[row.application_id] = [*known, row] if known and known[0].run == row.run else [row]
    counts = {key: sum(row.outcome != CheckResult.Outcome.PASS for row in run) for key, run in runs.items()}
    return {key: count for key, count in counts.items() if count}


def seen_records(application: Application) -> list[UUID]:
    """The ids of what an officer sees of a filing, in order: answers and page images, never the files."""
    return seen_records_of(sealed_sections(application.pk).values(), list_pressed(application.pk))


def seen_records_of(sections: Iterable[Sealed], papers: Iterable[Pressed]) -> list[UUID]:
    """As `seen_records`, for rows that are at hand."""
    return sorted([*(one.record for one in sections), *(record for paper in papers for record in paper.pages)])


def numbers_of(applications: list[UUID], *, seen_by: Actor) -> dict[UUID, str]:
    """The numbers of several applications, for lists that hold only their ids."""
    rows = _visible(seen_by).filter(pk__in=applications, number__isnull=False)
    return {key: str(number) for key, number in rows.values_list("pk", "number")}


def acts_open(application: Application, by: Actor) -> list[str]:
    """The acts that a page may offer to this person now."""
    if by.role is Role.APPLICANT and application.filing_account != by.id:
        return []
    return LIFECYCLE.acts_open_to(by.role, application.status)


def working_days_used(
    application: Application, entries: Sequence[Step], at: datetime, waits: Sequence[clocks.Wait] = ()
) -> int:
    """Working days that the office has had the case, from its trail; time with the applicant is not counted.

    `waits` are times in which the office waited for answers to its questions.
    """
    course = [entry for entry in entries if entry.subject == application.pk]
    return clocks.working_days_used(course, running=WITH_THE_OFFICE, until=at, holidays=holidays(at), waits=waits)


def count_running(service: str) -> tuple[int, int]:
    """How many drafts of a service there are, and how many applications that were submitted and have not ended."""
    running = Application.objects.filter(service=service).exclude(status__in=_ENDED)
    drafts = running.filter(status=Status.DRAFT).count()
    return drafts, running.count() - drafts


def count_bound(cohort: str) -> int:
    """How many applications of a cohort have a fee to be paid."""
    return Application.objects.filter(cohort=cohort, status__in=_FEE_DUE, due_at__isnull=False).count()


def list_extended(cohort: str, *, was: datetime, before: datetime, after: UUID | None, count: int) -> list[Application]:
    """Applications of a cohort that may be paid later than its hour `was`, by what was charged `before` a moment.

    In the order of their keys, those behind the key `after`.
    """
    rows = Application.objects.filter(cohort=cohort, status__in=_FEE_DUE, due_at__gt=was, status_changed_at__lte=before)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.order_by("pk")[:count])


def count_past_cases(service: str) -> int:
    """How many runs of the checks of a service have kept the facts that their rules were given."""
    return CheckFacts.objects.filter(service=service).count()


def list_past_cases(service: str, *, before: UUID | None, count: int) -> list[PastCase]:
    """Where the facts of past runs are sealed, the newest first, those before a key."""
    rows = CheckFacts.objects.filter(service=service)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    named = rows.order_by("-pk").values_list("pk", "record", "application__number")[:count]
    return [PastCase(key, record, str(number)) for key, record, number in named]


def count_open_among(cases: list[UUID]) -> int:
    """How many of these applications are submitted and not ended."""
    return Application.objects.filter(pk__in=cases).exclude(status__in=(Status.DRAFT, *_ENDED)).count()


def _visible(seen_by: Actor) -> QuerySet[Application]:
    rows = Application.objects.all()
    if seen_by.role is Role.APPLICANT:
        return rows.filter(Q(filing_account=seen_by.id) | Q(worker_account=seen_by.id))
    if seen_by.role in OFFICERS:
        return rows.filter(office=seen_by.place)
    return rows


def confirmation_holds(application: Application) -> bool:
    """Whether the worker confirmed exactly the records that make up the filing now."""
    return bool(application.confirmed_at) and sorted(application.confirmed_records) == dossier_records(application)
