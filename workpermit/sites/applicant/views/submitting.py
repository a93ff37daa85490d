"""Checking the answers, handing in, handing in again, and taking back."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from workpermit.applications.rules import STRONG_METHODS, check_method
from workpermit.applications.services import (
    amend_application,
    resubmit_application,
    submit_application,
    withdraw_application,
)
from workpermit.catalogue.leaving import new_employer_by
from workpermit.core.actors import Role
from workpermit.fees.queries import find_bill
from workpermit.sites.applicant.filing import Filing, answers_in, get_own_filing, open_if_there
from workpermit.sites.applicant.following import ended_before
from workpermit.sites.applicant.reading import changes_of, documents_of, read_sections, records_before
from workpermit.sites.applicant.views.filings import state_of
from workpermit.sites.applicant.views.joining import can_confirm
from workpermit.sites.http import Request, signed_in


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def check(request: Request, application_id: UUID) -> HttpResponse:
    """All answers on one page, and the button that hands them in.

    A form that is sent twice, or again from the page before, ends at the same confirmation.
    """
    filing = get_own_filing(request, application_id)
    if not filing.is_being_written:
        return HttpResponseRedirect(f"{filing.home}submitted/" if filing.application.number else filing.home)
    if request.method == "GET":
        return _check_page(request, filing)
    act = submit_application if filing.application.status == "draft" else resubmit_application
    act(application=filing.application, method=request.claims.method, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{filing.home}submitted/")


def _check_page(request: Request, filing: Filing) -> HttpResponse:
    # Submitting needs no vault, and a day on which the law counts does not wait for one.
    opened = open_if_there(request, [*(saved.record for saved in filing.sections.values()), *records_before(filing)])
    answers = None if opened is None else answers_in(filing, opened)
    context = {
        "filing": filing,
        "sealed": opened is None,
        "new_job_by": new_employer_by(filing.service, answers) if answers else None,
        "sections": read_sections(filing, answers, change=True),
        "documents": documents_of(filing),
        "changes": changes_of(filing, opened) if opened else None,
        "strong": request.claims.method in STRONG_METHODS,
        "again": filing.application.status != "draft",
        "sign": filing.is_own and not filing.is_confirmed,
        "can_confirm": can_confirm(filing),
        "state": state_of(filing),
        "ended": ended_before(filing.application, timezone.now()),
    }
    return render(request, "applicant/check.html", context)


@require_GET
@signed_in(Role.APPLICANT)
def submitted(request: Request, application_id: UUID) -> HttpResponse:
    """The confirmation: the number, what happens next and when. It can be opened again at any time."""
    filing = get_own_filing(request, application_id)
    if not filing.application.number:
        return HttpResponseRedirect(filing.home)
    context = {"filing": filing, "bill": find_bill(filing.id, "F1"), "state": state_of(filing)}
    return render(request, "applicant/submitted.html", context)


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def amend(request: Request, application_id: UUID) -> HttpResponse:
    """Ask once more, then let the filer change what was handed in."""
    filing = get_own_filing(request, application_id)
    if filing.application.status == "amending":
        return HttpResponseRedirect(filing.home)
    if request.method == "GET":
        return render(request, "applicant/amend.html", {"filing": filing, "open": "amend" in filing.acts})
    amend_application(application=filing.application, method=request.claims.method, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(filing.home)


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def withdraw(request: Request, application_id: UUID) -> HttpResponse:
    """Ask once more, then end the application at the filer's wish."""
    filing = get_own_filing(request, application_id)
    if filing.application.status == "withdrawn":
        return HttpResponseRedirect(filing.home if filing.application.number else "/filings/")
    if request.method == "GET":
        return render(request, "applicant/withdraw.html", {"filing": filing, "open": "withdraw" in filing.acts})
    check_method(request.claims.method)
    withdraw_application(application=filing.application, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(filing.home if filing.application.number else "/filings/")
