"""The draw of a month's places: taking part, and giving the places in the order that was drawn."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from workpermit.applications.models import Application
from workpermit.applications.services.visit import check_visit_due, tell_booked, visitor_of
from workpermit.appointments.draw import (
    MonthsPlaces,
    RegistrationClosed,
    find_open_release,
    register,
    take_unserved,
)
from workpermit.appointments.models import Registration, Release
from workpermit.appointments.queries import find_open_appointment
from workpermit.appointments.services import AlreadyBooked
from workpermit.core.actors import SYSTEM
from workpermit.core.errors import RuleBroken

BATCH = 100  # registrations to a transaction


def register_for_draw(*, application: Application, centre: str, at: datetime) -> Registration:
    """Take part with an application that waits for its visit.

    Raises NoVisitDue, WorkerNotJoined, AlreadyBooked, RegistrationClosed or NoSuchPlace.
    """
    check_visit_due(application)
    if find_open_appointment(application.pk):
        raise AlreadyBooked
    release = find_open_release(at)
    if release is None:
        raise RegistrationClosed
    return register(release=release, application=application.pk, centre=centre, at=at)


def serve_drawn(*, release: Release, at: datetime) -> None:
    """Give the places of a month in the order that was drawn, or go on where an earlier run ended.

    A few registrations to a transaction: each appointment holds locks of its own until the end of it, and the
    database has room for some thousands.
    """
    places = MonthsPlaces(release.month, at)
    while _serve_next(release, places, at):
        pass


@transaction.atomic
def _serve_next(release: Release, places: MonthsPlaces, at: datetime) -> bool:
    """Serve the next ranks; False where nobody is left."""
    ordered = take_unserved(release, BATCH)
    applications = {one.pk: one for one in Application.objects.filter(pk__in=[one.application for one in ordered])}
    for one in ordered:
        application = applications[one.application]
        # What one application runs into at this moment must not undo the places of the others, nor stop the draw.
        with suppress(RuleBroken), transaction.atomic():
            check_visit_due(application)  # the visit may be kept, or the application ended, since it was registered
            found = places.give(visitor_of(application, ()), one.centre, account=application.filing_account)
            if found:
                tell_booked(application, found, by=SYSTEM, at=at)
    return bool(ordered)
