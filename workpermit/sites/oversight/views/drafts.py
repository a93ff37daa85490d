"""The drafts, beginning one, and the page of one: what it changes, what is wrong with it, what can be done now."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.oversight import queries
from workpermit.oversight.lifecycle import LIVE
from workpermit.oversight.queries import Draft
from workpermit.oversight.services import begin_draft
from workpermit.sites.http import Request, signed_in
from workpermit.sites.oversight.draft_words import KINDS, STATUSES, name_of_draft, say_change, subjects_of
from workpermit.sites.oversight.editors import editors_of
from workpermit.sites.oversight.mistakes import say_mistake
from workpermit.sites.oversight.trial_words import show_trial
from workpermit.sites.parts import PageError


@require_GET
@signed_in(Role.POLICY_OFFICER)
def overview(request: Request) -> HttpResponse:
    """What is being prepared, and the last of what is over."""
    names = subjects_of(timezone.now())
    live, over = (
        [(one, names[one.kind].get(one.subject, one.subject), *STATUSES[one.status]) for one in part]
        for part in queries.list_drafts()
    )
    return render(request, "oversight/drafts.html", {"live": live, "over": over, "kinds": KINDS})


@require_http_methods(["GET", "POST"])
@signed_in(Role.POLICY_OFFICER)
def begin(request: Request) -> HttpResponse:
    """Choose what is drafted; the same form sent twice begins one draft."""
    at = timezone.now()
    choices = subjects_of(at)
    if request.method == "GET":
        return _ask(request, choices, uuid7(), [])
    try:
        draft = UUID(request.POST.get("draft", ""))
    except ValueError:
        draft = uuid7()
    kind, _colon, subject = request.POST.get("subject", "").partition(":")
    if subject not in choices.get(kind, {}):
        return _ask(request, choices, draft, [PageError("subject", _("Choose what shall change."))])
    begun = begin_draft(draft=draft, kind=kind, subject=subject, by=request.actor, at=at)
    return HttpResponseRedirect(reverse("draft", args=[begun.pk]))


@require_GET
@signed_in(Role.POLICY_OFFICER)
def page(request: Request, draft: UUID) -> HttpResponse:
    """One draft."""
    return show_draft(request, find_draft(draft), [])


def show_draft(request: Request, draft: Draft, errors: list[PageError]) -> HttpResponse:
    """The page of a draft, with what is wrong with what was just posted."""
    was, changes = queries.changes_of(draft)
    live = draft.status in LIVE
    outdated = live and queries.is_outdated(draft)
    acts = queries.acts_open(draft, request.actor.id)
    trial = queries.trial_of(draft)
    context = {
        "draft": draft,
        "name": name_of_draft(draft),
        "kind": KINDS[draft.kind],
        "says": STATUSES[draft.status],
        "changes": [say_change(one, was, draft.definition) for one in changes],
        "mistakes": [(one.place, say_mistake(one)) for one in queries.mistakes_of(draft)] if live and changes else [],
        "reach": queries.reach_of(draft) if live else None,
        "acts": acts,
        "trial": trial,
        "tried": show_trial(trial, draft) if trial else None,
        "outdated": outdated,
        "mine": draft.author == request.actor.id,
        "editors": editors_of(draft.kind) if "change_draft" in acts else [],
        "longest": queries.LONGEST_NOTE,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
        "typed": request.POST,
    }
    return render(request, "oversight/draft.html", context, status=400 if errors else 200)


def find_draft(draft: UUID) -> Draft:
    """The draft of an address. Raises Http404."""
    try:
        return queries.get_draft(draft)
    except ObjectDoesNotExist:
        raise Http404 from None


def _ask(request: Request, choices: dict[str, dict[str, str]], draft: UUID, errors: list[PageError]) -> HttpResponse:
    context = {
        "draft": draft,
        "choices": [(kind, KINDS[kind], names) for kind, names in choices.items()],
        "asked": request.POST.get("subject", request.GET.get("subject", "")),
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    return render(request, "oversight/begin.html", context, status=400 if errors else 200)
