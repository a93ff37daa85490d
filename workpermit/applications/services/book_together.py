"""Booking the visits of several applications at once: each for itself, in its worker's name."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from workpermit.applications.models import Application
from workpermit.applications.services.submit_together import NothingChosen
from workpermit.applications.services.visit import check_visit_due, tell_booked, visitor_of
from workpermit.appointments.models import Appointment, GroupBooking
from workpermit.appointments.services import Visitor
from workpermit.appointments.together import Ends, book_places, keep_entries, open_group
from workpermit.catalogue.queries import booking_limit
from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken


class TooManyBookedTogether(RuleBroken):
    """So many visits are booked in one act at most, as the catalogue says."""


@transaction.atomic
def book_together(
    *,
    group: UUID,
    applications: Sequence[Application],
    centre: str,
    day: date,
    hour: int,
    spread: bool,
    needs: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> GroupBooking:
    """Book each as `book_visit` does, from this hour on; what finds no place, or what a rule keeps out, is noted.

    The same group again books nothing: it answers what was done the first time.
    Raises NothingChosen, TooManyBookedTogether, GroupOfAnother and those of `book_places`.
    """
    if not applications:
        raise NothingChosen
    if len(applications) > booking_limit("together"):
        raise TooManyBookedTogether
    opened, is_new = open_group(group=group, by=by, at=at)
    if not is_new:
        return opened
    chosen = {one.pk: one for one in applications}
    visitors, ends = _visitors(applications, needs)
    ends |= book_places(visitors, centre=centre, day=day, hour=hour, spread=spread, by=by, at=at)
    for key, end in ends.items():
        if isinstance(end, Appointment):
            tell_booked(chosen[key], end, by=by, at=at)
    keep_entries(opened, [_entry(key, ends[key]) for key in chosen])
    return opened


def _visitors(applications: Sequence[Application], needs: Sequence[str]) -> tuple[list[Visitor], Ends]:
    """Who may come, and what keeps the others."""
    visitors: list[Visitor] = []
    kept: Ends = {}
    for application in applications:
        try:
            check_visit_due(application)
        except RuleBroken as broken:
            kept[application.pk] = broken
        else:
            visitors.append(visitor_of(application, needs))
    return visitors, kept


def _entry(application: UUID, end: Appointment | RuleBroken) -> dict[str, str]:
    problem = "" if isinstance(end, Appointment) else end.code
    return {"application": str(application), "problem": problem}
