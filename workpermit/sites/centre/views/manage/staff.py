"""Who may work at the centre and until when, and who is planned for which hours."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from workpermit.centres import services
from workpermit.centres.queries import get_shift, list_counters, list_shifts, plan_days
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.sealing.client import vault
from workpermit.sites.centre.views.manage.page import found_here, manage_page
from workpermit.sites.centres_words import ROLES, staff_number, weekday
from workpermit.sites.http import Request, signed_in
from workpermit.sites.manage_form import Mistyped, attempt, posted, posted_day, posted_id, posted_number
from workpermit.sites.parts import PageError

DAYS_SHOWN = 14


class Member(NamedTuple):
    """Somebody with a signed right at this centre; the number stands for the person, whose name is nowhere."""

    account: UUID
    number: str
    role: str | Promise
    until: datetime
    is_clerk: bool


@require_GET
@signed_in(Role.CENTRE_MANAGER)
def overview(request: Request) -> HttpResponse:
    """The rights as two officers signed them, and the plan of the next two weeks."""
    return _page(request)


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def plan(request: Request) -> HttpResponse:
    """Plan a clerk for some hours of a day."""
    return attempt(
        lambda: services.plan_shift(
            shift=posted_id(request),
            centre=request.actor.place,
            account=_clerk(request),
            counter=posted(request, "counter"),
            day=posted_day(request, "day"),
            from_hour=posted_number(request, "from"),
            until_hour=posted_number(request, "until"),
            by=request.actor,
            at=timezone.now(),
        ),
        then=reverse("manage-staff"),
        again=lambda error: _page(request, error),
    )


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def cancel(request: Request, shift: UUID) -> HttpResponse:
    """Take a shift out of the plan."""
    services.cancel_shift(shift=found_here(get_shift, request, shift), by=request.actor, at=timezone.now())
    return HttpResponseRedirect(reverse("manage-staff"))


def _members(request: Request) -> list[Member]:
    found = [
        Member(
            account=UUID(one["account"]),
            number=staff_number(UUID(one["account"])),
            role=ROLES.get(one["role"], one["role"]),
            until=datetime.fromtimestamp(one["until"], UTC),
            is_clerk=one["role"] == Role.OPERATOR_CLERK,
        )
        for one in vault("operator").staff(token=request.session_token)
    ]
    return sorted(found, key=lambda one: (not one.is_clerk, one.number))


def _clerk(request: Request) -> UUID:
    """Somebody who has the right to work here. Raises Mistyped."""
    typed = posted(request, "account")
    for one in _members(request):
        if one.is_clerk and str(one.account) == typed:
            return one.account
    raise Mistyped("account", _("Choose somebody from the list."))


def _page(request: Request, *errors: PageError) -> HttpResponse:
    centre, at = request.actor.place, timezone.now()
    first = bangkok_date(at)
    last = first + timedelta(days=DAYS_SHOWN - 1)
    by_day: dict[date, list[tuple[str, object]]] = {}
    for shift in list_shifts(centre, first, last):
        by_day.setdefault(shift.day, []).append((staff_number(shift.account), shift))
    planned = plan_days([centre], first, last, at=at)
    days = [
        (weekday(day), day, shifts, sum(one.places for one in planned.day(centre, day).values()))
        for day, shifts in by_day.items()
    ]
    hours = planned.hours_open(centre, first) or (8, 16)
    context = {
        "members": _members(request),
        "days": days,
        "counters": [one for one in list_counters(centre) if one.identity],
        "today": first,
        "from_hours": range(24),
        "until_hours": range(1, 25),
        "typed": request.POST if errors else {"from": str(hours[0]), "until": str(hours[-1] + 1), "day": first},
    }
    return manage_page(request, "staff", context, *errors)
