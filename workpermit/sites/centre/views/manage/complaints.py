"""The complaint book: number, subject, dates and state of what visitors complained about; the words are sealed."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from workpermit.catalogue.queries import get_office
from workpermit.complaints.queries import acts_open, days_left, get_about_centre, list_about_centre
from workpermit.complaints.rules import LONGEST_WORDS
from workpermit.complaints.services import explain_complaint
from workpermit.complaints.topics import answer_days, get_topic
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.sites.centre.views.manage.page import found_here, manage_page
from workpermit.sites.http import Request, signed_in
from workpermit.sites.manage_form import Mistyped, attempt, posted
from workpermit.sites.parts import PageError, Words

if TYPE_CHECKING:
    from workpermit.complaints.models import Complaint

STATUSES: dict[str, tuple[Words, str]] = {
    "filed": (gettext_lazy("Received"), "wait"),
    "with_office": (gettext_lazy("The office is looking into it"), "wait"),
    "answered": (gettext_lazy("Answered"), "ok"),
    "reopened": (gettext_lazy("Reopened"), "warn"),
    "closed": (gettext_lazy("Closed"), "none"),
}


@require_GET
@signed_in(Role.CENTRE_MANAGER)
def overview(request: Request) -> HttpResponse:
    """What waits for an answer of the office, the first due first, and what is done."""
    return _page(request)


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def explain(request: Request, complaint_id: UUID) -> HttpResponse:
    """The centre's own statement, sealed for the office; sent twice, made once."""
    found = found_here(get_about_centre, request, complaint_id)

    def act() -> None:
        words = posted(request, "words")
        if not words:
            raise Mistyped("words", _("Write how it was."))
        if len(words) > LONGEST_WORDS:
            raise Mistyped("words", _("Please shorten this to 4,000 characters."))
        if not found.explanation:
            explain_complaint(complaint=found, words=words, by=request.actor, at=timezone.now())

    return attempt(
        act,
        then=reverse("manage-complaints"),
        again=lambda error: _page(request, found.pk, str(error.message)),
    )


def _row(request: Request, complaint: "Complaint", wrong: str) -> dict[str, object]:
    left = days_left(complaint, bangkok_date(timezone.now()))
    return {
        "complaint": complaint,
        "topic": get_topic(complaint.topic).show(get_language() or "th"),
        "office": get_office(complaint.office),
        "status": STATUSES[complaint.status],
        "waits": left is not None,
        "late": -left if left is not None and left < 0 else 0,
        "field": f"words-{complaint.pk}",
        "wrong": wrong,
        "may_explain": not complaint.explanation and "explain_complaint" in acts_open(complaint, request.actor),
    }


def _page(request: Request, tried: UUID | None = None, wrong: str = "") -> HttpResponse:
    book = list_about_centre(request.actor.place)
    context = {
        "rows": [_row(request, one, wrong if one.pk == tried else "") for one in book],
        "days": answer_days(),
        "longest": LONGEST_WORDS,
    }
    errors = [PageError(f"words-{tried}", wrong)] if wrong else []
    return manage_page(request, "complaints", context, *errors)
