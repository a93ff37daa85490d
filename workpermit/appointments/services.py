"""Booking a place and what follows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from workpermit.appointments.counts import NoPlaceLeft, find_hour, free_place, lock_hours, take_places
from workpermit.appointments.lifecycle import Act
from workpermit.appointments.models import ACCOUNT_DAY, APPLICATION_WEEK, EMPLOYER_DAY, WORKER_OPEN, Appointment
from workpermit.appointments.needs import known_needs
from workpermit.appointments.places import begins
from workpermit.appointments.queries import find_open_appointment
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance, begin
from workpermit.core.actors import SYSTEM, Actor
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7


class AlreadyBooked(RuleBroken):
    """The application has an open appointment already."""


class TooManyPlacesADay(RuleBroken):
    """An account holds so many places on one day, at all centres together."""


class TooManyForOneEmployer(RuleBroken):
    """An employer holds so many places on one day, whoever books them."""


class TooManyForOneWorker(RuleBroken):
    """A worker holds so many places at the same time, whoever booked them."""


class BookedTooOften(RuleBroken):
    """An application is booked and moved so often within seven days."""


class WrongCentre(RuleBroken):
    """The appointment is at another centre."""


# What the database says no with, and the rule that it means.
_RULES: dict[str, type[RuleBroken]] = {
    "application_has_one_open_appointment": AlreadyBooked,
    ACCOUNT_DAY: TooManyPlacesADay,
    EMPLOYER_DAY: TooManyForOneEmployer,
    WORKER_OPEN: TooManyForOneWorker,
    APPLICATION_WEEK: BookedTooOften,
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """For whom a place is booked. `worker` is the worker's account, `no_show` how long the centre waits.

    `employer` only brings visitors into one order; under which employer a place counts, the database looks up.
    """

    application: UUID
    subject: UUID
    no_show: timedelta
    worker: UUID | None = None
    needs: Sequence[str] = ()
    employer: str = ""


def book_place(*, visitor: Visitor, centre: str, day: date, hour: int, by: Actor, at: datetime) -> Appointment:
    """Book one named place. The database holds the count and the limits, whoever comes first.

    Where all are taken nothing is written or locked to find that out. Otherwise no savepoint inside the caller's
    transaction: whatever breaks here breaks the whole act.

    Raises NoPlaceLeft, DayNotOffered, AlreadyBooked, NoSuchPlace, TooManyPlacesADay, TooManyForOneEmployer,
    TooManyForOneWorker or BookedTooOften.
    """
    try:
        found = find_hour(centre, day, hour, at)
    except NoPlaceLeft:
        if find_open_appointment(visitor.application):
            raise AlreadyBooked from None  # by this very form, sent twice for the last place
        raise
    with transaction.atomic(savepoint=False):
        appointment = book_visitor(visitor, centre, day, hour, by=by, at=at)
        take_places(found)
    return appointment


def book_visitor(visitor: Visitor, centre: str, day: date, hour: int, *, by: Actor, at: datetime) -> Appointment:
    """Write the appointment; the caller takes its place in the same transaction. Raises as `book_place`."""
    appointment = _appointment(visitor, centre, day, hour, booked_by=by.id, at=at)
    with _as_rules():
        begin(appointment, Act.BOOK, by=by, at=at, root=visitor.application)
    return appointment


def draw_place(visitor: Visitor, centre: str, day: date, hour: int, *, account: UUID, at: datetime) -> Appointment:
    """Write the appointment that a draw gives to an application of this account, else as `book_visitor`."""
    appointment = _appointment(visitor, centre, day, hour, booked_by=account, at=at)
    with _as_rules():
        begin(appointment, Act.DRAW, by=SYSTEM, at=at, root=visitor.application)
    return appointment


def _appointment(visitor: Visitor, centre: str, day: date, hour: int, *, booked_by: UUID, at: datetime) -> Appointment:
    begins_at = begins(day, hour)
    return Appointment(
        id=uuid7(),
        application=visitor.application,
        subject=visitor.subject,
        worker=visitor.worker,
        needs=known_needs(visitor.needs),
        centre=centre,
        day=day,
        hour=hour,
        begins_at=begins_at,
        missed_after=begins_at + timedelta(hours=1) + visitor.no_show,
        booked_by=booked_by,
        booked_at=at,
    )


@contextmanager
def _as_rules() -> Iterator[None]:
    """What the database refuses inside, as the rule that it means."""
    try:
        yield
    except IntegrityError as error:
        broken = _RULES.get(getattr(getattr(error.__cause__, "diag", None), "constraint_name", ""))
        if broken is None:
            raise
        raise broken from None


@transaction.atomic
def reschedule_appointment(
    appointment: Appointment, *, centre: str, day: date, hour: int, no_show: timedelta, by: Actor, at: datetime
) -> Appointment:
    """Move to another place: the new one is taken before the old one is given back, or nothing happens.

    The old appointment ends and a new one is booked, so that a check-in code of the old one opens nothing.
    An appointment that is at this time already is answered as it is: a form that was posted twice moves once.

    Raises those of `book_place` and of `advance`.
    """
    if (appointment.centre, appointment.day, appointment.hour) == (centre, day, hour):
        return appointment
    found = find_hour(centre, day, hour, at)
    advance(appointment, Act.RESCHEDULE, by=by, at=at, root=appointment.application)
    visitor = Visitor(appointment.application, appointment.subject, no_show, appointment.worker, appointment.needs)
    # Before the hours are locked, as in booking: the limits hold locks of their own, and nobody waits in a circle.
    moved = book_visitor(visitor, centre, day, hour, by=by, at=at)
    lock_hours((appointment.centre, appointment.day, appointment.hour), (centre, day, hour))
    take_places(found)
    give_on(appointment)
    return moved


@transaction.atomic
def cancel_appointment(appointment: Appointment, *, by: Actor, at: datetime) -> None:
    """Give the place back. Raises WrongStatus, WrongRole or CaseHasMoved."""
    advance(appointment, Act.CANCEL, by=by, at=at, root=appointment.application)
    give_on(appointment)


@transaction.atomic
def say_needs(appointment: Appointment, *, needs: Sequence[str], by: Actor, at: datetime) -> None:
    """Tell the centre what to be ready for: also where a draw or a list gave the place, and until the visitor comes.

    Raises WrongStatus, WrongRole or CaseHasMoved.
    """
    changes = {"needs": known_needs(needs)}
    advance(appointment, Act.SAY_NEEDS, by=by, at=at, root=appointment.application, changes=changes)


@transaction.atomic
def check_in_visitor(appointment: Appointment, *, visit: UUID, by: Actor, at: datetime) -> None:
    """The visitor is at the centre and has shown the code. Raises WrongCentre and those of `advance`."""
    _check_centre(appointment, by)
    advance(appointment, Act.CHECK_IN, by=by, at=at, root=appointment.application, changes={"visit": visit})


@transaction.atomic
def check_in_by_paper(appointment: Appointment, *, visit: UUID, by: Actor, at: datetime) -> None:
    """The visitor is at the centre with the passport and without a code. Raises as `check_in_visitor`."""
    _check_centre(appointment, by)
    advance(appointment, Act.CHECK_IN_BY_PAPER, by=by, at=at, root=appointment.application, changes={"visit": visit})


def _check_centre(appointment: Appointment, by: Actor) -> None:
    if appointment.centre != by.place:
        raise WrongCentre


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
    free_place(appointment.centre, appointment.day, appointment.hour)


def give_on(appointment: Appointment) -> None:
    """The place of an appointment that was given back: for whoever waits there, else for everybody at once.

    An account sees its own place in the list alone, so the database answers with one word whether anybody waits.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT appointments_somebody_waits(%s)", [appointment.centre])
        found = cursor.fetchone()
    if found and found[0]:
        enqueue("offer_returned", appointment.pk)
    else:
        Appointment.objects.filter(pk=appointment.pk).update(passed_on=True)
        free_place(appointment.centre, appointment.day, appointment.hour)
