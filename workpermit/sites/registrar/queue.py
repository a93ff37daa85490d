"""The queue of an office as the desk shows it: numbers, codes and ages, never a name."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workpermit.applications.queries import PAGE, count_points, list_next
from workpermit.catalogue.queries import find_nationality, find_occupation, get_version
from workpermit.core.actors import Actor, Role
from workpermit.questions.queries import list_open

if TYPE_CHECKING:
    from workpermit.applications.models import Application
    from workpermit.applications.queries import Waiting
    from workpermit.catalogue.definition import Text

# What waits for whom; the other stations are there to be looked up.
OWN_STATION = {Role.ASSISTANT_REGISTRAR: "in_review", Role.REGISTRAR: "recommended"}
STATIONS: dict[str, str | Promise] = {
    "in_review": _("To be reviewed"),
    "recommended": _("To be decided"),
    "returned": _("Returned for correction"),
    "granted": _("Granted, permit fee due"),
    "awaiting_visit": _("Waiting for the visit"),
    "issued": _("Permit issued"),
    "refused": _("Refused"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One application in a list."""

    id: UUID
    number: str
    service: "Text"
    occupation: "Text | str"
    nationality: "Text | str"
    submitted_at: datetime
    points: int
    waits: bool  # for an answer to a question


def rows_of(applications: "list[Application]") -> list[Row]:
    """The lines of a list, with how many automatic checks ask for a look."""
    points = count_points([one.pk for one in applications])
    waiting = list_open([one.pk for one in applications])
    return [_row(one, points.get(one.pk, 0), waits=one.pk in waiting) for one in applications]


def _row(application: "Application", points: int, *, waits: bool) -> Row:
    occupation = find_occupation(application.occupation)
    nationality = find_nationality(application.nationality)
    assert application.submitted_at is not None
    return Row(
        id=application.pk,
        number=str(application.number),
        service=get_version(application.service_version).short_name,
        occupation=occupation.name if occupation else application.occupation,
        nationality=nationality.name if nationality else application.nationality,
        submitted_at=application.submitted_at,
        points=points,
        waits=waits,
    )


def page_after(applications: "list[Application]", station: str) -> str:
    """The address of the next page of a list, or nothing where this one is the last."""
    if len(applications) < PAGE:
        return ""
    last = applications[-1]
    assert last.submitted_at is not None
    return "?" + urlencode({"station": station, "after": f"{last.submitted_at.isoformat()},{last.pk}"})


def read_after(text: str | None) -> tuple[datetime, UUID] | None:
    """The place in a list that an address names; anything else means the beginning."""
    when, _comma, key = (text or "").partition(",")
    try:
        place = datetime.fromisoformat(when), UUID(key)
    except ValueError:
        return None
    return place if place[0].tzinfo else None


def upcoming(by: Actor, count: int, besides: UUID | None = None) -> "list[Waiting]":
    """The next few applications that wait for this officer, longest waiting first."""
    waiting = list_next(OWN_STATION[by.role], seen_by=by, count=count + 1)
    return [one for one in waiting if one.pk != besides][:count]
