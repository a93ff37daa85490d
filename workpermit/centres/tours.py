"""Where the mobile units are: they can be booked as centres on the days of their stops."""

from datetime import date, datetime, timedelta

import msgspec

from workpermit.catalogue import queries as catalogue
from workpermit.catalogue.reference import Centre
from workpermit.catalogue.wording import Text
from workpermit.centres.lifecycle import StopStatus
from workpermit.centres.models import TourStop
from workpermit.core.calendar import bangkok_date, show_date
from workpermit.core.languages import THAI

AHEAD = timedelta(days=27)  # as far as places can be booked


def stops_ahead(at: datetime) -> list[TourStop]:
    """The published stops of the days that can be booked, the first first."""
    today = bangkok_date(at)
    ahead = TourStop.objects.filter(status=StopStatus.PUBLISHED, last_day__gte=today, first_day__lte=today + AHEAD)
    return list(ahead.order_by("first_day", "unit"))


def list_places(at: datetime) -> list[Centre]:
    """The centres, then the mobile units that are on tour, each once."""
    units = dict.fromkeys(stop.unit for stop in stops_ahead(at))
    return [*catalogue.list_centres(), *(where_is(unit, at=at) for unit in units)]


def nearest_places(province: str, at: datetime) -> list[tuple[Centre, int]]:
    """Centres and mobile units on tour with the approximate distance in km, nearest first."""
    on_tour = [
        (_at_stops(catalogue.get_centre(stop.unit), [stop]), catalogue.kilometres(province, stop.province))
        for stop in stops_ahead(at)
    ]
    return sorted([*on_tour, *catalogue.nearest_centres(province)], key=lambda found: found[1])


def where_is(code: str, day: date | None = None, *, at: datetime) -> Centre:
    """A centre; a mobile unit with the place where it is on a day, or (None) with all its stops ahead.

    Raises NoSuchPlace.
    """
    centre = catalogue.get_centre(code)
    if code not in {one.code for one in catalogue.list_mobile_units()}:
        return centre
    if day is None:
        return _at_stops(centre, [stop for stop in stops_ahead(at) if stop.unit == code])
    return _at_stops(centre, list(TourStop.objects.filter(unit=code, first_day__lte=day, last_day__gte=day)))


def _at_stops(unit: Centre, stops: list[TourStop]) -> Centre:
    if not stops:
        return unit
    thai, english = (" / ".join(_said(stop, language) for stop in stops) for language in (THAI, "en"))
    return msgspec.structs.replace(unit, province=stops[0].province, address=Text(thai, english))


def _said(stop: TourStop, language: str) -> str:
    place = stop.place_th if language == THAI else stop.place_en
    province = catalogue.get_province(stop.province).name
    days = show_date(stop.first_day, language)
    if stop.last_day != stop.first_day:
        days += f" – {show_date(stop.last_day, language)}"
    return f"{place} · {province.th if language == THAI else province.en} · {days}"
