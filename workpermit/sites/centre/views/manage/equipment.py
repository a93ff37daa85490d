"""The inventory: what the centre has, where it stands, what happened to it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from workpermit.centres import services
from workpermit.centres.queries import LONGEST_SERIAL, get_equipment, list_counters, list_equipment, list_history
from workpermit.core.actors import Role
from workpermit.sites.centre.views.manage.page import found_here, manage_page
from workpermit.sites.centres_words import EQUIPMENT, HISTORY, STATES
from workpermit.sites.http import Request, signed_in
from workpermit.sites.manage_form import attempt, posted, posted_id
from workpermit.sites.parts import PageError


@require_GET
@signed_in(Role.CENTRE_MANAGER)
def overview(request: Request) -> HttpResponse:
    """Every machine, and the form for another."""
    return _list(request)


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def register(request: Request) -> HttpResponse:
    """Take a machine into the inventory."""
    return attempt(
        lambda: services.register_equipment(
            equipment=posted_id(request),
            centre=request.actor.place,
            counter=posted(request, "counter"),
            kind=posted(request, "kind"),
            serial=posted(request, "serial"),
            by=request.actor,
            at=timezone.now(),
        ),
        then=reverse("manage-equipment"),
        again=lambda error: _list(request, error),
    )


@require_GET
@signed_in(Role.CENTRE_MANAGER)
def machine(request: Request, equipment: UUID) -> HttpResponse:
    """One machine: its history, and what can be done with it now."""
    return _machine(request, equipment)


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def move(request: Request, equipment: UUID) -> HttpResponse:
    """To another counter, or into the hall."""
    found = found_here(get_equipment, request, equipment)
    return attempt(
        lambda: services.move_equipment(
            equipment=found, counter=posted(request, "counter"), by=request.actor, at=timezone.now()
        ),
        then=reverse("manage-machine", args=[equipment]),
        again=lambda error: _machine(request, equipment, error),
    )


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def fault(request: Request, equipment: UUID) -> HttpResponse:
    """It is out of order."""
    return _tell(request, equipment, services.report_fault)


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def repair(request: Request, equipment: UUID) -> HttpResponse:
    """It has gone to repair."""
    return _tell(request, equipment, services.send_to_repair)


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def back(request: Request, equipment: UUID) -> HttpResponse:
    """It works again."""
    return _tell(request, equipment, services.return_to_service)


@require_POST
@signed_in(Role.CENTRE_MANAGER)
def retire(request: Request, equipment: UUID) -> HttpResponse:
    """It leaves for good."""
    return _tell(request, equipment, services.retire_equipment)


def _tell(request: Request, equipment: UUID, act: Callable[..., None]) -> HttpResponse:
    found = found_here(get_equipment, request, equipment)
    return attempt(
        lambda: act(equipment=found, words=posted(request, "words"), by=request.actor, at=timezone.now()),
        then=reverse("manage-machine", args=[equipment]),
        again=lambda error: _machine(request, equipment, error),
    )


def _list(request: Request, *errors: PageError) -> HttpResponse:
    centre = request.actor.place
    context = {
        "rows": [(one, EQUIPMENT[one.kind], *STATES[one.status]) for one in list_equipment(centre)],
        "kinds": EQUIPMENT,
        "counters": list_counters(centre),
        "longest_serial": LONGEST_SERIAL,
    }
    return manage_page(request, "equipment", context, *errors)


def _machine(request: Request, equipment: UUID, *errors: PageError) -> HttpResponse:
    found = found_here(get_equipment, request, equipment)
    state, chip = STATES[found.status]
    context = {
        "machine": found,
        "kind": EQUIPMENT[found.kind],
        "state": state,
        "chip": chip,
        "history": [(HISTORY[one.act], one) for one in list_history(found.pk)],
        "counters": list_counters(request.actor.place),
    }
    return manage_page(request, "machine", context, *errors)
