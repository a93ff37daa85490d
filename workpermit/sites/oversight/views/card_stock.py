"""Blank cards at all centres, and the second person's word on what is written off."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from workpermit.card_stock import queries, rules
from workpermit.card_stock.services import approve_write_off, reject_write_off
from workpermit.core.actors import Role
from workpermit.core.text import one_form
from workpermit.sites.http import Request, signed_in
from workpermit.sites.parts import PageError
from workpermit.sites.stock_words import centre_name, proposals_of


@require_GET
@signed_in(Role.POLICY_OFFICER)
def overview(request: Request) -> HttpResponse:
    """What each centre holds and how it came to be, and what waits for a decision."""
    rows = [(code, centre_name(code), balance) for code, balance in sorted(queries.balances().items())]
    context = {
        "rows": rows,
        "few": queries.FEW,
        "waiting": proposals_of(queries.list_write_offs(waiting=True)),
        "decided": [one for one in proposals_of(queries.list_write_offs()) if one.decided_at],
    }
    return render(request, "oversight/cards/overview.html", context)


@require_GET
@signed_in(Role.POLICY_OFFICER)
def write_off(request: Request, write_off: UUID) -> HttpResponse:
    """One proposal, with the centre's books beside it."""
    return _page(request, write_off)


@require_POST
@signed_in(Role.POLICY_OFFICER)
def approve(request: Request, write_off: UUID) -> HttpResponse:
    """Take the cards off the books."""
    return _decide(request, write_off, approves=True)


@require_POST
@signed_in(Role.POLICY_OFFICER)
def reject(request: Request, write_off: UUID) -> HttpResponse:
    """Leave them there: the centre looks and counts again."""
    return _decide(request, write_off, approves=False)


def _decide(request: Request, write_off: UUID, *, approves: bool) -> HttpResponse:
    remark = one_form(request.POST.get("remark", ""))
    decide = approve_write_off if approves else reject_write_off
    try:
        decide(write_off=write_off, remark=remark, by=request.actor, at=timezone.now())
    except ObjectDoesNotExist:
        raise Http404 from None
    except rules.RemarkMissing:
        wrong = PageError("remark", _("Write why, in at most 200 characters."))
        return _page(request, write_off, wrong, remark=remark)
    except rules.CardsAreNotThere:
        wrong = PageError("", _("One of these cards was used or moved since. Reject, and let the centre count again."))
        return _page(request, write_off, wrong, remark=remark)
    return HttpResponseRedirect(reverse("card-stock"))


def _page(request: Request, write_off: UUID, *errors: PageError, remark: str = "") -> HttpResponse:
    try:
        found = queries.get_write_off(write_off)
    except ObjectDoesNotExist:
        raise Http404 from None
    (proposal,) = proposals_of([found])
    context = {
        "proposal": proposal,
        "balance": queries.balance_of(found.centre),
        "longest": queries.LONGEST_NOTE,
        "remark": remark,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    return render(request, "oversight/cards/write_off.html", context, status=400 if errors else 200)
