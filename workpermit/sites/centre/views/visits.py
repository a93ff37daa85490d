"""One visitor at the counter: the named fields for fifteen minutes, and what the clerk finds."""

import base64
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workpermit.answers.queries import list_sections
from workpermit.applications.queries import get_application
from workpermit.applications.services import confirm_identity, tell_not_confirmed
from workpermit.appointments.queries import get_appointment
from workpermit.appointments.services import finish_visit
from workpermit.catalogue.definition import Field, FieldType
from workpermit.catalogue.face_rules import face_rules
from workpermit.catalogue.forms import show_answer
from workpermit.catalogue.queries import get_centre, get_version
from workpermit.core.actors import Role
from workpermit.documents.queries import list_pages
from workpermit.documents.reading import read_file
from workpermit.identity.queries import count_biometrics, latest_chip, latest_face, list_identity_checks, reasons
from workpermit.identity.services import record_check
from workpermit.sealing.client import VaultRefused, vault
from workpermit.sites.centre.capture_words import say_biometrics, say_chip, say_face
from workpermit.sites.centre.device import RETRY, read_proof
from workpermit.sites.centre.visit import Visit, end_visit, find_visit, forget_visit
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import Fact, PageError

if TYPE_CHECKING:
    from workpermit.applications.models import Application
    from workpermit.appointments.models import Appointment
    from workpermit.documents.models import Page

SHOWN_PAPERS = ("photo", "passport")  # the vault opens no other paper at a counter
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
FIELDS = (
    "given_names",
    "family_name",
    "sex",
    "birth_date",
    "nationality",
    "passport_number",
    "passport_issued_on",
    "passport_expires_on",
)
QUESTIONS: dict[str, str | Promise] = {
    "face": gettext_lazy("The person before me is the one in the photograph and in the passport."),
    "paper": gettext_lazy("Names, number, nationality and dates are in the passport exactly as shown here."),
    "passport": gettext_lazy("The passport is the original, undamaged, and has not expired."),
}
REASONS: dict[str, str | Promise] = {
    "face_differs": gettext_lazy("The face differs from the photograph or the passport"),
    "paper_differs": gettext_lazy("The passport differs from what is shown here"),
    "paper_damaged": gettext_lazy("The passport is damaged or may have been altered"),
    "paper_expired": gettext_lazy("The passport has expired"),
}
# What the register says about the person under another account; `no` needs no words.
KNOWN: dict[str, tuple[str | Promise, str | Promise]] = {
    "yes": (
        gettext_lazy("A counter has seen this person under another account."),
        gettext_lazy("Ask whether the visitor has another account. Confirm only if the person before you is the one."),
    ),
    "ask": (
        gettext_lazy("The same passport number was filed under another account."),
        gettext_lazy("Ask the visitor, and compare the number with the passport once more."),
    ),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the clerk's checklist."""

    id: str
    text: str | Promise
    ticked: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page image inside the page itself, so that everything is one look."""

    document: str
    source: str


@require_http_methods(["GET", "POST"])
@signed_in(Role.OPERATOR_CLERK)
def show(request: Request, appointment: UUID) -> HttpResponse:
    """The named fields, the photograph and the passport's pages, in one look that the device has signed.

    Asked for without a signature, the page says what is to be signed, and its script posts it here.
    """
    found, at = find_own(request, appointment), timezone.now()
    if found.status == "kept":
        return HttpResponseRedirect(reverse("visit-done", args=[appointment]))
    visit = find_visit(request, appointment)
    if visit is None or not visit.seconds_left(at):
        return _time_is_over(request, found)
    if request.method == "GET":
        return _ask_device(request, found, visit)
    return _show(request, found, visit, at)


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def confirm(request: Request, appointment: UUID) -> HttpResponse:
    """Confirm that the visitor is the worker. The vault first: without its word no permit is issued."""
    found = find_own(request, appointment)
    visit = find_visit(request, appointment)
    if visit is None:
        return _time_is_over(request, found)
    if any(name not in request.POST for name in QUESTIONS):
        return _ask_device(request, found, visit, wrong="confirm")
    try:
        device = read_proof(request)
        vault("operator").confirm_identity(token=request.session_token, visit=visit.id, device=device)
    except VaultRefused as refusal:
        if refusal.code == "expired":
            return _time_is_over(request, found)
        if refusal.code in RETRY:
            return _ask_device(request, found, visit, wrong="signature")
        raise
    _keep(request, found, visit, reason="")
    return _to_done(found)


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def cannot_confirm(request: Request, appointment: UUID) -> HttpResponse:
    """Say why the person cannot be confirmed. The application stays where it is; the worker books again."""
    found = find_own(request, appointment)
    visit = find_visit(request, appointment)
    if visit is None:
        return _time_is_over(request, found)
    reason = request.POST.get("reason", "")
    if reason not in dict(reasons()):
        return _ask_device(request, found, visit, wrong="reason")
    _keep(request, found, visit, reason=reason)
    response = _to_done(found)
    end_visit(request, response, appointment)
    return response


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def done(request: Request, appointment: UUID) -> HttpResponse:
    """What was found, and what the visitor does now. No personal data."""
    found = find_own(request, appointment)
    checks = [one for one in list_identity_checks(found.application) if one.appointment == found.pk]
    if not checks:
        return HttpResponseRedirect(reverse("today"))
    context = {
        "check": checks[0],
        "reason": REASONS.get(checks[0].reason, ""),
        "centre": get_centre(request.actor.place),
        "number": _application(request, found).number,
    }
    return render(request, "centre/done.html", context)


@transaction.atomic
def _keep(request: Request, appointment: "Appointment", visit: Visit, *, reason: str) -> None:
    """The visit ends, the finding is recorded, and a confirmed worker's application moves on: all or nothing."""
    at = timezone.now()
    finish_visit(appointment, by=request.actor, at=at)
    record_check(
        application=appointment.application,
        appointment=appointment.pk,
        visit=visit.id,
        centre=request.actor.place,
        reason=reason,
        by=request.actor,
        at=at,
    )
    application = _application(request, appointment)
    if reason:
        tell_not_confirmed(application=application, centre=request.actor.place, by=request.actor, at=at)
    else:
        confirm_identity(application=application, by=request.actor, at=at)


def _ask_device(
    request: Request, appointment: "Appointment", visit: Visit, *, wrong: str = "", by_itself: bool = True
) -> HttpResponse:
    """Nothing of the visit yet: the page that the device signs for. `wrong` is what the next page has to say."""
    context = {
        "appointment": appointment,
        "number": _application(request, appointment).number,
        "centre": get_centre(request.actor.place),
        "visit": visit.id,
        "ticked": [name for name in QUESTIONS if name in request.POST],
        "wrong": wrong,
        "by_itself": by_itself,
    }
    return render(request, "centre/opening.html", context, status=400 if wrong else 200)


def _show(request: Request, found: "Appointment", visit: Visit, at: datetime) -> HttpResponse:
    application = _application(request, found)
    pages = _pages(application.pk)
    worker = list_sections(application.pk)["worker"].record
    wanted = [worker, *(page.record for page in pages)]
    try:
        said = vault("operator").open_visit(
            token=request.session_token, visit=visit.id, records=wanted, device=read_proof(request)
        )
    except VaultRefused as refusal:
        if refusal.code == "expired":
            return _time_is_over(request, found)
        if refusal.code in RETRY:
            # Not by itself: a device whose signature never fits would go round and round.
            return _ask_device(request, found, visit, by_itself=False)
        raise
    opened = said["records"]
    sheets = [_sheet(page, opened[str(page.record)]) for page in pages]
    errors = _errors(request)
    context = {
        "appointment": found,
        "number": application.number,
        "centre": get_centre(request.actor.place),
        "visit": visit.id,
        "facts": _facts(application, opened[str(worker)]),
        "photos": [sheet for sheet in sheets if sheet.document == "photo"],
        "passport": [sheet for sheet in sheets if sheet.document == "passport"],
        "face": say_face(latest_face(visit.id)),
        "chip": say_chip(latest_chip(visit.id)),
        "takes_biometrics": bool(face_rules().records),
        "biometric": say_biometrics(count_biometrics(visit.id)),
        "questions": [Question(name, text, name in request.POST) for name, text in QUESTIONS.items()],
        "reasons": [(code, REASONS[code]) for code, _label in reasons()],
        "seconds_left": visit.seconds_left(at),
        "until": visit.until,
        "known": KNOWN.get(said["known"]),
        "mark": _mark(request, said["counter"], at),
        "marks": range(40),
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    return render(request, "centre/visit.html", context, status=400 if errors else 200)


def _mark(request: Request, counter: str, at: datetime) -> str:
    """What stands across the page: where it was opened, when and by whom, so that a photograph of it says so."""
    return f"{request.actor.place} · {counter} · {timezone.localtime(at):%Y-%m-%d %H:%M} · {str(request.actor.id)[-6:]}"


def _errors(request: Request) -> list[PageError]:
    """What was wrong with the form that was sent before this look."""
    wrong = request.POST.get("wrong", "")
    unticked = [name for name in QUESTIONS if name not in request.POST]
    if wrong == "confirm" and unticked:
        return [PageError(unticked[0], _("Look and tick, or choose “I cannot confirm”."))]
    if wrong == "signature":
        return [PageError("face", _("This counter's signature is too old or was used already. Confirm again."))]
    return [PageError("reason-1", _("Choose why."))] if wrong == "reason" else []


def _sheet(page: "Page", value: dict[str, Any]) -> Sheet:
    image = base64.b64encode(read_file(value)).decode("ascii")
    return Sheet(page.evidence.document, f"data:image/jpeg;base64,{image}")


def _facts(application: "Application", worker: dict[str, Any]) -> list[Fact]:
    section = get_version(application.service_version).section_by_id("worker")
    language = get_language() or "th"
    asked = {field.id: field for field in section.fields}
    shown = ((asked[name], worker.get(name)) for name in FIELDS if name in asked)
    return [
        Fact(field.label.show(language), _as_on_paper(field, value, language), number=field.id == "passport_number")
        for field, value in shown
        if value
    ]


def _as_on_paper(field: Field, value: Any, language: str) -> str:
    """An answer in words; a date also as passports print it (ICAO 9303-4), for it is compared with one."""
    words = show_answer(field, value, language)
    if field.type is not FieldType.DATE:
        return words
    day = date.fromisoformat(str(value))
    return f"{words} · {day.day:02d} {MONTHS[day.month - 1]} {day.year}"


def _pages(application: UUID) -> "list[Page]":
    return [page for page in list_pages(application) if page.evidence.document in SHOWN_PAPERS]


def find_own(request: Request, appointment: UUID) -> "Appointment":
    """An appointment at this clerk's own centre; another centre's is not found."""
    try:
        found = get_appointment(appointment)
    except ObjectDoesNotExist:
        raise Http404 from None
    if found.centre != request.actor.place:
        raise Http404
    return found


def _application(request: Request, appointment: "Appointment") -> "Application":
    return get_application(appointment.application, seen_by=request.actor)


def _time_is_over(request: Request, appointment: "Appointment") -> HttpResponse:
    number = _application(request, appointment).number
    context = {"number": number, "appointment": appointment.pk}
    return render(request, "centre/time_is_over.html", context, status=410)


def _to_done(appointment: "Appointment") -> HttpResponseRedirect:
    response = HttpResponseRedirect(reverse("visit-done", args=[appointment.pk]))
    forget_visit(response)
    return response
