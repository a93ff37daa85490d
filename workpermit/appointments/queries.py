"""Reading appointments and free places."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from workpermit.appointments.lifecycle import Status
from workpermit.appointments.models import Appointment, Capacity, GroupBooking, WaitingPlace
from workpermit.appointments.places import bookable_hours, plan_ahead
from workpermit.centres.queries import closed_days, list_places
from workpermit.core.actors import Actor
from workpermit.core.calendar import bangkok_date
from workpermit.core.row_query import RowQuery

OPEN = (Status.BOOKED, Status.CHECKED_IN)
_OPEN = RowQuery(Appointment, "WHERE application = %s AND status IN ('booked', 'checked_in')")
_IN_LIST = RowQuery(WaitingPlace, "WHERE application = %s AND status IN ('waiting', 'offered')")


@dataclass(frozen=True, slots=True)
class FreeHour:
    day: date
    hour: int
    left: int


@dataclass(frozen=True, slots=True)
class Load:
    """The appointments of an hour by where they stand."""

    COUNTED: ClassVar = (Status.BOOKED, Status.CHECKED_IN, Status.KEPT, Status.MISSED)

    booked: int = 0
    here: int = 0
    kept: int = 0
    missed: int = 0

    @property
    def all(self) -> int:
        """Everybody who has or had a place; who cancelled or moved is not among them."""
        return self.booked + self.here + self.kept + self.missed


def list_free_hours(centre: str, at: datetime) -> list[FreeHour]:
    """The hours of a centre that can still be booked, with the places left, soonest first. Raises NoSuchPlace."""
    return list(_free([centre], at, Capacity.objects.filter(centre=centre))[centre])


def list_free_days(at: datetime) -> dict[str, dict[date, int]]:
    """The places left of every centre by day, from hours that can still be booked; days without any are left out."""
    found = _free([place.code for place in list_places(at)], at, Capacity.objects.all())
    free: dict[str, dict[date, int]] = {}
    for centre, hours in found.items():
        days: Counter[date] = Counter()
        for one in hours:
            days[one.day] += one.left
        free[centre] = dict(days)
    return free


def _free(centres: list[str], at: datetime, counted: "QuerySet[Capacity]") -> dict[str, Iterator[FreeHour]]:
    """What is left of each hour: its places as they follow from the centre now, without those that are taken."""
    rows = counted.filter(day__gte=bangkok_date(at)).values_list("centre", "day", "hour", F("places") - F("left"))
    taken = {(centre, day, hour): count for centre, day, hour, count in rows}
    plan = plan_ahead(centres, at)

    def of_centre(centre: str) -> Iterator[FreeHour]:
        for day, hour, places in bookable_hours(plan, centre, at):
            left = places - taken.get((centre, day, hour), 0)
            if left > 0:
                yield FreeHour(day, hour, left)

    return {centre: of_centre(centre) for centre in centres}


def find_open_appointment(application: UUID) -> Appointment | None:
    """The appointment that is booked or under way, if there is one."""
    found = _OPEN(application)
    return found[0] if found else None


def find_kept(application: UUID) -> Appointment | None:
    """The newest appointment that was kept."""
    return Appointment.objects.filter(application=application, status=Status.KEPT).order_by("-id").first()


def list_appointments(application: UUID) -> list[Appointment]:
    """All appointments of an application, newest first."""
    return list(Appointment.objects.filter(application=application).order_by("-id"))


def get_appointment(appointment: UUID) -> Appointment:
    """Raises Appointment.DoesNotExist."""
    return Appointment.objects.get(pk=appointment)


def get_waiting(place: UUID) -> WaitingPlace:
    """Raises WaitingPlace.DoesNotExist."""
    return WaitingPlace.objects.get(pk=place)


def find_waiting(application: UUID) -> WaitingPlace | None:
    """Where an application waits for a place, or what is offered to it; None where it does not wait."""
    found = _IN_LIST(application)
    return found[0] if found else None


def get_group(group: UUID, *, seen_by: Actor) -> GroupBooking:
    """A group of the reader's own. Raises GroupBooking.DoesNotExist."""
    return GroupBooking.objects.get(pk=group, account=seen_by.id)


def list_open_appointments(applications: Sequence[UUID]) -> dict[UUID, Appointment]:
    """The open appointment of each of these applications that has one."""
    found = Appointment.objects.filter(application__in=applications, status__in=OPEN)
    return {one.application: one for one in found}


def list_day(centre: str, day: date) -> list[Appointment]:
    """The appointments of a centre on one day by hour. Numbers only; names are for the counter."""
    return list(Appointment.objects.filter(centre=centre, day=day).order_by("hour", "id"))


def load_of_days(centres: Collection[str], first: date, last: date) -> dict[tuple[str, date, int], Load]:
    """What has been booked at some centres between two days, by centre, day and hour. Numbers only."""
    rows = (
        Appointment.objects.filter(centre__in=centres, day__gte=first, day__lte=last, status__in=Load.COUNTED)
        .values_list("centre", "day", "hour", "status")
        .annotate(Count("id"))
    )
    counts: dict[tuple[str, date, int], dict[str, int]] = {}
    for centre, day, hour, status, count in rows:
        counts.setdefault((centre, day, hour), {})[status] = count
    return {hour: Load(*(found.get(status, 0) for status in Load.COUNTED)) for hour, found in counts.items()}


def list_missed(at: datetime, *, here: Collection[UUID] = ()) -> list[Appointment]:
    """Open appointments whose time has passed, at most 500, without those whose visitors are `here`.

    They are left out before the 500 are counted: otherwise so many in the halls would stop it for everybody.
    """
    late = Appointment.objects.filter(missed_after__lt=at, status__in=OPEN).exclude(pk__in=here)
    return list(late.order_by("missed_after")[:500])


def list_displaced(at: datetime) -> list[Appointment]:
    """Booked appointments on days on which their centre is closed, at most 500, the first first."""
    closed = closed_days(bangkok_date(at))
    if not closed:
        return []
    days = Q()
    for centre, first, last in closed:
        days |= Q(centre=centre, day__gte=max(first, bangkok_date(at)), day__lte=last)
    return list(Appointment.objects.filter(days, status=Status.BOOKED).order_by("day", "hour", "id")[:500])


def count_booked(centre: str, first: date, last: date) -> int:
    """How many have booked at a centre between two days: whom a closure of these days would move."""
    return Appointment.objects.filter(centre=centre, day__gte=first, day__lte=last, status=Status.BOOKED).count()
