"""What others read from the catalogue: services by date, places, people's lists, the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple, TypeVar
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet

from workpermit.catalogue import filers, finder, reading, reference
from workpermit.catalogue.calendars import Calendar
from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.definition import Service, Text
from workpermit.catalogue.models import CalendarVersion, CohortVersion, ServiceVersion
from workpermit.core.errors import RuleBroken
from workpermit.core.part_query import PartQuery

Row = TypeVar("Row")
Version = TypeVar("Version", ServiceVersion, CohortVersion)


class NoSuchPlace(RuleBroken):
    """There is no place with this code."""


class NoSuchService(RuleBroken):
    """This service is not offered on this day."""


class NoSuchCohort(RuleBroken):
    """There is no cohort with this id on this day."""


@dataclass(frozen=True, slots=True)
class ServiceVersionRef:
    """A service as it holds at one moment, and the version that says so."""

    version_id: UUID
    number: int
    definition: Service


@dataclass(frozen=True, slots=True)
class CohortVersionRef:
    """A cohort as it holds at one moment, and the version that says so."""

    version_id: UUID
    number: int
    definition: Cohort


class _Held(NamedTuple):
    id: UUID
    number: int


_SERVICE = PartQuery(
    _Held,
    "SELECT id, number FROM catalogue_serviceversion "
    "WHERE service = %s AND valid_from <= %s AND (valid_until IS NULL OR valid_until > %s) ORDER BY id LIMIT 1",
)
_CALENDARS = PartQuery(
    _Held,
    "SELECT id, number FROM catalogue_calendarversion "
    "WHERE valid_from <= %s AND (valid_until IS NULL OR valid_until > %s) ORDER BY id LIMIT 1",
)


def list_services(at: datetime) -> list[ServiceVersionRef]:
    """The services that may be filed at `at`, in the order of their ids; what is closed is left out."""
    held = {one.definition.id: one.definition for one in list_cohorts(at)}
    return [one for one in list_catalogue(at) if _is_open(one.definition, held, at)]


def list_catalogue(at: datetime) -> list[ServiceVersionRef]:
    """Every service that holds at `at`, closed ones too, in the order of their ids."""
    rows = _valid(ServiceVersion.objects.all(), at).order_by("service").values_list("pk", "number")
    return [ServiceVersionRef(pk, number, get_version(pk)) for pk, number in rows]


def get_service(service_id: str, at: datetime) -> ServiceVersionRef:
    """The version of a service that holds at `at`. Raises NoSuchService."""
    held = _SERVICE(service_id, at, at)
    if not held:
        raise NoSuchService
    return ServiceVersionRef(held[0].id, held[0].number, get_version(held[0].id))


@lru_cache(maxsize=256)
def get_version(version_id: UUID) -> Service:
    """The definition that a case was begun under; a version never changes, so it is kept in memory.

    Raises ServiceVersion.DoesNotExist.
    """
    definition = ServiceVersion.objects.values_list("definition", flat=True).get(pk=version_id)
    return msgspec.convert(definition, Service)


@lru_cache(maxsize=512)
def get_form(version_id: UUID, *, self_filed: bool) -> Service:
    """A version as it is asked of a worker who files for himself, or of whoever files for a worker.

    Raises ServiceVersion.DoesNotExist.
    """
    return filers.narrowed(get_version(version_id), self_filed=self_filed)


def get_cohort(cohort_id: str, at: datetime) -> CohortVersionRef:
    """The version of a cohort that holds at `at`. Raises NoSuchCohort."""
    row = _valid(CohortVersion.objects.filter(cohort=cohort_id), at).values_list("pk", "number").first()
    if row is None:
        raise NoSuchCohort
    return CohortVersionRef(row[0], row[1], get_cohort_version(row[0]))


def hours_to_pay(cohort_id: str) -> Cohort:
    """The cohort as it was published last, even if that version begins later: a longer time to pay is promised.

    Raises NoSuchCohort.
    """
    newest = CohortVersion.objects.filter(cohort=cohort_id).order_by("-number").values_list("pk", flat=True).first()
    if newest is None:
        raise NoSuchCohort
    return get_cohort_version(newest)


@lru_cache(maxsize=256)
def get_cohort_version(version_id: UUID) -> Cohort:
    """One version of a cohort; a version never changes, so it is kept in memory.

    Raises CohortVersion.DoesNotExist.
    """
    definition = CohortVersion.objects.values_list("definition", flat=True).get(pk=version_id)
    return msgspec.convert(definition, Cohort)


def list_cohorts(at: datetime) -> list[CohortVersionRef]:
    """Every cohort as it holds at `at`, open or not, in the order of their ids."""
    rows = _valid(CohortVersion.objects.all(), at).order_by("cohort").values_list("pk", "number")
    return [CohortVersionRef(pk, number, get_cohort_version(pk)) for pk, number in rows]


def cohorts_of(service: Service, at: datetime) -> list[CohortVersionRef]:
    """The cohorts of a service as they hold at `at`, in its own order; one not yet published is left out."""
    held = {one.definition.id: one for one in list_cohorts(at)} if service.cohorts else {}
    return [held[cohort_id] for cohort_id in service.cohorts if cohort_id in held]


def open_cohorts(service: Service, at: datetime) -> list[CohortVersionRef]:
    """The cohorts of a service that may file at `at`."""
    return [one for one in cohorts_of(service, at) if one.definition.is_open(at)]


def cohort_of(service: Service, at: datetime) -> CohortVersionRef | None:
    """The cohort under which an application is filed at `at`: one that is open, else the last; None without cohorts."""
    held = cohorts_of(service, at)
    return next((one for one in held if one.definition.is_open(at)), held[-1] if held else None)


def cohort_window(service: Service, at: datetime) -> Text | None:
    """When the cohort of a service may file, in words; None for a service without cohorts."""
    held = cohort_of(service, at)
    return finder.window_of(held.definition, at) if held else None


def find_services(answers: Mapping[str, str], at: datetime) -> finder.FinderStep:
    """Do I need a permit, and which: the next question, or the outcome at `at`, for the answers so far.

    A service that does not hold leads to the office; one whose cohort is not open says when it is. Whoever ends
    without a service is told what may be filed `instead`, as far as it is open.
    """
    step = finder.walk(answers)
    outcome = _outcome_of(step.service, at) if step.service else step.outcome
    if outcome is None or not outcome.instead:
        return msgspec.structs.replace(step, outcome=outcome)
    offered = {one.definition.id: one.definition for one in list_services(at)}
    instead = tuple(offered[one] for one in outcome.instead if one in offered)
    return msgspec.structs.replace(step, outcome=outcome, instead=instead)


def _outcome_of(service_id: str, at: datetime) -> finder.FinderOutcome:
    try:
        service = get_service(service_id, at).definition
    except NoSuchService:
        return finder.office()
    held = cohort_of(service, at)
    return finder.service_outcome(service, held.definition if held else None, at)


def list_centres() -> tuple[reference.Centre, ...]:
    """The 45 service centres, in the order of the list."""
    return tuple(reading.centres().values())


def get_centre(code: str) -> reference.Centre:
    """The centre or mobile unit with this code. Raises NoSuchPlace."""
    return _one(reading.mobile_units() if code in reading.mobile_units() else reading.centres(), code)


def list_mobile_units() -> tuple[reference.Centre, ...]:
    """The mobile units, in the order of the list; they have no province of their own."""
    return tuple(reading.mobile_units().values())


def kilometres(province: str, other: str) -> int:
    """The approximate distance between the seats of two provinces, by their codes."""
    return reading.kilometres(province, other)


def centre_size(size: str) -> reference.CentreSize:
    """What a centre of this size starts with. Raises NoSuchPlace."""
    return _one(reading.centre_sizes(), size)


def service_minutes(service: str, size: str) -> int:
    """What one visitor of a service takes at a counter of a centre of this size, in minutes. Raises NoSuchPlace."""
    if service == "identity":
        return centre_size(size).minutes_per_visit
    return _one(reading.service_minutes(), service).minutes


def opening_hours(centre: reference.Centre) -> reference.OpeningHours:
    """The hours of a centre: its own, else those of its type. Raises NoSuchPlace."""
    known = reading.opening_hours()
    return known.get(centre.code) or _one(known, centre.type)


def booking_limits() -> dict[str, int]:
    """All limits by code."""
    return {code: row.most for code, row in reading.booking_limits().items()}


def booking_limit(code: str) -> int:
    """How many places somebody may take, by the code of the limit in `th/booking_limits.csv`."""
    return reading.booking_limits()[code].most


def nearest_centres(province: str) -> list[tuple[reference.Centre, int]]:
    """All centres with the approximate distance in km between the provinces' seats, nearest first."""
    return reading.centres_by_distance(province)


def list_provinces() -> tuple[reference.Province, ...]:
    """The 77 provinces by code."""
    return tuple(reading.provinces().values())


def get_province(code: str) -> reference.Province:
    """The province with this two-digit code. Raises NoSuchPlace."""
    return _one(reading.provinces(), code)


def list_offices() -> tuple[reference.Office, ...]:
    """The employment offices, Bangkok as one."""
    return tuple(reading.offices().values())


def get_office(code: str) -> reference.Office:
    """The office with this code. Raises NoSuchPlace."""
    return _one(reading.offices(), code)


def office_for(province: str) -> reference.Office:
    """The office that has jurisdiction over a province. Raises NoSuchPlace."""
    for office in reading.offices().values():
        if province in office.provinces:
            return office
    raise NoSuchPlace


def queue_number(code: str) -> int:
    """A number by which the queues of the centres work, such as `calls_before_no_show`. Raises KeyError."""
    return reading.queue_numbers()[code].value


def list_occupations() -> tuple[reference.Occupation, ...]:
    """The occupations that a form offers, by ISCO-08 code."""
    return tuple(reading.occupations().values())


def find_occupation(code: str) -> reference.Occupation | None:
    """The occupation with this ISCO-08 code, if the list has it."""
    return reading.occupations().get(code)


def list_nationalities() -> tuple[reference.Nationality, ...]:
    """All nationalities: those met most first, then the rest of ISO 3166-1 by name."""
    return tuple(reading.nationalities().values())


def find_nationality(code: str) -> reference.Nationality | None:
    """The nationality with this code, if there is one."""
    return reading.nationalities().get(code)


def visa_classes() -> tuple[reference.VisaClass, ...]:
    """The classes of visa and entry, and whether section 59 allows work on them."""
    return tuple(reading.visa_classes().values())


def prohibited_work() -> tuple[reference.ProhibitedWork, ...]:
    """The 40 kinds of work of section 7."""
    return reading.prohibited_work()


def holidays(at: datetime) -> frozenset[date]:
    """The public holidays as they are known at `at`; those of the release until a calendar is published."""
    held = _CALENDARS(at, at)
    return holidays_of(held[0].id) if held else Calendar(reading.holidays()).days()


@lru_cache(maxsize=16)
def holidays_of(version_id: UUID) -> frozenset[date]:
    """The days of one version of the calendar; a version never changes, so they are kept in memory.

    Raises CalendarVersion.DoesNotExist.
    """
    definition = CalendarVersion.objects.values_list("definition", flat=True).get(pk=version_id)
    return msgspec.convert(definition, Calendar).days()


def _is_open(service: Service, held: Mapping[str, Cohort], at: datetime) -> bool:
    return not service.cohorts or any(held[name].is_open(at) for name in service.cohorts if name in held)


def _one(rows: dict[str, Row], code: str) -> Row:
    if code not in rows:
        raise NoSuchPlace
    return rows[code]


def _valid(versions: "QuerySet[Version]", at: datetime) -> "QuerySet[Version]":
    ends = Q(valid_until=None) | Q(valid_until__gt=at)
    return versions.filter(ends, valid_from__lte=at)
