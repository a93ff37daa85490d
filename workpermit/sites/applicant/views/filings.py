"""The list of own filings, and the first page of each: a task list while it is written, later its course."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from workpermit.applications.queries import PAGE, list_own
from workpermit.appointments.queries import list_appointments
from workpermit.catalogue.definition import Service
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import Role
from workpermit.decisions.queries import latest_return
from workpermit.fees.queries import list_bills
from workpermit.letters.queries import list_letters
from workpermit.questions.queries import list_open, list_questions
from workpermit.sealing.client import VaultUnreachable
from workpermit.sealing.refusal import Refused
from workpermit.sites.applicant.filing import WITH_OFFICERS, Filing, get_filing, open_if_there, open_records
from workpermit.sites.applicant.following import ended_before
from workpermit.sites.applicant.stages import NOTICE_STAGES, Stage, stage
from workpermit.sites.applicant.tasks import progress, tasks_of
from workpermit.sites.applicant.views.tracking import track
from workpermit.sites.http import Request, signed_in
from workpermit.work_notices.queries import list_own_notices

if TYPE_CHECKING:
    from workpermit.applications.models import Application
    from workpermit.work_notices.models import WorkNotice


@dataclass(frozen=True, slots=True)
class Line:
    """One filing in the list."""

    case: "Application | WorkNotice"
    href: str
    service: Service
    stage: Stage
    name: str


@require_GET
@signed_in(Role.APPLICANT)
def filings(request: Request) -> HttpResponse:
    """The reader's applications and notices, newest first; names come from their small label records."""
    before = _key(request.GET.get("before", ""))
    applications = list_own(seen_by=request.actor, before=before)
    notices = [] if before else list_own_notices(seen_by=request.actor)
    both: list[Application | WorkNotice] = [*applications, *notices]
    shown = sorted(both, key=lambda case: case.pk, reverse=True)[:PAGE]
    names, sealed = _names(request, [case.label_record for case in shown])
    asked = list_open([case.pk for case in shown if case.status in WITH_OFFICERS])
    lines = [_line(case, names, asked=case.pk in asked) for case in shown]
    after = f"/filings/?before={applications[-1].pk}" if len(applications) == PAGE else ""
    context = {"lines": lines, "sealed": sealed, "after": after, "first": not before, "here": "filings"}
    return render(request, "applicant/filings.html", context)


def _names(request: Request, labels: list[UUID | None]) -> tuple[dict[UUID, str], bool]:
    """The names in the labels; while the vault is away the list shows numbers alone."""
    try:
        opened = open_records(request, labels)
    except (VaultUnreachable, Refused):
        return {}, True
    return {record: str(value.get("name", "")) for record, value in opened.items()}, False


def _line(case: "Application | WorkNotice", names: dict[UUID, str], *, asked: bool) -> Line:
    is_notice = case._meta.model_name == "worknotice"
    where = "notices" if is_notice else "applications"
    name = names.get(case.label_record, "") if case.label_record else ""
    service = get_version(case.service_version)
    at = NOTICE_STAGES[case.status] if is_notice else stage(cast("Application", case), service, asked=asked)
    return Line(case, f"/{where}/{case.pk}/", service, at, name)


@require_GET
@signed_in(Role.APPLICANT)
def application(request: Request, application_id: UUID) -> HttpResponse:
    """The task list of a filing that is being written, or the course of one that was submitted."""
    filing = get_filing(request, application_id)
    if filing.is_being_written and filing.is_filer:
        return _task_list(request, filing)
    return track(request, filing)


def _task_list(request: Request, filing: Filing) -> HttpResponse:
    saved = [one.saved_at for one in filing.sections.values()] + [one.received_at for one in filing.evidence]
    done, total = progress(filing)
    context = {
        "filing": filing,
        "groups": tasks_of(filing),
        "done": done,
        "total": total,
        "saved_at": max(saved, default=None),
        "returned": returned_with(request, filing),
        "open_bill": next((bill for bill in list_bills(filing.id) if bill.status == "open"), None),
        "state": state_of(filing),
        "ended": ended_before(filing.application, timezone.now()),
    }
    return render(request, "applicant/application.html", context)


def returned_with(request: Request, filing: Filing) -> dict[str, Any] | None:
    """Why the filing came back: the coded reasons with their law, and the officer's words."""
    if filing.application.status != "returned":
        return None
    found = latest_return(filing.id)
    if found is None:
        return None
    opened = open_if_there(request, [found.note])
    words = opened[found.note].get("words", "") if found.note and opened is not None else ""
    reasons = [filing.service.reason(code) for code in found.reasons]
    missing = [filing.service.document(one) for one in found.documents]
    said = {"missing": missing, "at": found.returned_at, "reasons": reasons, "words": words, "sealed": opened is None}
    return said | {"due_at": filing.application.due_at}


@require_GET
@signed_in(Role.APPLICANT)
def state(request: Request, application_id: UUID) -> JsonResponse:
    """One word that changes whenever a page about the filing would look different."""
    return JsonResponse({"state": state_of(get_filing(request, application_id))})


def state_of(filing: Filing) -> str:
    """The statuses of the application, its files, its bills and its appointments, and how many letters there are."""
    parts = [filing.application.status, "receipt" if filing.application.receipt else ""]
    parts += [f"{one.document}:{one.status}" for one in filing.evidence]
    parts += [f"{bill.kind}:{bill.status}{':receipt' if bill.receipt else ''}" for bill in list_bills(filing.id)]
    parts += [f"visit:{one.status}" for one in list_appointments(filing.id)]
    parts += [f"question:{one.status}" for one in list_questions(filing.id)]
    parts += [f"letters:{len(list_letters(filing.id))}"]
    parts += [
        "confirmed" if filing.application.confirmed_at else "",
        "worker" if filing.application.worker_account else "",
    ]
    return " ".join(part for part in parts if part)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
