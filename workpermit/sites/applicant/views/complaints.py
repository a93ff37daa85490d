"""Complaints: filing one, following it to its answer, reopening it once, closing it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workpermit.applications.queries import list_own
from workpermit.catalogue.queries import get_office, get_province, get_version, list_centres, list_offices
from workpermit.complaints.queries import acts_open, days_left, get_complaint, list_own_complaints
from workpermit.complaints.rules import LONGEST_WORDS, ComplaintAboutNothing, office_of
from workpermit.complaints.services import close_complaint, file_complaint, reopen_complaint
from workpermit.complaints.topics import About, Topic, UnknownTopic, all_topics, answer_days, get_topic
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import show_number
from workpermit.core.text import one_form
from workpermit.sealing.client import vault
from workpermit.sites.applicant.filing import open_if_there
from workpermit.sites.applicant.looks import read_looks
from workpermit.sites.applicant.ticket import new_ticket, read_ticket
from workpermit.sites.applicant.words import COMPLAINT_STATUSES
from workpermit.sites.complained import about_of, said_in
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import PageError

if TYPE_CHECKING:
    from workpermit.complaints.models import Complaint

Choices = list[tuple[str, list[tuple[str, str]]]]  # heading (may be empty) and its values with their words


@require_GET
@signed_in(Role.APPLICANT)
def complaints(request: Request) -> HttpResponse:
    """The reader's complaints, newest first: numbers, subjects and how they stand."""
    language = _language()
    rows = [
        {"complaint": one, "topic": get_topic(one.topic).show(language), "status": COMPLAINT_STATUSES[one.status]}
        for one in list_own_complaints(seen_by=request.actor)
    ]
    return render(request, "applicant/complaints.html", {"rows": rows})


@require_GET
@signed_in(Role.APPLICANT)
def choose_topic(request: Request) -> HttpResponse:
    """What a complaint can be about."""
    language = _language()
    topics = [(one.id, one.show(language)) for one in all_topics().values()]
    return render(request, "applicant/complaint_topics.html", {"topics": topics, "days": answer_days()})


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def new_complaint(request: Request, topic_id: str) -> HttpResponse:
    """What exactly it is about, and what happened. The ids are made with the page: a form sent twice files one."""
    try:
        topic = get_topic(topic_id)
    except UnknownTopic:
        raise Http404 from None
    if request.method == "GET":
        return _form(request, topic, new_ticket(f"complaint/{topic.id}", request.actor), "", "", [])
    about, typed = request.POST.get("about", ""), one_form(request.POST.get("words", "")).strip()
    ticket = request.POST.get("ticket", "")
    case, subject = read_ticket(ticket, f"complaint/{topic.id}", request.actor)
    errors = _errors(typed)
    office = ""
    try:
        office = office_of(topic, about, request.actor)
    except ComplaintAboutNothing:
        errors.insert(0, PageError("about", _("Choose what the complaint is about.")))
    if errors:
        return _form(request, topic, ticket, about, typed, errors)
    # The vault lets the office's registrars open it by one of the office's provinces.
    province = get_office(office).provinces[0]
    vault("public").register_case(token=request.session_token, case=case, subject=subject, province=province)
    at = timezone.now()
    file_complaint(complaint=case, subject=subject, topic=topic.id, about=about, words=typed, by=request.actor, at=at)
    return HttpResponseRedirect(f"/complaints/{case}/")


@require_GET
@signed_in(Role.APPLICANT)
def complaint(request: Request, complaint_id: UUID) -> HttpResponse:
    """One complaint: how it stands, until when the office is to answer, and what was said."""
    return _page(request, _find(request, complaint_id), "", [])


@require_GET
@signed_in(Role.APPLICANT)
def looks(request: Request, complaint_id: UUID) -> HttpResponse:
    """Who opened the words of a complaint."""
    found = _find(request, complaint_id)
    rows = vault("public").access_log(token=request.session_token, case=found.pk)
    context = {"back": f"/complaints/{found.pk}/", "number": found.number}
    return render(request, "applicant/looks.html", context | read_looks(rows, None))


@require_POST
@signed_in(Role.APPLICANT)
def reopen(request: Request, complaint_id: UUID) -> HttpResponse:
    """Say once why the answer does not settle it."""
    found, typed = _find(request, complaint_id), one_form(request.POST.get("words", "")).strip()
    errors = _errors(typed)
    if errors and "reopen_complaint" in acts_open(found, request.actor):
        return _page(request, found, typed, errors)
    reopen_complaint(complaint=found, words=typed, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"/complaints/{found.pk}/")


@require_POST
@signed_in(Role.APPLICANT)
def close(request: Request, complaint_id: UUID) -> HttpResponse:
    """End the complaint; once more changes nothing."""
    found = _find(request, complaint_id)
    if found.status != "closed":
        close_complaint(complaint=found, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"/complaints/{found.pk}/")


def _find(request: Request, complaint: UUID) -> "Complaint":
    try:
        return get_complaint(complaint, seen_by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None


def _page(request: Request, found: "Complaint", typed: str, errors: list[PageError]) -> HttpResponse:
    topic = get_topic(found.topic)
    entries = said_in(found)
    opened = open_if_there(request, [entry.record for entry in entries])
    left = days_left(found, bangkok_date(timezone.now()))
    context = {
        "complaint": found,
        "topic": topic.show(_language()),
        "about": about_of(found, topic),
        "office": get_office(found.office),
        "status": COMPLAINT_STATUSES[found.status],
        "entries": [(entry, str((opened or {}).get(entry.record, {}).get("words", ""))) for entry in entries],
        "sealed": opened is None,
        "left": left,
        "late": -left if left is not None and left < 0 else 0,
        "acts": acts_open(found, request.actor),
        **_typed(typed, errors),
    }
    return render(request, "applicant/complaint.html", context, status=422 if errors else 200)


def _form(request: Request, topic: Topic, ticket: str, about: str, typed: str, errors: list[PageError]) -> HttpResponse:
    context = {
        "topic": topic,
        "title": topic.show(_language()),
        "choices": _choices(request, topic),
        "ticket": ticket,
        "about": about,
        **_typed(typed, errors),
    }
    return render(request, "applicant/complaint_new.html", context, status=422 if errors else 200)


def _typed(typed: str, errors: list[PageError]) -> dict[str, Any]:
    wrong = {error.field: error.message for error in errors}
    return {"typed": typed, "errors": errors, "wrong": wrong, "longest": LONGEST_WORDS}


def _choices(request: Request, topic: Topic) -> Choices:
    """What the form lets one choose: centres by province, offices, or the reader's own applications."""
    language = _language()
    if topic.about is About.OFFICE:
        return [("", [(one.code, one.name.show(language)) for one in list_offices()])]
    if topic.about is About.CENTRE:
        groups: dict[str, list[tuple[str, str]]] = {}
        for centre in list_centres():
            groups.setdefault(centre.province, []).append((centre.code, centre.name.show(language)))
        return [(get_province(province).name.show(language), rows) for province, rows in groups.items()]
    own = [
        (str(one.number), get_version(one.service_version).short_name.show(language))
        for one in list_own(seen_by=request.actor)
        if one.number and one.office
    ]
    return [("", [(number, f"{show_number(number)} · {name}") for number, name in own])] if own else []


def _errors(typed: str) -> list[PageError]:
    if not typed:
        return [PageError("words", _("Write what happened."))]
    if len(typed) > LONGEST_WORDS:
        return [PageError("words", _("Please shorten this to 4,000 characters."))]
    return []


def _language() -> str:
    return get_language() or "th"
