"""The counters of the centre: adding, changing, closing and opening one."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from workpermit.centres import services
from workpermit.centres.queries import LONGEST_NUMBER, get_counter, list_counters
from workpermit.core.actors import Role
from workpermit.sites.centre.views.manage.page import found_here, manage_page
from workpermit.sites.centres_words import CAPABILITIES, STATES
from workpermit.sites.http import Request, signed_in
from workpermit.sites.manage_form import attempt, posted, posted_id
from workpermit.sites.parts import PageError


@require_GET
@signed_in(Role.CENTRE_MANAGER)
def overview(request: Request) -> HttpResponse:
    """Every counter, what is done there, and whether it is open."""
    return _page(request)


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def add(request: Request) -> HttpResponse:
    """Another counter."""
    return attempt(
        lambda: services.add_counter(
            counter=posted_id(request),
            centre=request.actor.place,
            number=posted(request, "number"),
            capabilities=_capabilities(request),
            by=request.actor,
            at=timezone.now(),
        ),
        then=reverse("manage-counters"),
        again=lambda error: _page(request, error),
    )


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def change(request: Request, counter: UUID) -> HttpResponse:
    """Other things are done at a counter."""
    found = found_here(get_counter, request, counter)
    return attempt(
        lambda: services.change_counter(
            counter=found, capabilities=_capabilities(request), by=request.actor, at=timezone.now()
        ),
        then=reverse("manage-counters"),
        again=lambda error: _page(request, PageError("", error.message)),
    )


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def close(request: Request, counter: UUID) -> HttpResponse:
    """Until it is opened again."""
    services.close_counter(counter=found_here(get_counter, request, counter), by=request.actor, at=timezone.now())
    return HttpResponseRedirect(reverse("manage-counters"))


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def reopen(request: Request, counter: UUID) -> HttpResponse:
    """A closed counter."""
    services.reopen_counter(counter=found_here(get_counter, request, counter), by=request.actor, at=timezone.now())
    return HttpResponseRedirect(reverse("manage-counters"))


def _capabilities(request: Request) -> list[str]:
    return [name for name in CAPABILITIES if request.POST.get(name) == "yes"]


def _page(request: Request, *errors: PageError) -> HttpResponse:
    rows = [
        (one, [CAPABILITIES[name] for name in one.capabilities], *STATES[one.status])
        for one in list_counters(request.actor.place)
    ]
    context = {"rows": rows, "capabilities": CAPABILITIES, "longest_number": LONGEST_NUMBER}
    return manage_page(request, "counters", context, *errors)
