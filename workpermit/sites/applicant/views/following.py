"""Beginning on a permit that is held, with what is known, and saying what of it has changed."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods

from workpermit.answers.queries import list_sections
from workpermit.applications.rules import check_open_to_change
from workpermit.applications.services import Earlier, carry_over, review_carried, start_application
from workpermit.casework.lifecycle import AlreadyBegun
from workpermit.catalogue.definition import Service
from workpermit.catalogue.queries import NoSuchService, cohort_window, get_service
from workpermit.core.actors import Role
from workpermit.documents.queries import list_evidence
from workpermit.permits.holdings import Holding
from workpermit.permits.queries import find_permit
from workpermit.sealing.client import vault
from workpermit.sealing.services import public_keys
from workpermit.sites.applicant.filing import (
    Filing,
    answers_in,
    get_filing,
    get_own_filing,
    open_if_there,
    open_records,
)
from workpermit.sites.applicant.following import Way, ways_of
from workpermit.sites.applicant.reading import read_sections
from workpermit.sites.applicant.ticket import begun, new_ticket, read_ticket
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import Fact

MOST = 100  # records that the vault opens at once


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def follow(request: Request, application_id: UUID, service_id: str) -> HttpResponse:
    """Begin a renewal, a change or a substitute, or a new permit after the end, with what is known of the permit."""
    filing = get_filing(request, application_id)
    permit = find_permit(filing.id)
    if permit is None:
        raise Http404
    [way] = ways_of([Holding(permit, filing.application)], reader=request.actor, keys=public_keys(), at=timezone.now())
    service = way.find(service_id)
    if service is None:
        return _not_now(request, way, service_id)
    begins = f"{service.kind}/{service.id}/{filing.id}"
    if request.method == "GET":
        context = {"way": way, "service": service, "ticket": new_ticket(begins, request.actor), "late": False}
        return render(request, "applicant/follow.html", context | {"window": cohort_window(service, way.at)})
    case, subject = read_ticket(request.POST.get("ticket", ""), begins, request.actor)
    if not begun(request, case):
        with suppress(AlreadyBegun):  # tapped twice
            _begin(request, way, service, case, subject)
    return HttpResponseRedirect(f"/applications/{case}/changed/")


def _not_now(request: Request, way: Way, service_id: str) -> HttpResponse:
    """A renewal that comes too late is told what to do instead; anything else is not there."""
    try:
        service = get_service(service_id, way.at).definition
    except NoSuchService:
        raise Http404 from None
    if service.kind != "renewal" or way.state != "expired":
        raise Http404
    return render(request, "applicant/follow.html", {"way": way, "service": service, "late": True}, status=409)


def _begin(request: Request, way: Way, service: Service, case: UUID, subject: UUID) -> None:
    """The vault opens the earlier filing for its own party and for nobody else; what it gave is sealed anew."""
    anew = service.kind == "permit"
    # A renewal that was being written when the permit ended has newer answers than the permit's own filing.
    written = way.filed if anew and way.filed and way.filed.filing_account == request.actor.id else None
    earlier = _open_earlier(request, (written or way.holding.application).pk)
    vault("public").register_case(token=request.session_token, case=case, subject=subject, self_filed=way.is_own)
    application = start_application(
        service=get_service(service.id, way.at),
        subject=subject,
        application=case,
        self_filed=way.is_own,
        basis="" if anew else way.holding.permit.number,
        by=request.actor,
        at=way.at,
    )
    held = None if anew else way.held()
    carry_over(application=application, earlier=earlier, held=held, by=request.actor, at=way.at)


def _open_earlier(request: Request, source: UUID) -> Earlier:
    """Answers and readable files of an earlier filing. Raises VaultRefused for anybody but its parties."""
    sections = list_sections(source)
    files = [one for one in list_evidence(source) if one.status == "ready"]
    records = [*(one.record for one in sections.values()), *(one.record for one in files)]
    opened: dict[UUID, dict[str, Any]] = {}
    for start in range(0, len(records), MOST):
        opened |= open_records(request, records[start : start + MOST])
    answers = {name: opened[one.record] for name, one in sections.items()}
    return Earlier(source, answers, [(one, opened[one.record]) for one in files])


@dataclass(frozen=True, slots=True)
class Kept:
    """A section that was taken over, for a quick check. `asked` anew in any case, or `ticked` by the filer."""

    id: str
    title: str | Promise
    facts: list[Fact]
    asked: bool
    ticked: bool
    href: str


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def changed(request: Request, application_id: UUID) -> HttpResponse:
    """What has changed since the last permit: boxes beside what was taken over; only what is ticked is asked."""
    filing = get_own_filing(request, application_id)
    check_open_to_change(filing.application, request.actor)
    if filing.carried is None:
        raise Http404
    if request.method == "GET":
        return _changed_page(request, filing)
    review_carried(
        application=filing.application,
        changed=request.POST.getlist("changed"),
        outdated=request.POST.getlist("outdated"),
        by=request.actor,
        at=timezone.now(),
    )
    return HttpResponseRedirect(_next(get_own_filing(request, application_id)))


def _changed_page(request: Request, filing: Filing) -> HttpResponse:
    stands = {name for name in filing.sections if filing.is_taken_over(name)}
    opened = open_if_there(request, [filing.sections[name].record for name in stands])
    context = {
        "filing": filing,
        "sealed": opened is None,
        "kept": list(_kept(filing, stands, opened)),
        "documents": _documents(filing),
        "permit": filing.application.basis,
    }
    return render(request, "applicant/changed.html", context)


def _kept(filing: Filing, stands: set[str], opened: dict[UUID, dict[str, Any]] | None) -> Iterable[Kept]:
    """The sections that stand as they were taken over, but the permit itself, which nobody changes here."""
    assert filing.carried is not None
    answers = None if opened is None else answers_in(filing, opened)
    for one in read_sections(filing, answers, change=False):
        name = one.section.id
        if name in stands and name != "permit":
            asked = name in filing.carried.asked
            ticked = not asked and not filing.sections[name].complete
            yield Kept(name, one.title, one.facts, asked, ticked, f"{filing.home}sections/{name}/")


def _documents(filing: Filing) -> list[Any]:
    """The documents of which an earlier file stands in this filing."""
    assert filing.carried is not None
    reused = {one.document for one in filing.evidence if str(one.pk) in filing.carried.files}
    return [one for one in filing.service.documents if one.id in reused]


def _next(filing: Filing) -> str:
    """What is still to do: a section, then a document, then handing in."""
    if filing.open_sections:
        return f"{filing.home}sections/{filing.open_sections[0].id}/"
    if filing.missing_documents:
        return f"{filing.home}documents/{filing.missing_documents[0].id}/"
    return f"{filing.home}check/" if filing.may_submit or filing.is_own else filing.home
