"""Notices at the desk: what was filed for the office, and one of them to be read. Nothing is decided about a notice."""

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from workpermit.answers.queries import sealed_sections
from workpermit.catalogue.queries import get_office, get_province, get_version
from workpermit.core.calendar import bangkok_date
from workpermit.sealing.client import vault
from workpermit.sites.http import Request, signed_in
from workpermit.sites.registrar.dossier import answered
from workpermit.sites.registrar.views.applications import OFFICERS
from workpermit.work_notices.queries import PAGE, find_notice_by_number, get_notice, list_filed_notices

if TYPE_CHECKING:
    from workpermit.work_notices.models import WorkNotice


@require_GET
@signed_in(*OFFICERS)
def notices(request: Request) -> HttpResponse:
    """The notices of the office by number, the newest first."""
    found = list_filed_notices(seen_by=request.actor, before=_moment(request.GET.get("before", "")))
    last = found[-1].filed_at if len(found) == PAGE else None
    context = {
        "office": get_office(request.actor.place),
        "rows": [_row(one) for one in found],
        "first_page": "before" not in request.GET,
        "after": f"?{urlencode({'before': last.isoformat()})}" if last else "",
    }
    return render(request, "registrar/notices.html", context)


@require_GET
@signed_in(*OFFICERS)
def notice(request: Request, notice_id: UUID) -> HttpResponse:
    """One notice, opened in one look that whoever filed it can see."""
    try:
        found = get_notice(notice_id, seen_by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None
    sections = sealed_sections(found.pk)
    records = sorted(one.record for one in sections.values())
    opened = vault("registrar").open(token=request.session_token, purpose="review", records=records)["records"]
    context = _row(found) | {
        "office": get_office(request.actor.place),
        "province": get_province(found.province).name,
        "answered": answered(get_version(found.service_version), sections, opened, get_language() or "th"),
        "extends": find_notice_by_number(found.basis, seen_by=request.actor) if found.basis else None,
    }
    return render(request, "registrar/notice.html", context)


def _row(notice: "WorkNotice") -> dict[str, object]:
    late = 0
    if notice.due_on and notice.filed_at:
        late = max(0, (bangkok_date(notice.filed_at) - notice.due_on).days)
    return {"notice": notice, "service": get_version(notice.service_version), "late": late}


def _moment(text: str) -> datetime | None:
    """The place in the list that an address names; anything else means the beginning."""
    try:
        place = datetime.fromisoformat(text)
    except ValueError:
        return None
    return place if place.tzinfo else None
