"""Waiting for a place at a centre that has none, and taking the one that is offered."""

from datetime import datetime

from django.db import transaction

from workpermit.applications.letters import tell
from workpermit.applications.models import Application
from workpermit.applications.services.visit import check_visit_due, tell_booked, visitor_of
from workpermit.appointments import waiting
from workpermit.appointments.lifecycle import Status
from workpermit.appointments.models import Appointment, WaitingPlace
from workpermit.appointments.queries import find_open_appointment, list_appointments
from workpermit.appointments.services import AlreadyBooked
from workpermit.catalogue.queries import get_centre
from workpermit.core.actors import SYSTEM, Actor


@transaction.atomic
def wait_for_place(*, application: Application, centre: str, by: Actor, at: datetime) -> WaitingPlace:
    """Put an application without an appointment on the list of a centre.

    Raises NoVisitDue, WorkerNotJoined, AlreadyBooked, WaitingAlready or NoSuchPlace.
    """
    check_visit_due(application)
    if find_open_appointment(application.pk):
        raise AlreadyBooked
    earlier = list_appointments(application.pk)
    return waiting.join_list(
        application=application.pk,
        centre=get_centre(centre).code,
        bumped=bool(earlier) and earlier[0].status == Status.DISPLACED,
        since=application.status_changed_at,
        by=by,
        at=at,
    )


@transaction.atomic
def take_offered_place(*, application: Application, place: WaitingPlace, by: Actor, at: datetime) -> Appointment:
    """Book the place that is kept for this application and tell both parties. Raises those of `take_offer`."""
    check_visit_due(application)
    appointment = waiting.take_offer(place, visitor=visitor_of(application, ()), by=by, at=at)
    tell_booked(application, appointment, by=by, at=at)
    return appointment


def tell_offered(place: WaitingPlace, *, at: datetime) -> None:
    """Tell both parties that a place is kept for them, and until when."""
    application = Application.objects.get(pk=place.application)
    until = place.offered_until.isoformat() if place.offered_until else ""
    tell(application, "place_offered", by=SYSTEM, at=at, facts={"centre": place.centre, "due_at": until})
