"""The desk: the queue, one case, its page images."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from workpermit.applications.lifecycle import Status
from workpermit.applications.queries import (
    acts_open,
    find_by_number,
    get_application,
    latest_results,
    list_queue,
    working_days_used,
)
from workpermit.casework.queries import list_course
from workpermit.catalogue.kinds import Confirmation
from workpermit.catalogue.notes import say_note
from workpermit.catalogue.queries import get_office, get_version
from workpermit.complaints.queries import count_waiting
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import clean_number, is_number
from workpermit.documents.queries import list_pages
from workpermit.documents.reading import read_file
from workpermit.questions.queries import waits_in
from workpermit.questions.rules import ASKED_AT
from workpermit.sealing.client import vault
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import PageError
from workpermit.sites.registrar import queue
from workpermit.sites.registrar.dossier import look
from workpermit.sites.registrar.findings import ORDER, findings_of
from workpermit.sites.registrar.history import STATUSES, events_of
from workpermit.sites.registrar.register import register_finding, register_rows
from workpermit.work_notices.queries import find_notice_by_number

if TYPE_CHECKING:
    from workpermit.applications.models import Application
    from workpermit.catalogue.definition import Service

OFFICERS = (Role.REGISTRAR, Role.ASSISTANT_REGISTRAR)
SHOWN_NEXT = 8
BEFORE_THE_DESK = (Status.SUBMITTED, Status.CHECKING, Status.AMENDING)


@require_GET
@signed_in(*OFFICERS)
def desk(request: Request) -> HttpResponse:
    """The applications of the office at one station, longest waiting first."""
    return _desk(request, {})


@require_GET
@signed_in(*OFFICERS)
def find(request: Request) -> HttpResponse:
    """Open an application or a notice by its number; a misread digit is told apart from an unknown number."""
    typed = request.GET.get("number", "")
    number = clean_number(typed)
    if not is_number(number):
        says = _("The check digits do not fit. Compare the number with the paper, digit by digit.")
        if len(number) != 13 or not number.isdigit():
            says = _("An application number has 13 digits.")
        return _desk(request, {"typed": typed, "errors": [PageError("number", says)]}, status=400)
    found = find_by_number(number, seen_by=request.actor)
    noticed = None if found else find_notice_by_number(number, seen_by=request.actor)
    if noticed is not None:
        return HttpResponseRedirect(reverse("notice", args=[noticed.pk]))
    if found is None:
        says = _("Your office has no application with this number. Another office may have it.")
        return _desk(request, {"typed": typed, "errors": [PageError("number", says)]}, status=404)
    return HttpResponseRedirect(reverse("case", args=[found.pk]))


@require_GET
@signed_in(*OFFICERS)
def next_case(request: Request) -> HttpResponse:
    """Go to the case that has waited longest; with none left, to the empty queue."""
    waiting = queue.upcoming(request.actor, 1)
    address = reverse("case", args=[waiting[0].pk]) if waiting else reverse("desk")
    return HttpResponseRedirect(address)


@require_GET
@signed_in(*OFFICERS)
def case(request: Request, application: UUID) -> HttpResponse:
    """Everything about one application, opened in one look."""
    try:
        found = get_application(application, seen_by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None
    if found.submitted_at is None:
        raise Http404  # a draft is its filer's alone
    if found.status in BEFORE_THE_DESK and not latest_results(found.pk):
        # The vault learns the province when the checks open the answers; asked earlier it can only refuse.
        says = _("This application is not at the desk yet. It comes after the filing fee and the automatic checks.")
        return _desk(request, {"typed": str(found.number), "errors": [PageError("number", says)]}, status=409)
    language = get_language() or "th"
    service = get_version(found.service_version)
    registered = register_rows(found.pk)
    compared = register_finding(registered, service)
    findings = [*([compared] if compared else []), *findings_of(found)]
    findings.sort(key=lambda one: ORDER.index(one.outcome))
    entries = list_course(found.pk)
    seen = look(found, registered, request.session_token, language)
    context = {
        "application": found,
        "service": service,
        "status": STATUSES[found.status],
        "office": get_office(request.actor.place),
        "days_used": working_days_used(found, entries, timezone.now(), waits_in(entries)),
        "seen": seen,
        "confirmation": seen.confirmation,
        "may_grant": seen.covered and (not _confirms_first(service) or seen.confirmation.covers),
        "own_filing": found.is_self_filed,
        "vouched": "authority" in service.filed_by,
        "issue_by": _issue_by(found, service),
        "period_note": say_note(service.note, language),
        "points": [one for one in findings if one.outcome != "pass"],
        "passed": [one for one in findings if one.outcome == "pass"],
        "events": events_of(entries),
        "acts": [] if seen.waits else acts_open(found, request.actor),
        "may_ask": found.status == ASKED_AT[request.actor.role],
        "own_station": queue.OWN_STATION[request.actor.role],
        "following": queue.upcoming(request.actor, SHOWN_NEXT, besides=found.pk),
    }
    return render(request, "registrar/case.html", context)


@require_GET
@signed_in(*OFFICERS)
def page_image(request: Request, application: UUID, record: UUID) -> HttpResponse:
    """One page image, decrypted for this request alone and kept nowhere."""
    try:
        found = get_application(application, seen_by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None
    if record not in {page.record for page in list_pages(found.pk)}:
        raise Http404
    opened = vault("registrar").open(token=request.session_token, purpose="review", records=[record])
    image = read_file(opened["records"][str(record)])
    return HttpResponse(image, content_type="image/jpeg", headers={"Cache-Control": "no-store"})


def _confirms_first(service: "Service") -> bool:
    """Whether the worker must have signed before anything can be granted."""
    return service.confirm_before() is Confirmation.SUBMIT


def _issue_by(application: "Application", service: "Service") -> date | None:
    """The last day of the office's own period, counted from the filing, where the service has one."""
    if service.office_days is None or application.submitted_at is None:
        return None
    return bangkok_date(application.submitted_at) + timedelta(days=service.office_days)


def _desk(request: Request, extra: dict[str, object], status: int = 200) -> HttpResponse:
    own = queue.OWN_STATION[request.actor.role]
    station = request.GET.get("station", own)
    if station not in queue.STATIONS:
        raise Http404
    after = queue.read_after(request.GET.get("after"))
    applications = list_queue(request.actor.place, station, seen_by=request.actor, after=after)
    context = {
        "office": get_office(request.actor.place),
        "station": station,
        "station_name": queue.STATIONS[station],
        "stations": list(queue.STATIONS.items()),
        "own_station": own,
        "rows": queue.rows_of(applications),
        "after": queue.page_after(applications, station),
        "first_page": after is None,
        "complaints": count_waiting(seen_by=request.actor),
        **extra,
    }
    return render(request, "registrar/desk.html", context, status=status)
