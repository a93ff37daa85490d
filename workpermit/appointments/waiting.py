"""The waiting list of a centre: a place that is given back goes to whoever is first, and not to whoever is fastest.

The order is published (`order`). A place that is offered stays taken, so that nobody else can book it; the offer ends
by itself and the place goes to the next, or back to all where nobody waits.
"""

from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from workpermit.appointments.counts import free_place
from workpermit.appointments.lifecycle import Status, WaitingAct, WaitingStatus
from workpermit.appointments.models import Appointment, WaitingPlace
from workpermit.appointments.places import begins, places_offered
from workpermit.appointments.services import Visitor, book_visitor
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import CaseHasMoved, advance, begin
from workpermit.catalogue.queries import booking_limit
from workpermit.core.actors import SYSTEM, Actor
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7

TRAVEL = timedelta(hours=3)  # an offer ends so long before its hour, and is not made later

GIVEN_BACK = (Status.CANCELLED, Status.MOVED)  # how an appointment ends that leaves a place to somebody else


class WaitingAlready(RuleBroken):
    """An application waits at one centre at a time."""


class OfferIsOver(RuleBroken):
    """An offer is taken before it ends; then the place is offered to the next."""


@transaction.atomic
def join_list(
    *, application: UUID, centre: str, bumped: bool, since: datetime, by: Actor, at: datetime
) -> WaitingPlace:
    """Wait for a place at a centre. Raises WaitingAlready."""
    place = WaitingPlace(id=uuid7(), application=application, centre=centre, bumped=bumped, since=since, joined_at=at)
    try:
        with transaction.atomic():
            begin(place, WaitingAct.JOIN, by=by, at=at, root=application)
    except IntegrityError:
        raise WaitingAlready from None
    return place


@transaction.atomic
def leave_list(place: WaitingPlace, *, by: Actor, at: datetime) -> None:
    """Wait no longer. Raises WrongStatus or CaseHasMoved."""
    advance(place, WaitingAct.LEAVE, by=by, at=at, root=place.application)


@transaction.atomic
def take_offer(place: WaitingPlace, *, visitor: Visitor, by: Actor, at: datetime) -> Appointment:
    """Book the place that is kept. Raises OfferIsOver, WrongStatus, CaseHasMoved and those of `book_visitor`."""
    if place.offered_until is None or place.day is None or place.hour is None or place.offered_until <= at:
        raise OfferIsOver
    advance(place, WaitingAct.TAKE, by=by, at=at, root=place.application)
    return book_visitor(visitor, place.centre, place.day, place.hour, by=by, at=at)


@transaction.atomic
def pass_on(appointment: Appointment, *, at: datetime) -> WaitingPlace | None:
    """Offer the place of an appointment that was given back, once however often this is asked."""
    given_back = Appointment.objects.filter(pk=appointment.pk, status__in=GIVEN_BACK, passed_on=False)
    if not given_back.update(passed_on=True):
        return None
    return offer_place(appointment.centre, appointment.day, appointment.hour, lot=appointment.pk, at=at)


@transaction.atomic
def lapse_offer(place: WaitingPlace, *, at: datetime) -> WaitingPlace | None:
    """Nobody took it in time: offer the place to the next, who is answered. Raises WrongStatus or CaseHasMoved."""
    advance(place, WaitingAct.LAPSE, by=SYSTEM, at=at, root=place.application)
    if place.day is None or place.hour is None:
        return None
    return offer_place(place.centre, place.day, place.hour, lot=place.pk, at=at)


@transaction.atomic
def offer_place(centre: str, day: date, hour: int, *, lot: UUID, at: datetime) -> WaitingPlace | None:
    """Keep a place that nobody holds for the first of the list; answers who that is, or None where it is for all.

    `lot` decides ties: the id of what was given back, which nobody who waits could know when he joined.
    """
    until = min(at + timedelta(hours=booking_limit("offer_hours")), begins(day, hour) - TRAVEL)
    if until > at and places_offered(centre, day, hour, at):
        waiting = WaitingPlace.objects.filter(centre=centre, status=WaitingStatus.WAITING)
        changes = {"day": day, "hour": hour, "offered_until": until}
        for place in sorted(waiting, key=lambda one: order(one, lot)):
            try:
                advance(place, WaitingAct.OFFER, by=SYSTEM, at=at, root=place.application, changes=changes)
            except CaseHasMoved:
                continue  # left the list at this moment
            enqueue("lapse_offer", place.pk, not_before=until)
            return place
    free_place(centre, day, hour)
    return None


def order(place: WaitingPlace, lot: UUID) -> tuple[bool, datetime, datetime, bytes]:
    """First whom a closure has bumped, then who has waited longest, then who joined first; a tie is decided by a hash
    that nobody can choose."""
    tie = sha256(place.pk.bytes + lot.bytes).digest()
    return (not place.bumped, place.since, place.joined_at, tie)
