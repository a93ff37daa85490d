"""All service centres on a map, in a table and as numbers for a spreadsheet, and one of them as its manager sees it."""

import csv
from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from workpermit.appointments.queries import load_of_days
from workpermit.catalogue.queries import NoSuchPlace, list_centres
from workpermit.centres.queries import (
    list_closures,
    list_counters,
    list_equipment,
    list_incidents,
    list_overrides,
    plan_days,
    stops_ahead,
    where_is,
)
from workpermit.complaints.topics import answer_days, period_note
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.sites.centres_words import EQUIPMENT, INCIDENTS, STATES, weekday
from workpermit.sites.http import Request, signed_in
from workpermit.sites.load_chart import day_load
from workpermit.sites.oversight.centre_rows import NOBODY_YET, rows_of_centres, staffing_of
from workpermit.sites.oversight.country_map import FILLS, draw_country
from workpermit.sites.oversight.country_views import VIEWS, cells_of, marks_of, sorted_by
from workpermit.sites.oversight.wait_chart import draw_waits
from workpermit.sites.service_bands import day_services
from workpermit.visits.network import hours_of_centre, times_of_centres

FORECAST = 7  # days after today
BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet takes Thai for something else


@require_GET
@signed_in(Role.POLICY_OFFICER)
def overview(request: Request) -> HttpResponse:
    """Every centre by its load, its waits or its staffing: on the map and in the table."""
    at = timezone.now()
    show = request.GET.get("show", "")
    show = show if show in VIEWS else next(iter(VIEWS))
    view = VIEWS[show]
    found = rows_of_centres(at, get_language() or "th")
    rows, order = sorted_by(found, view, request.GET.get("by", ""))
    country, around = draw_country(marks_of(found, view))
    context = {
        "views": [(key, one.title) for key, one in VIEWS.items()],
        "show": show,
        "view": view,
        "rows": [(row, view.level(row), cells) for row, cells in zip(rows, cells_of(rows, view), strict=True)],
        "legend": [(words, FILLS[kind]) for words, kind in view.legend()],
        "order": order,
        "today": bangkok_date(at),
        "country": country,
        "around": around,
        "closures": list_closures(bangkok_date(at)),
        "stops": len(stops_ahead(at)),
        "sums": (sum(row.today.places for row in found), sum(row.today.booked for row in found)),
        "served": sum(row.times.served for row in found),
        "days": answer_days(),
        "period": period_note(),
        "waiting": sum(row.times.waiting for row in found),
    }
    return render(request, "oversight/centres/overview.html", context)


@require_GET
@signed_in(Role.POLICY_OFFICER)
def numbers(request: Request) -> HttpResponse:
    """All numbers of all views as a table for a spreadsheet (RFC 4180, UTF-8); minutes with one decimal."""
    at = timezone.now()
    columns = [column for view in VIEWS.values() for column in view.columns]
    units = {"percent": "%", "minutes": _("minutes")}
    name = f"centres-{bangkok_date(at).isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    answer = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8", headers=headers)
    table = csv.writer(answer)
    titles = [f"{one.title} ({units[one.unit]})" if one.unit else str(one.title) for one in columns]
    table.writerow([_("Code"), _("Centre"), _("Province"), *titles])
    for row in rows_of_centres(at, get_language() or "th"):
        values = (column.value(row) for column in columns)
        table.writerow([row.centre.code, row.name, row.province, *("" if v is None else round(v, 1) for v in values)])
    return answer


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
        "times": times_of_centres([centre], at).get(centre, NOBODY_YET),
        "waits": draw_waits(hours_of_centre(centre, today)),
        "staffing": staffing_of(plan, centre, days[1]),
        "services": day_services(plan, centre, today),
        "days": [(weekday(one.day), one) for one in days[1:]],
        "counters": list_counters(centre),
        "equipment": [(EQUIPMENT[one.kind], *STATES[one.status], one) for one in list_equipment(centre)],
        "incidents": [(INCIDENTS[one.kind], one) for one in list_incidents(centre)],
        "closures": list_closures(today, centre=centre),
        "overrides": list_overrides(centre, today),
    }
    return render(request, "oversight/centres/centre.html", context)
