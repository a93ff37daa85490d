"""All service centres on a map and in a table, and one of them as its manager sees it."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from workpermit.appointments.queries import load_of_days
from workpermit.catalogue.queries import NoSuchPlace, get_province, list_centres
from workpermit.catalogue.reference import Centre
from workpermit.centres.queries import (
    list_closures,
    list_counters,
    list_equipment,
    list_incidents,
    list_overrides,
    list_places,
    open_incidents,
    plan_days,
    stops_ahead,
    where_is,
)
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.sites.centres_words import EQUIPMENT, INCIDENTS, STATES, weekday
from workpermit.sites.http import Request, signed_in
from workpermit.sites.load_chart import DayLoad, day_load
from workpermit.sites.oversight.country_map import draw_country

FORECAST = 7  # days after today
FULL, BUSY = 90, 60  # booked places in a hundred
ORDERS = ("name", "province", "places", "booked", "percent", "tomorrow", "incidents")


@dataclass(frozen=True, slots=True)
class Row:
    """One centre in the table."""

    centre: Centre
    name: str
    province: str
    today: DayLoad
    tomorrow: DayLoad
    incidents: int

    @property
    def state(self) -> tuple[str | Promise, str]:
        """The load in a word, with the chip that goes with it."""
        if not self.today.rows:
            return _("closed today"), "none"
        if self.today.over:
            return _("more booked than can be served"), "bad"
        if self.today.percent >= FULL:
            return _("nearly full"), "warn"
        return (_("busy"), "wait") if self.today.percent >= BUSY else (_("places free"), "ok")

    def by(self, order: str) -> tuple[object, str]:
        """What the table is sorted by, then the name."""
        known: dict[str, object] = {
            "province": self.province,
            "places": -self.today.places,
            "booked": -self.today.booked,
            "percent": -self.today.percent,
            "tomorrow": -self.tomorrow.percent,
            "incidents": -self.incidents,
        }
        return known.get(order, ""), self.name


@require_GET
@signed_in(Role.POLICY_OFFICER)
def overview(request: Request) -> HttpResponse:
    """Today's load of every centre, and tomorrow's."""
    at, language = timezone.now(), get_language() or "th"
    today = bangkok_date(at)
    tomorrow = today + timedelta(days=1)
    places = list_places(at)
    codes = [one.code for one in places]
    plan, loads = plan_days(codes, today, tomorrow, at=at), load_of_days(codes, today, tomorrow)
    going_on = open_incidents(codes)
    rows = [
        Row(
            centre=one,
            name=one.name.show(language),
            province=get_province(one.province).name.show(language),
            today=day_load(plan, one.code, today, loads),
            tomorrow=day_load(plan, one.code, tomorrow, loads),
            incidents=going_on.get(one.code, 0),
        )
        for one in places
    ]
    order = request.GET.get("by", "")
    order = order if order in ORDERS else "percent"
    country, around = draw_country((row.centre.province, row.today.places, row.today.booked) for row in rows)
    context = {
        "rows": sorted(rows, key=lambda row: row.by(order)),
        "order": order,
        "today": today,
        "country": country,
        "around": around,
        "closures": list_closures(today),
        "stops": len(stops_ahead(at)),
        "sums": (sum(row.today.places for row in rows), sum(row.today.booked for row in rows)),
    }
    return render(request, "oversight/centres/overview.html", context)


@require_GET
@signed_in(Role.POLICY_OFFICER)
def centre(request: Request, centre: str) -> HttpResponse:
    """One centre: today by hour, the next days, what is out of order, what was ordered and why."""
    at = timezone.now()
    today = bangkok_date(at)
    last = today + timedelta(days=FORECAST)
    try:
        place = where_is(centre, at=at)
        plan = plan_days([centre], today, last, at=at)
    except NoSuchPlace:
        raise Http404 from None
    loads = load_of_days([centre], today, last)
    days = [day_load(plan, centre, today + timedelta(days=n), loads) for n in range(FORECAST + 1)]
    context = {
        "centre": place,
        "is_mobile": place.code not in {one.code for one in list_centres()},
        "today": days[0],
        "days": [(weekday(one.day), one) for one in days[1:]],
        "counters": list_counters(centre),
        "equipment": [(EQUIPMENT[one.kind], *STATES[one.status], one) for one in list_equipment(centre)],
        "incidents": [(INCIDENTS[one.kind], one) for one in list_incidents(centre)],
        "closures": list_closures(today, centre=centre),
        "overrides": list_overrides(centre, today),
    }
    return render(request, "oversight/centres/centre.html", context)
