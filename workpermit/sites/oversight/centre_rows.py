"""One centre among all: its numbers of today and tomorrow, from a handful of queries for the whole country."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from workpermit.appointments.queries import load_of_days
from workpermit.catalogue.queries import get_province
from workpermit.catalogue.reference import Centre
from workpermit.centres.plan import Plan
from workpermit.centres.queries import list_places, open_incidents, plan_days
from workpermit.complaints.queries import BookCount, count_books
from workpermit.core.calendar import BANGKOK, bangkok_date
from workpermit.sites.load_chart import DayLoad, day_load
from workpermit.visits.network import DayTimes, times_of_centres

NOBODY_YET = DayTimes()
NO_COMPLAINTS = BookCount()


class Staffing(NamedTuple):
    """Counters at the hour of a day at which they are scarcest: as planned, and as the bookings need them."""

    planned: int
    needed: int

    @property
    def short(self) -> int:
        return max(0, self.needed - self.planned)


@dataclass(frozen=True, slots=True)
class Row:
    """One centre. `planned_now` counters should be open in the hour of the page."""

    centre: Centre
    name: str
    province: str
    today: DayLoad
    tomorrow: DayLoad
    times: DayTimes
    planned_now: int
    staffing: Staffing  # of tomorrow
    incidents: int
    book: BookCount


def rows_of_centres(at: datetime, language: str) -> list[Row]:
    """Every centre and every mobile unit that is on tour, in the order of the catalogue."""
    today, hour = bangkok_date(at), at.astimezone(BANGKOK).hour
    tomorrow = today + timedelta(days=1)
    places = list_places(at)
    codes = [one.code for one in places]
    plan, loads = plan_days(codes, today, tomorrow, at=at), load_of_days(codes, today, tomorrow)
    going_on, times, books = open_incidents(codes), times_of_centres(codes, at), count_books(at)

    def row(one: Centre) -> Row:
        ahead = day_load(plan, one.code, tomorrow, loads)
        is_open = hour in plan.hours_open(one.code, today)
        return Row(
            centre=one,
            name=one.name.show(language),
            province=get_province(one.province).name.show(language),
            today=day_load(plan, one.code, today, loads),
            tomorrow=ahead,
            times=times.get(one.code, NOBODY_YET),
            planned_now=plan.counters_in(one.code, today, hour) if is_open else 0,
            staffing=staffing_of(plan, one.code, ahead),
            incidents=going_on.get(one.code, 0),
            book=books.get(one.code, NO_COMPLAINTS),
        )

    return [row(one) for one in places]


def staffing_of(plan: Plan, centre: str, load: DayLoad) -> Staffing:
    """The hour of a day that needs counters most beyond what is planned; nothing where the centre is closed."""
    hours = [
        Staffing(plan.counters_in(centre, load.day, row.hour), plan.counters_for(centre, row.load.all))
        for row in load.rows
    ]
    return max(hours, key=lambda one: (one.needed - one.planned, one.needed), default=Staffing(0, 0))
