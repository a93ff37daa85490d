"""The course of an application: what happens next, what has happened, who looked, what was written."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from workpermit.applications.queries import latest_results
from workpermit.appointments.queries import list_appointments
from workpermit.catalogue.queries import office_for
from workpermit.centres.queries import where_is
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.decisions.queries import find_decision
from workpermit.fees.queries import list_bills
from workpermit.letters.queries import list_letters
from workpermit.permits.queries import find_approval, find_permit
from workpermit.questions.queries import list_questions
from workpermit.sealing.client import vault
from workpermit.sites.applicant import words
from workpermit.sites.applicant.course import course_of
from workpermit.sites.applicant.filing import Filing, get_filing, get_own_notice, open_if_there
from workpermit.sites.applicant.following import still_worked_on
from workpermit.sites.applicant.looks import Look, read_looks
from workpermit.sites.applicant.stages import stage
from workpermit.sites.applicant.views.cards import card_of
from workpermit.sites.asked import asked_of
from workpermit.sites.http import Request, signed_in

ENDED = ("issued", "refused", "withdrawn", "lapsed")
OUTCOMES = {"pass": "ok", "clear": "ok", "look": "warn", "stop": "bad", "unknown": "none"}


def track(request: Request, filing: Filing) -> HttpResponse:
    """The page of an application for its parties, once it is not (or not by them) being written."""
    # Read here and not from the modules of the list and of joining, which show this page.
    from workpermit.sites.applicant.views.filings import returned_with, state_of
    from workpermit.sites.applicant.views.joining import can_confirm, may_invite

    application = filing.application
    appointments = list_appointments(filing.id)
    questions = asked_of(list_questions(filing.id), filing.service)
    question = next((one for one in questions if one.status == "asked" and filing.is_with_officers), None)
    context = {
        "filing": filing,
        "stage": stage(application, filing.service, asked=question is not None),
        "goes_on": still_worked_on(application),
        "steps": course_of(filing),
        "bills": [(bill, words.BILL_PURPOSES[bill.kind], *words.BILL_STATUSES[bill.status]) for bill in _bills(filing)],
        "open_bill": next((bill for bill in _bills(filing) if bill.status == "open"), None),
        "results": _results(filing),
        "office": office_for(application.province) if application.province else None,
        "appointment": appointments[0] if appointments else None,
        "centre": where_is(appointments[0].centre, appointments[0].day, at=timezone.now()) if appointments else None,
        "refusal": _refusal(request, filing),
        "returned": returned_with(request, filing),
        "questions": questions,
        "question": question,
        "permit": find_permit(filing.id),
        "card": card_of(filing),
        "approval": find_approval(filing.id),
        "invite": filing.is_filer and may_invite(filing) and not filing.is_being_written,
        "can_confirm": can_confirm(filing),
        "issue_by": issue_by(filing),
        "may_amend": "amend" in filing.acts,
        "may_withdraw": "withdraw" in filing.acts,
        "state": state_of(filing),
    }
    return render(request, "applicant/tracking.html", context)


def issue_by(filing: Filing) -> date | None:
    """The last day of the office's own period, where the service has one and the case still runs."""
    days, submitted = filing.service.office_days, filing.application.submitted_at
    if days is None or submitted is None or filing.application.status in ENDED:
        return None
    return bangkok_date(submitted) + timedelta(days=days)


def _bills(filing: Filing) -> Any:
    return list_bills(filing.id)


def _results(filing: Filing) -> list[tuple[Any, Any, str]]:
    """Each automatic check with what it found; nothing is kept back from the parties."""
    checks = {check.code: check for check in filing.service.checks}
    return [
        (checks[result.code], result, OUTCOMES.get(result.outcome, "none"))
        for result in latest_results(filing.id)
        if result.code in checks
    ]


def _refusal(request: Request, filing: Filing) -> dict[str, Any] | None:
    if filing.application.status != "refused":
        return None
    decision = find_decision(filing.id)
    if decision is None:
        return None
    opened = open_if_there(request, [decision.reason])
    words = opened[decision.reason].get("words", "") if decision.reason and opened is not None else ""
    said = {"decision": decision, "reasons": [filing.service.reason(code) for code in decision.reasons]}
    return said | {"words": words, "sealed": opened is None, "days": filing.service.appeal_days}


@require_GET
@signed_in(Role.APPLICANT)
def looks(request: Request, application_id: UUID) -> HttpResponse:
    """Who looked at the data of an application, newest first, in plain words."""
    filing = get_filing(request, application_id)
    context = {"back": filing.home, "service": filing.service, "number": filing.application.number}
    return render(request, "applicant/looks.html", context | _looks(request, filing))


@require_GET
@signed_in(Role.APPLICANT)
def notice_looks(request: Request, notice_id: UUID) -> HttpResponse:
    """The same for a notice."""
    notice = get_own_notice(request, notice_id)
    context = {"back": notice.home, "service": notice.service, "number": notice.notice.number}
    return render(request, "applicant/looks.html", context | _looks(request, notice))


def _looks(request: Request, filing: Any) -> dict[str, list[Look]]:
    rows = vault("public").access_log(token=request.session_token, case=filing.id)
    return read_looks(rows, filing.service)


@require_GET
@signed_in(Role.APPLICANT)
def letters(request: Request, application_id: UUID) -> HttpResponse:
    """The letters that went to the reader about an application."""
    filing = get_filing(request, application_id)
    sent = [
        (letter, words.LETTERS.get(letter.template, letter.template), *words.LETTER_STATUSES[letter.status])
        for letter in reversed(list_letters(filing.id))
    ]
    return render(request, "applicant/letters.html", {"filing": filing, "letters": sent})
