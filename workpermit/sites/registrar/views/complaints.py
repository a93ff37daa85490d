"""Complaints at the desk: what waits for the office, one complaint, taking and answering it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from workpermit.catalogue.queries import get_office
from workpermit.complaints.queries import acts_open, days_left, get_complaint, list_done, list_waiting, records_of
from workpermit.complaints.services import answer_complaint, take_complaint
from workpermit.complaints.topics import get_topic
from workpermit.core.calendar import bangkok_date
from workpermit.core.text import one_form
from workpermit.sealing.client import vault
from workpermit.sites.complained import about_of, said_to_office
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import PageError, Words
from workpermit.sites.registrar.views.applications import OFFICERS
from workpermit.sites.registrar.views.decisions import LONGEST_WORDS

if TYPE_CHECKING:
    from workpermit.complaints.models import Complaint

STATUSES: dict[str, tuple[Words, str]] = {
    "filed": (gettext_lazy("New"), "warn"),
    "with_office": (gettext_lazy("Being looked into"), "wait"),
    "answered": (gettext_lazy("Answered"), "ok"),
    "reopened": (gettext_lazy("Reopened"), "warn"),
    "closed": (gettext_lazy("Closed"), "none"),
}


@require_GET
@signed_in(*OFFICERS)
def complaints(request: Request) -> HttpResponse:
    """What the office is to answer, the first due first; below it what is done."""
    context = {
        "office": get_office(request.actor.place),
        "waiting": [_row(one) for one in list_waiting(seen_by=request.actor)],
        "done": [_row(one) for one in list_done(seen_by=request.actor)],
    }
    return render(request, "registrar/complaints.html", context)


@require_GET
@signed_in(*OFFICERS)
def complaint(request: Request, complaint_id: UUID) -> HttpResponse:
    """One complaint, opened in one look that the person can see."""
    return _page(request, _find(request, complaint_id), "", [])


@require_POST
@signed_in(*OFFICERS)
def take(request: Request, complaint_id: UUID) -> HttpResponse:
    """Begin to look into it; whoever comes second finds it taken."""
    found = _find(request, complaint_id)
    if found.status != "with_office":
        take_complaint(complaint=found, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(reverse("complaint", args=[found.pk]))


@require_POST
@signed_in(*OFFICERS)
def answer(request: Request, complaint_id: UUID) -> HttpResponse:
    """Send the answer; the letter quotes it."""
    found, words = _find(request, complaint_id), one_form(request.POST.get("words", "")).strip()
    if not words:
        return _page(request, found, words, [PageError("words", _("Write the answer."))])
    if len(words) > LONGEST_WORDS:
        return _page(request, found, words, [PageError("words", _("Please shorten this to 4,000 characters."))])
    answer_complaint(complaint=found, words=words, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(reverse("complaint", args=[found.pk]))


def _row(complaint: "Complaint") -> dict[str, object]:
    topic = get_topic(complaint.topic)
    left = days_left(complaint, bangkok_date(timezone.now()))
    return {
        "complaint": complaint,
        "topic": topic.show(get_language() or "th"),
        "about": about_of(complaint, topic),
        "status": STATUSES[complaint.status],
        "waits": left is not None,
        "explained": bool(complaint.explanation),
        "late": -left if left is not None and left < 0 else 0,
    }


def _find(request: Request, complaint: UUID) -> "Complaint":
    try:
        return get_complaint(complaint, seen_by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None


def _page(request: Request, found: "Complaint", typed: str, errors: list[PageError]) -> HttpResponse:
    said = vault("registrar").open(token=request.session_token, purpose="review", records=records_of(found))
    opened = said["records"]
    context = _row(found) | {
        "office": get_office(request.actor.place),
        "entries": [(one, str(opened[str(one.record)].get("words", ""))) for one in said_to_office(found)],
        "acts": acts_open(found, request.actor),
        "typed": typed,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
        "longest": LONGEST_WORDS,
    }
    return render(request, "registrar/complaint.html", context, status=400 if errors else 200)
