"""What every page of a manager has: the centre, the way to the other pages, and what was wrong."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import render

from workpermit.catalogue.queries import get_centre
from workpermit.centres.queries import LONGEST_REASON
from workpermit.core.ids import uuid7
from workpermit.sites.http import Request
from workpermit.sites.parts import PageError

Found = TypeVar("Found")


def manage_page(request: Request, name: str, context: dict[str, Any], *errors: PageError) -> HttpResponse:
    """Draw a page of the manager; with errors it shows again what was typed."""
    shown = {
        "centre": get_centre(request.actor.place),
        "part": name,
        "form": request.POST.get("form", "") or uuid7(),
        "typed": request.POST if errors else {},
        "longest": LONGEST_REASON,
        "errors": list(errors),
        "wrong": {error.field: error.message for error in errors},
        **context,
    }
    return render(request, f"centre/manage/{name}.html", shown, status=400 if errors else 200)


def found_here(find: Callable[[str, UUID], Found], request: Request, one: UUID) -> Found:
    """What the manager's own centre has under this id. Raises Http404."""
    try:
        return find(request.actor.place, one)
    except ObjectDoesNotExist:
        raise Http404 from None
