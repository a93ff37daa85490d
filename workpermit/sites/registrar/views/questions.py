"""Asking the parties of an application, and taking a question back."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from workpermit.applications.queries import get_application
from workpermit.catalogue.queries import get_version
from workpermit.core.text import one_form
from workpermit.documents.queries import USABLE, list_evidence
from workpermit.questions.queries import get_question
from workpermit.questions.rules import check_asked_at
from workpermit.questions.services import ask_question, take_back_question
from workpermit.questions.topics import About
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import PageError
from workpermit.sites.registrar.dossier import HEADINGS
from workpermit.sites.registrar.views.applications import OFFICERS
from workpermit.sites.registrar.views.decisions import LONGEST_WORDS

if TYPE_CHECKING:
    from workpermit.applications.models import Application


@require_http_methods(["GET", "POST"])
@signed_in(*OFFICERS)
def ask(request: Request, application: UUID) -> HttpResponse:
    """Ask about an answer, about a document, or about anything."""
    found = _find(request, application)
    check_asked_at(found, request.actor)
    if request.method == "GET":
        return _page(request, found, "", "", [])
    name, words = request.POST.get("about", ""), one_form(request.POST.get("words", "")).strip()
    errors = []
    try:
        about = About.from_name(name)
    except ValueError:
        errors.append(PageError("about", _("Choose what the question is about.")))
    if not words:
        errors.append(PageError("words", _("Write the question.")))
    if len(words) > LONGEST_WORDS:
        errors.append(PageError("words", _("Please shorten this to 4,000 characters.")))
    if errors:
        return _page(request, found, name, words, errors)
    ask_question(application=found, about=about, words=words, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{reverse('case', args=[found.pk])}#questions")


@require_POST
@signed_in(*OFFICERS)
def take_back(request: Request, application: UUID, question: UUID) -> HttpResponse:
    """Say that no answer is needed any more."""
    found = _find(request, application)
    try:
        asked = get_question(question, application=found.pk)
    except ObjectDoesNotExist:
        raise Http404 from None
    take_back_question(question=asked, application=found, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{reverse('case', args=[found.pk])}#questions")


def _find(request: Request, application: UUID) -> "Application":
    try:
        return get_application(application, seen_by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None


def _page(
    request: Request, application: "Application", about: str, words: str, errors: list[PageError]
) -> HttpResponse:
    service = get_version(application.service_version)
    there = {one.document for one in list_evidence(application.pk) if one.status in USABLE}
    context = {
        "application": application,
        "service": service,
        "sections": [(HEADINGS.get(one.id, one.title), one) for one in service.sections],
        "documents": [one for one in service.documents if one.id in there],
        "window": service.windows.answer,
        "about": about,
        "words": words,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
        "longest_words": LONGEST_WORDS,
    }
    return render(request, "registrar/ask.html", context, status=400 if errors else 200)
