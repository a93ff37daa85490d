"""The acts of a draft, one address for each."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workpermit.core.actors import Role
from workpermit.core.text import one_form
from workpermit.oversight import services
from workpermit.oversight.queries import LONGEST_NOTE
from workpermit.sites.http import Request, signed_in
from workpermit.sites.oversight.freeze_form import bangkok_time
from workpermit.sites.oversight.views.drafts import find_draft, show_draft
from workpermit.sites.parts import PageError


@require_POST
@signed_in(Role.POLICY_OFFICER)
def rebase(request: Request, draft: UUID) -> HttpResponse:
    """Bring it up to the version that was published meanwhile."""
    return _done(services.rebase_draft(draft=find_draft(draft).pk, by=request.actor, at=timezone.now()).pk)


@require_POST
@signed_in(Role.POLICY_OFFICER)
def try_out(request: Request, draft: UUID) -> HttpResponse:
    """Judge it as a whole."""
    return _done(services.try_draft(draft=find_draft(draft).pk, by=request.actor, at=timezone.now()).pk)


@require_POST
@signed_in(Role.POLICY_OFFICER)
def propose(request: Request, draft: UUID) -> HttpResponse:
    """Hand it to a second officer, with the reason."""
    return _with_words(request, draft, "note", _("Say why this is needed."), services.propose_draft)


@require_POST
@signed_in(Role.POLICY_OFFICER)
def send_back(request: Request, draft: UUID) -> HttpResponse:
    """Give it back to its author, with what is to be changed."""
    return _with_words(request, draft, "remark", _("Say what is to be changed."), services.send_back_draft)


@require_POST
@signed_in(Role.POLICY_OFFICER)
def publish(request: Request, draft: UUID) -> HttpResponse:
    """Publish it from now on or from a later moment."""
    found, at = find_draft(draft), timezone.now()
    try:
        valid_from = bangkok_time(request.POST.get("valid_from", "").strip())
    except ValueError:
        return show_draft(request, found, [PageError("valid_from", _("Give day and time, such as 2026-11-23T14:00."))])
    if valid_from is not None and valid_from < at:
        says = _("This time is past. Leave it empty to begin at once.")
        return show_draft(request, found, [PageError("valid_from", says)])
    services.publish_draft(draft=found.pk, valid_from=valid_from, by=request.actor, at=at)
    return _done(found.pk)


@require_POST
@signed_in(Role.POLICY_OFFICER)
def stop_trial(request: Request, draft: UUID) -> HttpResponse:
    """Stop trying its rules on past cases; what was found is kept."""
    found = find_draft(draft)
    services.pause_trial(draft=found.pk, goes_on=False, by=request.actor, at=timezone.now())
    return _done(found.pk)


@require_POST
@signed_in(Role.POLICY_OFFICER)
def resume_trial(request: Request, draft: UUID) -> HttpResponse:
    """Go on where the trial was stopped."""
    found = find_draft(draft)
    services.pause_trial(draft=found.pk, goes_on=True, by=request.actor, at=timezone.now())
    return _done(found.pk)


@require_POST
@signed_in(Role.POLICY_OFFICER)
def drop(request: Request, draft: UUID) -> HttpResponse:
    """Give it up."""
    services.drop_draft(draft=find_draft(draft).pk, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(reverse("drafts"))


def _done(draft: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("draft", args=[draft]))


def _with_words(request: Request, draft: UUID, name: str, missing: str, act: Callable[..., object]) -> HttpResponse:
    """An act that takes words of the officer: the field of the form and the argument of the act have one name."""
    found, words = find_draft(draft), one_form(request.POST.get(name, "")).strip()
    if not words:
        return show_draft(request, found, [PageError(name, missing)])
    if len(words) > LONGEST_NOTE:
        return show_draft(request, found, [PageError(name, _("Please shorten this to 1,000 characters."))])
    act(draft=found.pk, by=request.actor, at=timezone.now(), **{name: words})
    return _done(found.pk)
