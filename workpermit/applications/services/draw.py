"""The draw of a month's places: taking part, and giving the places in the order that was drawn."""

from datetime import datetime

from django.db import transaction

from workpermit.applications.models import Application
from workpermit.applications.services.visit import check_visit_due, tell_booked, visitor_of
from workpermit.appointments.draw import MonthsPlaces, RegistrationClosed, close_release, find_open_release, register
from workpermit.appointments.models import Registration, Release
from workpermit.appointments.queries import find_open_appointment
from workpermit.appointments.services import AlreadyBooked
from workpermit.core.actors import SYSTEM
from workpermit.core.errors import RuleBroken


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


@transaction.atomic
def hold_draw(*, release: Release, at: datetime) -> int:
    """Draw, and give the places of the month in that order; answers how many got one, 0 where it was held before."""
    ordered = close_release(release, at=at)
    applications = {one.pk: one for one in Application.objects.filter(pk__in=[one.application for one in ordered])}
    places, given = MonthsPlaces(release.month, at), 0
    for one in ordered:
        application = applications[one.application]
        try:
            check_visit_due(application)
        except RuleBroken:
            continue  # the visit was kept, or the application ended, since it was registered
        found = places.give(visitor_of(application, ()), one.centre, account=application.filing_account)
        if found:
            tell_booked(application, found, by=SYSTEM, at=at)
            given += 1
    return given
