"""The visit of one application: booking it, and what the clerk could not confirm."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.appointments import services as appointments
from workpermit.appointments.lifecycle import Status as AppointmentStatus
from workpermit.appointments.lifecycle import WaitingStatus
from workpermit.appointments.models import Appointment
from workpermit.appointments.queries import find_waiting
from workpermit.appointments.services import Visitor, book_place, displace_appointment, reschedule_appointment
from workpermit.appointments.waiting import leave_list
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import CaseHasMoved
from workpermit.casework.together import one_transaction
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import SYSTEM, Actor
from workpermit.core.errors import RuleBroken


class NoVisitDue(RuleBroken):
    """A visit is booked once the permit fee is paid, and not after the identity is confirmed."""


class WorkerNotJoined(RuleBroken):
    """A visit is booked once the worker has joined the application: a counter can identify nobody else."""


def check_visit_due(application: Application) -> None:
    """Raises NoVisitDue or WorkerNotJoined."""
    if application.status != Status.AWAITING_VISIT:
        raise NoVisitDue
    if application.worker_account is None:
        raise WorkerNotJoined


def visitor_of(application: Application, needs: Sequence[str]) -> Visitor:
    """The worker of an application as a centre expects him."""
    return Visitor(
        application=application.pk,
        subject=application.subject,
        worker=application.worker_account,
        no_show=_no_show(application),
        needs=needs,
        employer=application.employer_ref,
    )


def book_visit(
    *,
    application: Application,
    centre: str,
    day: date,
    hour: int,
    needs: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> Appointment:
    """Book a place for the worker of this application and tell both parties; `needs` as in `appointments.needs`.

    Raises NoVisitDue, WorkerNotJoined and those of `book_place`.
    """
    check_visit_due(application)
    visitor = visitor_of(application, needs)
    with one_transaction():
        appointment = book_place(visitor=visitor, centre=centre, day=day, hour=hour, by=by, at=at)
        tell_booked(application, appointment, by=by, at=at)
    return appointment


def tell_booked(application: Application, appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """Tell both parties where and when. Whoever has a place waits for none any more."""
    _wait_no_longer(application, by=by, at=at)
    facts = {"centre": appointment.centre, "due_at": appointment.begins_at.isoformat()}
    tell(application, "appointment_booked", by=by, at=at, facts=facts)


def _wait_no_longer(application: Application, *, by: Actor, at: datetime) -> None:
    """Leave the list; a place that is kept there goes to the next at once."""
    waits = find_waiting(application.pk)
    if waits and waits.status == WaitingStatus.WAITING:
        try:
            leave_list(waits, by=by, at=at)
        except CaseHasMoved:
            waits = find_waiting(application.pk)  # a place was offered at this moment
    if waits and waits.status == WaitingStatus.OFFERED:
        enqueue("lapse_offer", waits.pk)


@transaction.atomic
def reschedule_visit(
    *, application: Application, appointment: Appointment, centre: str, day: date, hour: int, by: Actor, at: datetime
) -> Appointment:
    """Move the visit to another place and tell both parties, once. Raises those of `reschedule_appointment`."""
    moved = reschedule_appointment(
        appointment, centre=centre, day=day, hour=hour, no_show=_no_show(application), by=by, at=at
    )
    if moved.pk != appointment.pk:
        facts = {"centre": centre, "due_at": moved.begins_at.isoformat()}
        tell(application, "appointment_moved", by=by, at=at, facts=facts)
    return moved


@transaction.atomic
def displace_visit(*, appointment: Appointment, at: datetime) -> None:
    """The centre is closed on the day of the visit: end the appointment and ask both parties to choose another.

    Raises WrongStatus or CaseHasMoved.
    """
    displace_appointment(appointment, at=at)
    application = Application.objects.get(pk=appointment.application)
    facts = {"centre": appointment.centre, "due_at": appointment.begins_at.isoformat()}
    tell(application, "appointment_displaced", by=SYSTEM, at=at, facts=facts)


def _no_show(application: Application) -> timedelta:
    """How long after its hour an appointment is missed, by the service."""
    window = get_version(application.service_version).windows.no_show
    return timedelta(seconds=window.seconds if window else 0)


@transaction.atomic
def check_in_by_paper(
    *, application: Application, appointment: Appointment, visit: UUID, by: Actor, at: datetime
) -> None:
    """A counter opened the visit with the passport: tell both parties, each time. Raises as `check_in_visitor`."""
    if appointment.status == AppointmentStatus.BOOKED:  # else the visitor is still here, and the time began anew
        appointments.check_in_by_paper(appointment, visit=visit, by=by, at=at)
    tell(application, "visit_by_paper", by=by, at=at, facts={"centre": appointment.centre})


def tell_card_by_paper(*, application: Application, centre: str, by: Actor, at: datetime) -> None:
    """Tell both parties that a card was handed to whoever showed the worker's passport."""
    tell(application, "card_by_paper", by=by, at=at, facts={"centre": centre})


def tell_not_confirmed(*, application: Application, centre: str, by: Actor, at: datetime) -> None:
    """Tell both parties that the visit did not confirm who the worker is, and that another may be booked."""
    tell(application, "identity_not_confirmed", by=by, at=at, facts={"centre": centre})
