"""What others read from the catalogue: services by date, places, people's lists, the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

import msgspec
from django.db.models import Q, QuerySet

from workpermit.catalogue import finder, reading, reference
from workpermit.catalogue.definition import Service
from workpermit.catalogue.models import ServiceVersion
from workpermit.core.errors import RuleBroken

Row = TypeVar("Row")


class NoSuchPlace(RuleBroken):
    """There is no place with this code."""


class NoSuchService(RuleBroken):
    """This service is not offered on this day."""


@dataclass(frozen=True, slots=True)
class ServiceVersionRef:
    """A service as it holds at one moment, and the version that says so."""

    version_id: UUID
    number: int
    definition: Service


def list_services(at: datetime) -> list[ServiceVersionRef]:
    """The services open for filing at `at`, in the order of their ids."""
    rows = _valid(at).order_by("service").values_list("pk", "number")
    return [ServiceVersionRef(pk, number, get_version(pk)) for pk, number in rows]


def get_service(service_id: str, at: datetime) -> ServiceVersionRef:
    """The version of a service that holds at `at`. Raises NoSuchService."""
    row = _valid(at).filter(service=service_id).values_list("pk", "number").first()
    if row is None:
        raise NoSuchService
    return ServiceVersionRef(row[0], row[1], get_version(row[0]))


@lru_cache(maxsize=256)
def get_version(version_id: UUID) -> Service:
    """The definition that a case was begun under; a version never changes, so it is kept in memory.

    Raises ServiceVersion.DoesNotExist.
    """
    definition = ServiceVersion.objects.values_list("definition", flat=True).get(pk=version_id)
    return msgspec.convert(definition, Service)


def find_services(answers: Mapping[str, str]) -> finder.FinderStep:
    """Do I need a permit, and which: the next question, or the outcome, for the answers so far."""
    return finder.walk(answers)


def list_centres() -> tuple[reference.Centre, ...]:
    """The 45 service centres, in the order of the list."""
    return tuple(reading.centres().values())


def get_centre(code: str) -> reference.Centre:
    """The centre with this code. Raises NoSuchPlace."""
    return _one(reading.centres(), code)


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


@lru_cache(maxsize=1)
def holidays() -> frozenset[date]:
    """The public holidays of the years in the calendar file."""
    return frozenset(holiday.day for holiday in reading.holidays())


def _one(rows: dict[str, Row], code: str) -> Row:
    if code not in rows:
        raise NoSuchPlace
    return rows[code]


def _valid(at: datetime) -> QuerySet[ServiceVersion]:
    ends = Q(valid_until=None) | Q(valid_until__gt=at)
    return ServiceVersion.objects.filter(ends, valid_from__lte=at)
