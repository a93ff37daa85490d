"""What a centre has, when it is open, and how many places follow."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from workpermit.catalogue import queries as catalogue
from workpermit.catalogue.definition import Text
from workpermit.centres.kept import kept_plan
from workpermit.centres.lifecycle import IncidentStatus, OrderStatus, ShiftStatus, StopStatus
from workpermit.centres.models import (
    LONGEST_NUMBER,
    LONGEST_REASON,
    LONGEST_SERIAL,
    MOST_PLACES,
    Closure,
    Counter,
    DayOverride,
    Equipment,
    EquipmentEntry,
    EquipmentKind,
    Incident,
    IncidentKind,
    Shift,
    TourStop,
)
from workpermit.centres.plan import Plan, counters_by_size
from workpermit.centres.tours import list_places, nearest_places, stops_ahead, where_is

__all__ = [
    "closed_days", "find_override", "get_closure", "get_counter", "get_equipment", "get_incident", "get_override",
    "get_shift", "get_stop", "kept_plan", "list_closures", "list_counters", "list_equipment", "list_history",
    "list_incidents", "list_overrides", "list_places", "list_shifts", "list_stops", "nearest_places", "open_incidents",
    "places_in", "plan_days", "stops_ahead", "where_is", "why_closed", "EquipmentKind", "IncidentKind",
    "LONGEST_NUMBER", "LONGEST_REASON", "LONGEST_SERIAL", "MOST_PLACES",
]  # fmt: skip


def places_in(centre: str, day: date, hour: int, *, at: datetime) -> int:
    """How many people a centre can take in an hour; 0 where it is closed. Raises NoSuchPlace."""
    return plan_days([centre], day, day, at=at).places_in(centre, day, hour)


def plan_days(centres: Sequence[str], first: date, last: date, *, at: datetime) -> Plan:
    """The places of some centres from a first day to a last, as known at `at`. Raises NoSuchPlace."""
    return Plan([catalogue.get_centre(code) for code in centres], first, last, catalogue.holidays(at))


def list_counters(centre: str) -> list[Counter]:
    """The counters of a centre by number; those of its size as long as nobody has changed them.

    Raises NoSuchPlace.
    """
    found = list(Counter.objects.filter(centre=centre)) or counters_by_size(catalogue.get_centre(centre))
    return sorted(found, key=lambda one: (len(one.number), one.number))


def get_counter(centre: str, counter: UUID) -> Counter:
    """Raises Counter.DoesNotExist where the centre has no such counter."""
    for one in list_counters(centre):
        if one.pk == counter:
            return one
    raise Counter.DoesNotExist


def list_equipment(centre: str) -> list[Equipment]:
    """The machines of a centre by kind and serial."""
    return list(Equipment.objects.filter(centre=centre).order_by("kind", "serial"))


def get_equipment(centre: str, equipment: UUID) -> Equipment:
    """Raises Equipment.DoesNotExist where the centre has no such machine."""
    return Equipment.objects.get(pk=equipment, centre=centre)


def list_history(equipment: UUID) -> list[EquipmentEntry]:
    """What happened to a machine, the newest first."""
    return list(EquipmentEntry.objects.filter(equipment=equipment).order_by("-id"))


def list_shifts(centre: str, first: date, last: date) -> list[Shift]:
    """Who is planned between two days, by day, hour and account."""
    planned = Shift.objects.filter(centre=centre, day__gte=first, day__lte=last, status=ShiftStatus.PLANNED)
    return list(planned.order_by("day", "from_hour", "account"))


def get_shift(centre: str, shift: UUID) -> Shift:
    """Raises Shift.DoesNotExist where the centre has no such shift."""
    return Shift.objects.get(pk=shift, centre=centre)


def list_overrides(centre: str, since: date) -> list[DayOverride]:
    """The changed days of a centre from a day on."""
    return list(DayOverride.objects.filter(centre=centre, day__gte=since, status=OrderStatus.ORDERED).order_by("day"))


def find_override(centre: str, day: date) -> DayOverride | None:
    """What was ordered for a day."""
    return DayOverride.objects.filter(centre=centre, day=day, status=OrderStatus.ORDERED).first()


def get_override(centre: str, override: UUID) -> DayOverride:
    """Raises DayOverride.DoesNotExist where the centre has no such changed day."""
    return DayOverride.objects.get(pk=override, centre=centre)


def list_closures(since: date, *, centre: str = "") -> list[Closure]:
    """The closures that have not ended before `since`, of one centre or of all, by their first day."""
    held = Closure.objects.filter(last_day__gte=since, status=OrderStatus.ORDERED).order_by("first_day", "centre")
    return list(held.filter(centre=centre) if centre else held)


def why_closed(centre: str, day: date, language: str) -> str:
    """The reason of the closure on a day in Thai, else in English; empty where the centre is open again."""
    found = (
        Closure.objects.filter(centre=centre, first_day__lte=day, last_day__gte=day, status=OrderStatus.ORDERED).first()
        or TourStop.objects.filter(
            unit=centre, first_day__lte=day, last_day__gte=day, status=StopStatus.CALLED_OFF
        ).first()
    )
    return "" if found is None else Text(found.reason_th, found.reason_en).show(language)


def get_closure(centre: str, closure: UUID) -> Closure:
    """Raises Closure.DoesNotExist where the centre has no such closure."""
    return Closure.objects.get(pk=closure, centre=centre)


def closed_days(since: date) -> list[tuple[str, date, date]]:
    """What has not ended before `since` and does not take place: centre or mobile unit, first day, last day."""
    called_off = TourStop.objects.filter(status=StopStatus.CALLED_OFF, last_day__gte=since)
    return [
        *((one.centre, one.first_day, one.last_day) for one in list_closures(since)),
        *((one.unit, one.first_day, one.last_day) for one in called_off),
    ]


def list_incidents(centre: str) -> list[Incident]:
    """The newest 50 incidents of a centre, those that go on first."""
    return list(Incident.objects.filter(centre=centre).order_by("-status", "-since")[:50])


def get_incident(centre: str, incident: UUID) -> Incident:
    """Raises Incident.DoesNotExist where the centre has no such incident."""
    return Incident.objects.get(pk=incident, centre=centre)


def open_incidents(centres: Sequence[str]) -> dict[str, int]:
    """How many incidents go on, by centre."""
    found = Incident.objects.filter(centre__in=centres, status=IncidentStatus.OPEN)
    return dict(found.values_list("centre").annotate(Count("id")))


def list_stops(since: date) -> list[TourStop]:
    """The stops of all mobile units that have not ended before `since`, called off ones too, the first first."""
    return list(TourStop.objects.filter(last_day__gte=since).order_by("first_day", "unit"))


def get_stop(stop: UUID) -> TourStop:
    """Raises TourStop.DoesNotExist."""
    return TourStop.objects.get(pk=stop)
