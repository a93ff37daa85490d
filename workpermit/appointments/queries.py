"""Reading appointments and free places."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from workpermit.appointments.lifecycle import Status
from workpermit.appointments.models import Appointment, Capacity
from workpermit.appointments.places import bookable_days, hours_open, is_bookable, places_in_hour
from workpermit.catalogue.queries import get_centre


@dataclass(frozen=True, slots=True)
class FreeHour:
    day: date
    hour: int
    left: int


def list_free_hours(centre: str, at: datetime) -> list[FreeHour]:
    """The hours of a centre that can still be booked, with the places left, soonest first."""
    places = places_in_hour(get_centre(centre).capacity_per_day)
    days = bookable_days(at)
    counted = Capacity.objects.filter(centre=centre, day__gte=days[0]).only("day", "hour", "left")
    taken = {(row.day, row.hour): row.left for row in counted}
    hours = (FreeHour(day, hour, taken.get((day, hour), places)) for day in days for hour in hours_open())
    return [free for free in hours if free.left and is_bookable(free.day, free.hour, at)]


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
