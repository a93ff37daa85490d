"""One section of a form: shown with what was saved, saved as it was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from workpermit.answers.queries import list_sections
from workpermit.answers.services import SectionHasChanged
from workpermit.applications.rules import check_open_to_change
from workpermit.applications.services import save_answers
from workpermit.catalogue.definition import Section
from workpermit.catalogue.filers import settled_answers
from workpermit.catalogue.forms import Cleaned, validate_section
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.sites.applicant.contact import offer_address
from workpermit.sites.applicant.filing import Filing, Notice, get_own_filing, get_own_notice, open_records
from workpermit.sites.applicant.registry import (
    ASK,
    DISPUTE,
    Shown,
    ask_register,
    keep_answer,
    newest_row,
    register_context,
    shown_before,
    shown_now,
)
from workpermit.sites.http import Request, signed_in
from workpermit.sites.templatetags.show import clock
from workpermit.work_notices.services import NoticeIsFiled, save_notice_answers

Save = Callable[[Mapping[str, str], int, datetime], Cleaned]


@dataclass(frozen=True, slots=True)
class Form:
    """A section as it stands on the page: the values and what is wrong with them."""

    section: Section
    cleaned: Cleaned
    version: int
    changed_elsewhere: bool = False
    register: Shown | None = None


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def section(request: Request, application_id: UUID, name: str) -> HttpResponse:
    """A section of an application."""
    filing = get_own_filing(request, application_id)
    check_open_to_change(filing.application, request.actor)

    def save(posted: Mapping[str, str], version: int, at: datetime) -> Cleaned:
        return save_answers(
            application=filing.application, section=name, posted=posted, seen_version=version, by=request.actor, at=at
        )

    return _answer(request, filing, name, save)


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def notice_section(request: Request, notice_id: UUID, name: str) -> HttpResponse:
    """A section of a notice."""
    notice = get_own_notice(request, notice_id)
    if notice.notice.status != "draft":
        raise NoticeIsFiled

    def save(posted: Mapping[str, str], version: int, at: datetime) -> Cleaned:
        return save_notice_answers(
            notice=notice.notice, section=name, posted=posted, seen_version=version, by=request.actor, at=at
        )

    return _answer(request, notice, name, save)


def _answer(request: Request, filing: Filing | Notice, name: str, save: Save) -> HttpResponse:
    if name not in [one.id for one in filing.service.sections]:
        raise Http404
    if request.method == "GET":
        return _page(request, filing, _saved_form(request, filing, name))
    posted = {field: str(text) for field, text in request.POST.items() if field != "csrfmiddlewaretoken"}
    act, version = posted.pop("act", ""), _version(posted.pop("version", ""))
    dispute, answer = posted.pop(DISPUTE, ""), None
    at = timezone.now()
    if act != "autosave":
        offer_address(request, filing, name, posted)
        answer, posted = ask_register(request, filing, name, posted, at)
    try:
        cleaned = save(posted, version, at)
    except SectionHasChanged:
        return _page(request, filing, _form_in_conflict(filing, name, posted, at), status=409)
    if act == "autosave":
        return JsonResponse({"version": version + 1, "at": clock(at)})
    kept = keep_answer(request, filing, answer, cleaned, dispute, at) if answer else None
    if kept and act == ASK:
        return HttpResponseRedirect(_same_page(request, filing, name))
    unexplained = kept is not None and kept.differs and not kept.disputed
    if (cleaned.errors or unexplained) and act != "later":
        shown = shown_now(answer, dispute, at)
        form = Form(filing.service.section_by_id(name), cleaned, version + 1, register=shown)
        return _page(request, filing, form, status=422)
    return HttpResponseRedirect(_onward(request, filing, name, act))


def _saved_form(request: Request, filing: Filing | Notice, name: str) -> Form:
    """The form as it was saved; what could not be taken is there as it was typed, with what is wrong."""
    section = filing.service.section_by_id(name)
    saved = filing.sections.get(name)
    if saved is None:
        return Form(section, Cleaned({}, [], complete=False), 0)
    row = newest_row(filing, name)
    opened = open_records(request, [saved.record, row.record if row else None])
    cleaned = read_again(filing, name, opened[saved.record])
    return Form(section, cleaned, saved.version, register=shown_before(row, opened, cleaned.values))


def read_again(filing: Filing | Notice, name: str, value: Mapping[str, Any]) -> Cleaned:
    """A saved section read once more, so that wrong answers come with their errors."""
    typed = value.get("typed")
    if not typed:
        return Cleaned(dict(value), [], complete=True)
    return validate_section(filing.service, name, typed, today=bangkok_date(timezone.now()))


def _form_in_conflict(filing: Filing | Notice, name: str, posted: Mapping[str, str], at: datetime) -> Form:
    """What was typed here, with the version that now stands: saving again replaces the other answers."""
    saved, section = list_sections(filing.id)[name], filing.service.section_by_id(name)
    typed = {**posted, **settled_answers(section)}
    cleaned = validate_section(filing.service, name, typed, today=bangkok_date(at))
    return Form(section, cleaned, saved.version, changed_elsewhere=True)


def _page(request: Request, filing: Filing | Notice, form: Form, status: int = 200) -> HttpResponse:
    order = [one.id for one in filing.service.sections]
    context = {
        "filing": filing,
        "form": form,
        "section": form.section,
        **register_context(request, filing, form.section, form.cleaned, form.register),
        "place": order.index(form.section.id) + 1,
        "places": len(order),
        "back": _back(request, filing),
        "to_check": request.GET.get("from") == "check",
    }
    return render(request, "applicant/section.html", context, status=status)


def _back(request: Request, filing: Filing | Notice) -> str:
    return f"{filing.home}check/" if request.GET.get("from") == "check" else filing.home


def _onward(request: Request, filing: Filing | Notice, name: str, act: str) -> str:
    """To the list, back to the check, or to the next section that was not begun."""
    if act == "later" or request.GET.get("from") == "check":
        return _back(request, filing)
    order = [one.id for one in filing.service.sections]
    later = order[order.index(name) + 1 :]
    following = next((one for one in later if _is_to_do(filing, one)), None)
    return f"{filing.home}sections/{following}/" if following else filing.home


def _is_to_do(filing: Filing | Notice, name: str) -> bool:
    """Whether a section was not begun, or was taken over and has to be answered anew."""
    saved = filing.sections.get(name)
    return saved is None or (filing.is_taken_over(name) and not saved.complete)


def _same_page(request: Request, filing: Filing | Notice, name: str) -> str:
    back = "&from=check" if request.GET.get("from") == "check" else ""
    return f"{filing.home}sections/{name}/?asked=1{back}"


def _version(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
