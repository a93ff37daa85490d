"""From the first page to a draft: what is offered, which service fits, and beginning."""

from contextlib import suppress
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from workpermit.applications.services import start_application
from workpermit.casework.lifecycle import AlreadyBegun
from workpermit.catalogue.definition import Service
from workpermit.catalogue.finder import FinderStep
from workpermit.catalogue.kinds import Basis
from workpermit.catalogue.queries import (
    NoSuchService,
    ServiceVersionRef,
    cohort_window,
    find_services,
    get_service,
    list_services,
    open_cohorts,
)
from workpermit.core.actors import Role
from workpermit.sealing.client import vault
from workpermit.sealing.services import public_keys
from workpermit.sealing.token import COUNTER
from workpermit.sites.applicant.following import ways_to
from workpermit.sites.applicant.service_facts import service_facts
from workpermit.sites.applicant.ticket import begun, new_ticket, read_ticket
from workpermit.sites.http import AnyRequest, Request, signed_in
from workpermit.sites.http.assisted import NotAtACounter
from workpermit.sites.parts import PageError
from workpermit.work_notices.queries import get_notice
from workpermit.work_notices.services import start_notice

# The services by what comes of them, as the first page lists them.
GROUPS = (
    (gettext_lazy("Work permits"), ("permit",)),
    (gettext_lazy("Renewals"), ("renewal",)),
    (gettext_lazy("Changes and substitutes"), ("change", "substitute")),
    (gettext_lazy("Bringing in workers under an MOU"), ("request",)),
    (gettext_lazy("Notices"), ("notice",)),
)


@require_GET
def home(request: AnyRequest) -> HttpResponse:
    """What one can do here."""
    offered = list_services(timezone.now())
    groups = [(title, [one for one in offered if one.definition.kind in kinds]) for title, kinds in GROUPS]
    return render(request, "applicant/home.html", {"groups": [(title, found) for title, found in groups if found]})


@require_GET
def privacy(request: AnyRequest) -> HttpResponse:
    """How personal data is kept, who may see it, and the honest limits."""
    return render(request, "applicant/privacy.html")


@require_GET
def finder(request: AnyRequest) -> HttpResponse:
    """Do I need a permit, and which: one question on each page, the answers in the address."""
    given = {name: str(value) for name, value in request.GET.items() if name != "asked"}
    step = find_services(given, timezone.now())
    errors = []
    if step.question and request.GET.get("asked") == step.question_id:
        errors = [PageError(step.question_id, _("Choose one of the answers"))]
    context = {
        "step": step,
        "kept": [(name, given[name]) for name in step.asked if name in given and name != step.question_id],
        "back": _one_back(step, given),
        "errors": errors,
    }
    return render(request, "applicant/finder.html", context, status=422 if errors else 200)


def _one_back(step: FinderStep, given: dict[str, str]) -> str:
    """The address of the question before this one; the first page where there is none."""
    earlier = step.asked if step.outcome else step.asked[:-1]
    if not earlier:
        return "/"
    query = urlencode({name: given[name] for name in earlier[:-1]})
    return f"/finder/?{query}" if query else "/finder/"


@require_GET
def service(request: AnyRequest, service_id: str) -> HttpResponse:
    """What a service costs, needs and takes."""
    offered = _offered(service_id)
    context = {
        "service": offered.definition,
        "facts": service_facts(offered.definition),
        "window": cohort_window(offered.definition, timezone.now()),
        "closed": _is_closed(offered.definition, timezone.now()),
    }
    return render(request, "applicant/service.html", context)


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def start(request: Request, service_id: str) -> HttpResponse:
    """Begin a filing; the ids are made with the page, so that a form sent twice begins one."""
    offered = _offered(service_id)
    if request.claims.method == COUNTER and not _begins_with_help(offered.definition):
        raise NotAtACounter
    if request.method == "GET":
        return _start_page(request, offered.definition, [])
    case, subject = read_ticket(request.POST.get("ticket", ""), _begins(offered.definition), request.actor)
    is_notice = offered.definition.kind == "notice"
    self_filed = request.claims.method == COUNTER or _is_self_filed(request, offered.definition)
    if self_filed is None:
        return _start_page(request, offered.definition, [PageError("filer", _("Choose for whom you file"))])
    address = f"/{'notices' if is_notice else 'applications'}/{case}/"
    if _exists(request, case, is_notice=is_notice):
        return HttpResponseRedirect(address)
    vault("public").register_case(
        token=request.session_token, case=case, subject=subject, self_filed=self_filed and not is_notice
    )
    at = timezone.now()
    with suppress(AlreadyBegun):  # tapped twice
        if is_notice:
            start_notice(service=offered, subject=subject, notice=case, by=request.actor, at=at)
        else:
            start_application(
                service=offered, subject=subject, application=case, self_filed=self_filed, by=request.actor, at=at
            )
    return HttpResponseRedirect(address)


def _begins(definition: Service) -> str:
    return f"{definition.kind}/{definition.id}"


def _start_page(request: Request, definition: Service, errors: list[PageError]) -> HttpResponse:
    at = timezone.now()
    follows = definition.basis is Basis.PERMIT
    context = {
        "service": definition,
        "ways": ways_to(definition, reader=request.actor, keys=public_keys(), at=at) if follows else [],
        "ticket": new_ticket(_begins(definition), request.actor),
        "asks_filer": _asks_filer(definition) and request.claims.method != COUNTER,
        "window": cohort_window(definition, at),
        "closed": _is_closed(definition, at),
        "errors": errors,
    }
    return render(request, "applicant/start.html", context, status=422 if errors else 200)


def _begins_with_help(definition: Service) -> bool:
    """At a counter the worker files an application for himself: nothing that an employer says, and no notice."""
    return definition.kind != "notice" and definition.files_for_self()


def _is_closed(definition: Service, at: datetime) -> bool:
    """Whether none of the groups of a service that is for groups may file."""
    return bool(definition.cohorts) and not open_cohorts(definition, at)


def _asks_filer(definition: Service) -> bool:
    """Whether both the worker and others may file this application, so that somebody must say who does."""
    return definition.kind != "notice" and definition.files_for_self() and len(definition.filed_by) > 1


def _is_self_filed(request: Request, definition: Service) -> bool | None:
    """Whether the worker files for himself; None where nobody has said it."""
    if not _asks_filer(definition):
        return definition.files_for_self()
    return {"self": True, "other": False}.get(request.POST.get("filer", ""))


def _offered(service_id: str) -> ServiceVersionRef:
    try:
        return get_service(service_id, timezone.now())
    except NoSuchService:
        raise Http404 from None


def _exists(request: Request, case: UUID, *, is_notice: bool) -> bool:
    if not is_notice:
        return begun(request, case)
    try:
        get_notice(case, seen_by=request.actor)
    except ObjectDoesNotExist:
        return False
    return True
