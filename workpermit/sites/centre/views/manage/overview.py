"""Today's load, the next days against what the centre can serve, and what keeps it from its work."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from workpermit.appointments.queries import load_of_days
from workpermit.centres.queries import list_closures, list_counters, list_equipment, list_incidents, plan_days
from workpermit.complaints.queries import BookCount, count_books
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.sites.centre.views.manage.page import manage_page
from workpermit.sites.centres_words import INCIDENTS, weekday
from workpermit.sites.http import Request, signed_in
from workpermit.sites.load_chart import day_load
from workpermit.sites.service_bands import day_services
from workpermit.visits.waits import Hour, times_by_counter

FORECAST = 7  # days after today


class Times(NamedTuple):
    """What was measured today over all counters; minutes are of the average visitor."""

    visitors: int
    gone: int
    waited: int
    served: int


@require_GET
@signed_in(Role.CENTRE_MANAGER)
def overview(request: Request) -> HttpResponse:
    """One day as a picture, a week as a table, and what is out of order."""
    centre, at = request.actor.place, timezone.now()
    today = bangkok_date(at)
    last = today + timedelta(days=FORECAST)
    plan, loads = plan_days([centre], today, last, at=at), load_of_days([centre], today, last)
    days = [day_load(plan, centre, today + timedelta(days=n), loads) for n in range(FORECAST + 1)]
    book = count_books(at).get(centre, BookCount())
    context = {
        "today": days[0],
        "services": day_services(plan, centre, today),
        "days": [(weekday(one.day), one) for one in days[1:]],
        "counters": [one for one in list_counters(centre) if one.identity],
        "broken": [one for one in list_equipment(centre) if one.status in ("faulty", "in_repair")],
        "times": _times(times_by_counter(centre, today)),
        "incidents": [(INCIDENTS[one.kind], one) for one in list_incidents(centre) if one.status == "open"],
        "closures": list_closures(today, centre=centre),
        "complaints": book.waiting,
        "complaints_late": book.late,
    }
    return manage_page(request, "overview", context)


def _times(hours: Sequence[Hour]) -> Times | None:
    """None where nobody was served yet."""
    visitors = sum(hour.visitors for hour in hours)
    if not visitors:
        return None
    return Times(
        visitors,
        sum(hour.gone for hour in hours),
        round(sum(hour.waited * hour.visitors for hour in hours) / visitors),
        round(sum(hour.served * hour.visitors for hour in hours) / visitors),
    )
