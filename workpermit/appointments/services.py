"""Booking a place and what follows."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q, Value

from workpermit.appointments.lifecycle import Act, Status
from workpermit.appointments.models import Appointment, Capacity
from workpermit.appointments.places import begins, places_offered
from workpermit.casework.lifecycle import advance, begin
from workpermit.core.actors import SYSTEM, Actor
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7


class NoPlaceLeft(RuleBroken):
    """All places of this hour are taken."""


class DayNotOffered(RuleBroken):
    """The centre does not offer this day or hour."""


class AlreadyBooked(RuleBroken):
    """The application has an open appointment already."""


class WrongCentre(RuleBroken):
    """The appointment is at another centre."""


@transaction.atomic
def book_place(
    *,
    application: UUID,
    subject: UUID,
    centre: str,
    day: date,
    hour: int,
    no_show: timedelta,
    by: Actor,
    at: datetime,
) -> Appointment:
    """Book one named place. The database holds the count, whoever comes first.

    Raises NoPlaceLeft, DayNotOffered, AlreadyBooked or NoSuchPlace.
    """
    places = _places_offered(centre, day, hour, at)
    begins_at = begins(day, hour)
    appointment = Appointment(
        id=uuid7(),
        application=application,
        subject=subject,
        centre=centre,
        day=day,
        hour=hour,
        begins_at=begins_at,
        missed_after=begins_at + timedelta(hours=1) + no_show,
        booked_by=by.id,
        booked_at=at,
    )
    try:
        with transaction.atomic():
            begin(appointment, Act.BOOK, by=by, at=at, root=application)
    except IntegrityError:
        raise AlreadyBooked from None
    _make_hour(centre, day, hour, places)
    _take_place(centre, day, hour, places)
    return appointment


@transaction.atomic
def reschedule_appointment(
    appointment: Appointment, *, centre: str, day: date, hour: int, no_show: timedelta, by: Actor, at: datetime
) -> Appointment:
    """Move to another place: the new one is taken before the old one is given back, or nothing happens.

    The old appointment ends and a new one is booked, so that a check-in code of the old one opens nothing.
    An appointment that is at this time already is answered as it is: a form that was posted twice moves once.

    Raises NoPlaceLeft, DayNotOffered, NoSuchPlace and those of `advance`.
    """
    if (appointment.centre, appointment.day, appointment.hour) == (centre, day, hour):
        return appointment
    places = _places_offered(centre, day, hour, at)
    advance(appointment, Act.RESCHEDULE, by=by, at=at, root=appointment.application)
    _make_hour(centre, day, hour, places)
    _lock_hours(_hour(appointment.centre, appointment.day, appointment.hour) | _hour(centre, day, hour))
    moved = book_place(
        application=appointment.application,
        subject=appointment.subject,
        centre=centre,
        day=day,
        hour=hour,
        no_show=no_show,
        by=by,
        at=at,
    )
    _give_back(appointment)
    return moved


def _places_offered(centre: str, day: date, hour: int, at: datetime) -> int:
    """How many places the hour has in all. Raises DayNotOffered or NoSuchPlace."""
    places = places_offered(centre, day, hour, at)
    if not places:
        raise DayNotOffered
    return places


def _make_hour(centre: str, day: date, hour: int, places: int) -> None:
    """Count the places of an hour from its first booking on."""
    row = Capacity(id=uuid7(), centre=centre, day=day, hour=hour, places=places, left=places)
    Capacity.objects.bulk_create([row], ignore_conflicts=True)


def _take_place(centre: str, day: date, hour: int, places: int) -> None:
    """Take one of `places`: a counter may have been closed, or a clerk planned, since the hour was first counted.

    Last, so that the busy row is locked for as short as possible.
    """
    taken = F("places") - F("left")
    hours = Capacity.objects.filter(_hour(centre, day, hour)).annotate(taken=taken).filter(taken__lt=places)
    if not hours.update(places=places, left=Value(places - 1) - taken):
        raise NoPlaceLeft


def _hour(centre: str, day: date, hour: int) -> Q:
    return Q(centre=centre, day=day, hour=hour)


def _lock_hours(hours: Q) -> None:
    """In one order for everybody, so that two who swap their hours do not wait for each other for ever."""
    list(Capacity.objects.select_for_update().filter(hours).order_by("centre", "day", "hour"))


@transaction.atomic
def cancel_appointment(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """Give the place back. Raises WrongStatus, WrongRole or CaseHasMoved."""
    advance(appointment, Act.CANCEL, by=by, at=at, root=appointment.application)
    _give_back(appointment)


@transaction.atomic
def check_in_visitor(appointment: Appointment, *, visit: UUID, by: Actor, at: datetime) -> None:
    """The visitor is at the centre and has shown the code. Raises WrongCentre and those of `advance`."""
    if appointment.centre != by.place:
        raise WrongCentre
    advance(appointment, Act.CHECK_IN, by=by, at=at, root=appointment.application, changes={"visit": visit})


@transaction.atomic
def finish_visit(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """The visit is over. Raises WrongStatus, WrongRole or CaseHasMoved."""
    advance(appointment, Act.FINISH, by=by, at=at, root=appointment.application)


@transaction.atomic
def miss_appointment(appointment: Appointment, *, at: datetime) -> None:
    """Nobody came, or the visit was not finished. The worker may book again."""
    advance(appointment, Act.MISS, by=SYSTEM, at=at, root=appointment.application)


@transaction.atomic
def displace_appointment(appointment: Appointment, *, at: datetime) -> None:
    """The centre is closed on that day: the place is gone, and the worker chooses another before anybody else."""
    advance(appointment, Act.DISPLACE, by=SYSTEM, at=at, root=appointment.application)
    _give_back(appointment)


def _give_back(appointment: Appointment) -> None:
    hour = _hour(appointment.centre, appointment.day, appointment.hour)
    Capacity.objects.filter(hour).update(left=F("left") + 1)


OPEN = (Status.BOOKED, Status.CHECKED_IN)
