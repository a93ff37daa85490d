"""Reading appointments and free places."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from workpermit.appointments.lifecycle import Status
from workpermit.appointments.models import Appointment, Capacity
from workpermit.appointments.places import bookable_hours, places_in_hour
from workpermit.catalogue.queries import get_centre, list_centres
from workpermit.core.calendar import bangkok_date


@dataclass(frozen=True, slots=True)
class FreeHour:
    day: date
    hour: int
    left: int


def list_free_hours(centre: str, at: datetime) -> list[FreeHour]:
    """The hours of a centre that can still be booked, with the places left, soonest first."""
    places = places_in_hour(get_centre(centre).capacity_per_day)
    counted = Capacity.objects.filter(centre=centre, day__gte=bangkok_date(at)).values_list("day", "hour", "left")
    left = {(day, hour): left for day, hour, left in counted}
    hours = (FreeHour(day, hour, left.get((day, hour), places)) for day, hour in bookable_hours(at))
    return [free for free in hours if free.left]


def list_free_days(at: datetime) -> dict[str, dict[date, int]]:
    """The places left of every centre by day, from hours that can still be booked; days without any are left out."""
    counted = Capacity.objects.filter(day__gte=bangkok_date(at)).values_list("centre", "day", "hour", "left")
    left = {(centre, day, hour): left for centre, day, hour, left in counted}
    hours = bookable_hours(at)
    free: dict[str, dict[date, int]] = {}
    for centre in list_centres():
        places = places_in_hour(centre.capacity_per_day)
        days: Counter[date] = Counter()
        for day, hour in hours:
            days[day] += left.get((centre.code, day, hour), places)
        free[centre.code] = {day: count for day, count in days.items() if count}
    return free


def find_open_appointment(application: UUID) -> Appointment | None:
    """The appointment that is booked or under way, if there is one."""
    return Appointment.objects.filter(application=application, status__in=[Status.BOOKED, Status.CHECKED_IN]).first()


def list_appointments(application: UUID) -> list[Appointment]:
    """All appointments of an application, newest first."""
    return list(Appointment.objects.filter(application=application).order_by("-id"))


def get_appointment(appointment: UUID) -> Appointment:
    """Raises Appointment.DoesNotExist."""
    return Appointment.objects.get(pk=appointment)


def list_day(centre: str, day: date) -> list[Appointment]:
    """The appointments of a centre on one day by hour. Numbers only; names are for the counter."""
    return list(Appointment.objects.filter(centre=centre, day=day).order_by("hour", "id"))


def list_missed(at: datetime) -> list[Appointment]:
    """Open appointments whose time has passed, at most 500."""
    late = Appointment.objects.filter(missed_after__lt=at, status__in=[Status.BOOKED, Status.CHECKED_IN])
    return list(late.order_by("missed_after")[:500])
