"""Booking the visits of several workers in one act, and what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from workpermit.applications.ready import list_awaiting, list_chosen
from workpermit.applications.services import book_together
from workpermit.appointments.places import times_offered
from workpermit.appointments.queries import get_group, list_open_appointments
from workpermit.catalogue.definition import Service, Text
from workpermit.catalogue.queries import booking_limit, get_centre, get_version
from workpermit.centres.queries import nearest_places
from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.sites.applicant.titles import titles_of
from workpermit.sites.http import Request, signed_in
from workpermit.sites.needs_text import NEEDS
from workpermit.sites.parts import PageError
from workpermit.sites.rules_text import sentence_for
from workpermit.sites.sentence import Sentence

if TYPE_CHECKING:
    from workpermit.applications.models import Application
    from workpermit.appointments.models import Appointment
    from workpermit.catalogue.reference import Centre

WAYS = {"together": False, "spread": True}


@dataclass(frozen=True, slots=True)
class Row:
    """One application in the list; after booking with its place, or with what kept it from one."""

    application: "Application"
    title: str
    service: Service
    appointment: "Appointment | None" = None
    sentence: Sentence | None = None

    @property
    def href(self) -> str:
        """The application's appointment."""
        return f"/applications/{self.application.pk}/appointment/"

    @property
    def centre(self) -> Text | None:
        """The name of the centre where its place is."""
        return get_centre(self.appointment.centre).name if self.appointment else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says. `day` and `hour` are None where nothing or nonsense was posted."""

    chosen: frozenset[str]
    centre: str
    day: date | None
    hour: int | None
    way: str
    needs: tuple[str, ...]


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def visits(request: Request) -> HttpResponse:
    """Who waits for a visit. The group's id is made with the page: a form sent twice acts once."""
    if request.method == "GET":
        return _page(request, None, [])
    asked = _asked(request)
    errors = _errors(asked)
    if errors or asked.day is None or asked.hour is None:
        return _page(request, asked, errors)
    made = book_together(
        group=_uuid(request.POST.get("group", "")),
        applications=list_chosen([_uuid(text) for text in sorted(asked.chosen)], seen_by=request.actor),
        centre=asked.centre,
        day=asked.day,
        hour=asked.hour,
        spread=WAYS[asked.way],
        needs=asked.needs,
        by=request.actor,
        at=timezone.now(),
    )
    return HttpResponseRedirect(f"/visits/{made.pk}/")


@require_GET
@signed_in(Role.APPLICANT)
def group(request: Request, group_id: UUID) -> HttpResponse:
    """Who has a place, when and where, and who has none and why."""
    try:
        found = get_group(group_id, seen_by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None
    said = {UUID(entry["application"]): entry["problem"] for entry in found.entries}
    applications = list_chosen(list(said), seen_by=request.actor)
    places = list_open_appointments(list(said))
    names, sealed = titles_of(request, applications)
    booked: list[Row] = []
    left_out: list[Row] = []
    for one in applications:
        name, service, place = names[one.pk], get_version(one.service_version), places.get(one.pk)
        if place:
            booked.append(Row(one, name, service, place))
        elif said[one.pk]:
            left_out.append(Row(one, name, service, sentence=sentence_for(said[one.pk])))
    booked.sort(key=lambda row: (row.appointment.begins_at, row.title) if row.appointment else ())
    context = {"group": found, "booked": booked, "left_out": left_out, "sealed": sealed, "here": "filings"}
    return render(request, "applicant/group.html", context)


def _page(request: Request, asked: Asked | None, errors: list[PageError]) -> HttpResponse:
    waiting = list_awaiting(seen_by=request.actor)
    names, sealed = titles_of(request, waiting)
    most = booking_limit("together")
    centres = _places(waiting[0].province) if waiting else []
    days, hours = times_offered([one.code for one in centres], timezone.now())
    chosen = asked.chosen if asked else _chosen_at_first(request, waiting[:most])
    context = {
        "rows": [Row(one, names[one.pk], get_version(one.service_version)) for one in waiting],
        "chosen": chosen,
        "asked": asked,
        "centres": centres,
        "days": days,
        "hours": hours,
        "needs": NEEDS,
        "most": most,
        "group": uuid7(),
        "sealed": sealed,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
        "here": "filings",
    }
    return render(request, "applicant/visits.html", context, status=422 if errors else 200)


def _places(province: str) -> "list[Centre]":
    """Centres and mobile units on tour, nearest first, each once."""
    found = nearest_places(province, timezone.now())
    return list({one.code: one for one, _km in reversed(found)}.values())[::-1]


def _chosen_at_first(request: Request, waiting: "list[Application]") -> frozenset[str]:
    """All that one act may book, or none: two links on the page, which work without a script."""
    return frozenset() if request.GET.get("select") == "none" else frozenset(str(one.pk) for one in waiting)


def _asked(request: Request) -> Asked:
    posted, hour = request.POST, request.POST.get("hour", "")
    return Asked(
        chosen=frozenset(posted.getlist("chosen")),
        centre=posted.get("centre", ""),
        day=_day(posted.get("day", "")),
        hour=int(hour) if hour.isdecimal() and len(hour) < 3 else None,
        way=posted.get("way", ""),
        needs=tuple(posted.getlist("need")),
    )


def _errors(asked: Asked) -> list[PageError]:
    errors = []
    if not asked.chosen:
        errors.append(PageError("chosen", _("Choose at least one application.")))
    if not asked.centre:
        errors.append(PageError("centre", _("Choose a service centre")))
    if asked.day is None:
        errors.append(PageError("day", _("Choose a day")))
    if asked.hour is None:
        errors.append(PageError("hour", _("Choose a time")))
    if asked.way not in WAYS:
        errors.append(PageError("way", _("Choose how they come")))
    return errors


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
