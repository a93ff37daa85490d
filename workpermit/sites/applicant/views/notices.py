"""Notices to the registrar: the legal clock, the form, filing, the acknowledgement."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workpermit.applications.rules import check_method
from workpermit.casework.lifecycle import AlreadyBegun
from workpermit.catalogue.definition import Text
from workpermit.catalogue.kinds import Basis
from workpermit.catalogue.queries import NoSuchService, get_service, holidays
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date, last_day
from workpermit.sealing.client import vault
from workpermit.sites.applicant.filing import Notice, answers_in, get_own_notice, open_if_there, open_records
from workpermit.sites.applicant.reading import read_sections
from workpermit.sites.applicant.stages import notice_stage
from workpermit.sites.applicant.tasks import section_tasks
from workpermit.sites.applicant.ticket import new_ticket, read_ticket
from workpermit.sites.http import Request, signed_in
from workpermit.work_notices.queries import get_notice
from workpermit.work_notices.services import URGENT_WORK, discard_notice, file_notice, repeat_notice


@dataclass(frozen=True, slots=True)
class LegalClock:
    """The last day to file in time, and how many days are left (negative: late), on one day."""

    event_on: date
    last_day: date
    left: int

    @property
    def late(self) -> int:
        """Days after the last day; 0 while there is time."""
        return max(0, -self.left)


@dataclass(frozen=True, slots=True)
class Next:
    """What somebody must do after the event of a notice, and until when."""

    last_day: date
    law: str
    text: Text


def follow_up_of(notice: Notice) -> Next | None:
    """What follows by law from the event of a filed notice; None where nothing does."""
    rule, event = notice.service.follow_up, notice.notice.event_on
    if rule is None or event is None:
        return None
    return Next(last_day(event, rule.days, holidays(timezone.now())), rule.law, rule.text)


def clock_of(notice: Notice) -> LegalClock | None:
    """The clock of a notice; it stops when the notice is filed. None until the day is known."""
    found = notice.notice
    if found.event_on is None or found.due_on is None:
        return None
    day = bangkok_date(found.filed_at or timezone.now())
    return LegalClock(found.event_on, found.due_on, (found.due_on - day).days)


@require_GET
@signed_in(Role.APPLICANT)
def notice(request: Request, notice_id: UUID) -> HttpResponse:
    """The tasks of a notice that is being written, or the notice as it was filed."""
    found = get_own_notice(request, notice_id)
    context: dict[str, Any] = {"notice": found, "clock": clock_of(found)}
    context |= {"stage": notice_stage(found.notice), "state": _state(found)}
    if found.notice.status != "draft":
        context |= {"follow_up": follow_up_of(found), "extend": found.notice.service == URGENT_WORK}
        context |= {"ticket": new_ticket(_begins_again(found), request.actor) if may_repeat(found) else ""}
        return render(request, "applicant/notice_filed.html", context)
    saved = [one.saved_at for one in found.sections.values()]
    context |= {
        "tasks": section_tasks(found),
        "done": len(found.service.sections) - len(found.open_sections),
        "total": len(found.service.sections),
        "saved_at": max(saved, default=None),
    }
    return render(request, "applicant/notice.html", context)


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def check_notice(request: Request, notice_id: UUID) -> HttpResponse:
    """All answers on one page, the clock, and the button that files. Sent twice, it files once."""
    found = get_own_notice(request, notice_id)
    if found.notice.status != "draft":
        return HttpResponseRedirect(found.home)
    if request.method == "POST":
        check_method(request.claims.method)
        file_notice(notice=found.notice, by=request.actor, at=timezone.now())
        return HttpResponseRedirect(found.home)
    opened = open_if_there(request, [saved.record for saved in found.sections.values()])
    answers = None if opened is None else answers_in(found, opened)
    context = {
        "notice": found,
        "clock": clock_of(found),
        "sealed": opened is None,
        "sections": read_sections(found, answers, change=True),
    }
    return render(request, "applicant/notice_check.html", context)


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def discard(request: Request, notice_id: UUID) -> HttpResponse:
    """Ask once more, then drop a notice that was not filed."""
    found = get_own_notice(request, notice_id)
    if request.method == "POST" and found.notice.status == "draft":
        discard_notice(notice=found.notice, by=request.actor, at=timezone.now())
    if found.notice.status != "draft":
        return HttpResponseRedirect("/filings/" if found.notice.status == "discarded" else found.home)
    return render(request, "applicant/notice_discard.html", {"notice": found})


def may_repeat(found: Notice) -> bool:
    """Whether the same notice may be given again: it was filed, and is no extension of another."""
    return found.notice.filed_at is not None and found.service.basis is Basis.NONE


def _begins_again(found: Notice) -> str:
    return f"notice/{found.notice.service}/{found.notice.pk}"


@require_POST
@signed_in(Role.APPLICANT)
def repeat(request: Request, notice_id: UUID) -> HttpResponse:
    """The same notice again: a new draft, of which the days are asked. Sent twice, it begins one."""
    found = get_own_notice(request, notice_id)
    if not may_repeat(found):
        raise Http404
    case, subject = read_ticket(request.POST.get("ticket", ""), _begins_again(found), request.actor)
    at = timezone.now()
    try:
        service = get_service(found.notice.service, at)
    except NoSuchService:
        raise Http404 from None
    if not _is_begun(request, case):
        opened = open_records(request, [saved.record for saved in found.sections.values()])
        vault("public").register_case(token=request.session_token, case=case, subject=subject)
        answers = answers_in(found, opened)
        with suppress(AlreadyBegun):
            repeat_notice(service=service, answers=answers, subject=subject, notice=case, by=request.actor, at=at)
    clock = service.definition.deadline
    return HttpResponseRedirect(f"/notices/{case}/" + (f"sections/{clock.section}/?asked=1" if clock else ""))


def _is_begun(request: Request, case: UUID) -> bool:
    try:
        get_notice(case, seen_by=request.actor)
    except ObjectDoesNotExist:
        return False
    return True


@require_GET
@signed_in(Role.APPLICANT)
def notice_state(request: Request, notice_id: UUID) -> JsonResponse:
    """One word that changes when the notice is acknowledged."""
    return JsonResponse({"state": _state(get_own_notice(request, notice_id))})


def _state(found: Notice) -> str:
    return str(found.notice.status)
