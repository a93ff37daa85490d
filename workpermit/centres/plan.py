"""The places of many centres, days and hours, from a handful of queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from uuid import UUID, uuid5

from workpermit.catalogue.queries import centre_size, service_minutes
from workpermit.catalogue.reference import Centre
from workpermit.centres.capacity import CLOSED, IDENTITY, Hour, fit_counters, places_of, served
from workpermit.centres.hours import hours_open, is_open_on
from workpermit.centres.lifecycle import EquipmentStatus, OrderStatus, ShiftStatus, StopStatus
from workpermit.centres.models import Closure, Counter, DayOverride, Equipment, Shift, TourStop

MOBILE = "MB"  # the type of a mobile unit
_COUNTERS = UUID("5d6f0a3e-7a53-4f0b-9c55-1c8f3c6f0b1a")  # names the counters that a centre has by its size


def counters_by_size(centre: Centre) -> list[Counter]:
    """The counters that a centre has as long as nobody has changed them: unsaved rows, the same each time."""
    size = centre_size(centre.size)
    found = []
    for number in range(1, size.counters + 1):
        identity, last = number <= size.identity, number == size.counters
        found.append(Counter(
            id=uuid5(_COUNTERS, f"{centre.code}/{number}"), centre=centre.code, number=str(number),
            check_in=identity, identity=identity, cards=not identity and not last, assisted=last,
        ))  # fmt: skip
    return found


def _fit(counters: Collection[Counter], machines: Collection[Equipment]) -> dict[str, int]:
    return {service: fit_counters(service, counters, machines) for service in Counter.CAPABILITIES}


@dataclass(frozen=True, slots=True)
class _CentreDays:
    """One centre: what it has every day, and what is different on single days."""

    centre: Centre
    fit: dict[str, int]  # how many counters can do each service
    shifts: dict[date, list[tuple[UUID, int, int]]]
    overrides: dict[date, int]
    closures: list[tuple[date, date]]
    stops: list[TourStop]

    def stop_on(self, day: date) -> TourStop | None:
        """Where a mobile unit is on a day."""
        return next((one for one in self.stops if one.first_day <= day <= one.last_day), None)

    def hours_on(self, day: date, holidays: Collection[date]) -> Sequence[int]:
        """The hours of a day at which a visit may begin; none where the centre is closed."""
        if any(first <= day <= last for first, last in self.closures):
            return ()
        if self.centre.type == MOBILE:
            stop = self.stop_on(day)
            return range(stop.from_hour, stop.until_hour) if stop else ()
        return hours_open(self.centre) if is_open_on(self.centre, day, holidays) else ()

    def published_on(self, day: date, hours: int) -> int:
        """The places of an hour as they are published: of the stop, or of the centre's day over its hours."""
        stop = self.stop_on(day)
        return stop.places if stop else max(1, self.centre.capacity_per_day // hours)


class Plan:
    """The places of some centres between two days."""

    def __init__(self, centres: Sequence[Centre], first: date, last: date, holidays: Collection[date]):
        self._holidays = holidays
        codes = [centre.code for centre in centres]
        counters: dict[str, list[Counter]] = defaultdict(list)
        for counter in Counter.objects.filter(centre__in=codes):
            counters[counter.centre].append(counter)
        machines: dict[str, list[Equipment]] = defaultdict(list)
        for machine in Equipment.objects.filter(centre__in=codes).exclude(status=EquipmentStatus.RETIRED):
            machines[machine.centre].append(machine)
        self._centres = {
            centre.code: _CentreDays(
                centre,
                _fit(counters[centre.code] or counters_by_size(centre), machines[centre.code]),
                defaultdict(list),
                {},
                [],
                [],
            )
            for centre in centres
        }
        self._read_days(codes, first, last)

    def _read_days(self, codes: Sequence[str], first: date, last: date) -> None:
        for shift in Shift.objects.filter(centre__in=codes, day__gte=first, day__lte=last, status=ShiftStatus.PLANNED):
            self._centres[shift.centre].shifts[shift.day].append((shift.account, shift.from_hour, shift.until_hour))
        for one in DayOverride.objects.filter(
            centre__in=codes, day__gte=first, day__lte=last, status=OrderStatus.ORDERED
        ):
            self._centres[one.centre].overrides[one.day] = one.places
        for closure in Closure.objects.filter(
            centre__in=codes, first_day__lte=last, last_day__gte=first, status=OrderStatus.ORDERED
        ):
            self._centres[closure.centre].closures.append((closure.first_day, closure.last_day))
        for stop in TourStop.objects.filter(
            unit__in=codes, first_day__lte=last, last_day__gte=first, status=StopStatus.PUBLISHED
        ):
            self._centres[stop.unit].stops.append(stop)

    def hours_open(self, centre: str, day: date) -> Sequence[int]:
        """The hours of a day at which a visit may begin; none where the centre is closed."""
        return self._centres[centre].hours_on(day, self._holidays)

    def staff_in(self, centre: str, day: date, hour: int) -> int:
        """How many are planned for an hour; as many as the centre's size says where nobody is planned that day."""
        held = self._centres[centre]
        if not held.shifts.get(day):
            return centre_size(held.centre.size).staff
        return len({account for account, begins, ends in held.shifts[day] if begins <= hour < ends})

    def counters_in(self, centre: str, day: date, hour: int) -> int:
        """How many counters can identify people in an hour: those that are fit and have somebody planned."""
        return min(self._centres[centre].fit[IDENTITY], self.staff_in(centre, day, hour))

    def counters_for(self, centre: str, people: int) -> int:
        """How many counters it takes to serve so many people in an hour."""
        return ceil(people * centre_size(self._centres[centre].centre.size).minutes_per_visit / 60)

    def day(self, centre: str, day: date, service: str = IDENTITY) -> dict[int, Hour]:
        """The people whom each open hour can serve, and what limits them; empty where the centre is closed.

        For identity these are the places that can be booked. For any other service of a counter
        (`Counter.CAPABILITIES`) it is what counters and staff could do with that alone.
        """
        held, hours = self._centres[centre], self.hours_open(centre, day)
        counters, minutes = held.fit[service], service_minutes(service, held.centre.size)

        def with_staff(staff: int) -> Hour:
            if service != IDENTITY:
                return served(counters=counters, staff=staff, minutes=minutes)
            return places_of(
                counters=counters,
                staff=staff,
                minutes=minutes,
                published=held.published_on(day, len(hours)),
                override=held.overrides.get(day),
            )

        if not hours or held.shifts.get(day):
            return {hour: with_staff(self.staff_in(centre, day, hour)) for hour in hours}
        return dict.fromkeys(hours, with_staff(self.staff_in(centre, day, hours[0])))

    def hour(self, centre: str, day: date, hour: int) -> Hour:
        """The places of an hour, and what limits them."""
        return self.day(centre, day).get(hour, CLOSED)

    def places_in(self, centre: str, day: date, hour: int) -> int:
        """The places of an hour; 0 where the centre is closed."""
        return self.hour(centre, day, hour).places
