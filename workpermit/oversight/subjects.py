"""What can be drafted: a service, a cohort, the calendar; how each is read, judged and published."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import TextChoices

from workpermit.catalogue.calendars import Calendar
from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.consistency import check_calendar, check_cohort, check_service
from workpermit.catalogue.definition import Service
from workpermit.catalogue.models import CalendarVersion, CohortVersion, ServiceVersion
from workpermit.catalogue.reading import BadCatalogue
from workpermit.catalogue.services import publish_calendar, publish_cohort, publish_version
from workpermit.core.errors import RuleBroken

CALENDAR = "calendar"
Definition = Service | Cohort | Calendar
Raw = dict[str, Any]


class Kind(TextChoices):
    SERVICE = "service"
    COHORT = "cohort"
    CALENDAR = "calendar"


class NothingToDraft(RuleBroken):
    """A new version follows a published one; nothing is published under this name."""


class WrongShape(RuleBroken):
    """A definition has the fields of its kind and no others; `place` says where it has not."""

    def __init__(self, place: str, says: str):
        super().__init__(place)
        self.place, self.says = place, says


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a definition, and where: `checks.capital.rule`. `says` is English, for `mistakes_text`."""

    place: str
    says: str


@dataclass(frozen=True, slots=True)
class Published:
    """A version that was published, begun or not."""

    version: UUID
    number: int
    valid_from: datetime
    definition: Raw


_TYPES: Mapping[str, type[Definition]] = {Kind.SERVICE: Service, Kind.COHORT: Cohort, Kind.CALENDAR: Calendar}
_CHECKS: Mapping[str, Callable[[Any, str], None]] = {
    Kind.SERVICE: check_service,
    Kind.COHORT: check_cohort,
    Kind.CALENDAR: check_calendar,
}
_PUBLISH: Mapping[str, Callable[..., Any]] = {
    Kind.SERVICE: publish_version,
    Kind.COHORT: publish_cohort,
    Kind.CALENDAR: publish_calendar,
}


def versions_of(kind: str, subject: str) -> Any:
    """The query over the versions of a subject."""
    if kind == Kind.SERVICE:
        return ServiceVersion.objects.filter(service=subject)
    if kind == Kind.COHORT:
        return CohortVersion.objects.filter(cohort=subject)
    return CalendarVersion.objects.all()


def newest_version(kind: str, subject: str, *, hold: bool = False) -> Published:
    """The last version that was published, which may begin later; with `hold` nobody publishes meanwhile.

    Raises NothingToDraft.
    """
    versions = versions_of(kind, subject).order_by("-number")
    row = (versions.select_for_update() if hold else versions).first()
    if row is None:
        raise NothingToDraft
    return Published(row.pk, row.number, row.valid_from, row.definition)


def version_by_id(kind: str, subject: str, version: UUID) -> Published:
    """One published version. Raises NothingToDraft."""
    row = versions_of(kind, subject).filter(pk=version).first()
    if row is None:
        raise NothingToDraft
    return Published(row.pk, row.number, row.valid_from, row.definition)


def read_definition(kind: str, raw: object) -> Definition:
    """The definition that plain data describes. Raises WrongShape."""
    try:
        return msgspec.convert(raw, _TYPES[kind])
    except msgspec.ValidationError as wrong:
        says, _at, place = str(wrong).partition(" - at `$")
        raise WrongShape(place.rstrip("`").lstrip("."), says) from None


def plain(definition: Definition) -> Raw:
    """The definition as plain data, every field written out."""
    written: Raw = msgspec.json.decode(msgspec.json.encode(definition))
    return written


def mistakes_of(kind: str, subject: str, definition: Definition) -> list[Mistake]:
    """Everything that keeps a definition from being published, each with its place."""
    found = []
    if not isinstance(definition, Calendar) and definition.id != subject:
        found.append(Mistake("id", "the name of what is drafted cannot change"))
    try:
        _CHECKS[kind](definition, "")
    except BadCatalogue as wrong:
        for line in str(wrong).split("\n: "):
            place, _colon, says = line.removeprefix(": ").partition(": ")
            found.append(Mistake(place, says))
    return found


def publish(kind: str, definition: Definition, *, version: UUID, valid_from: datetime, at: datetime) -> None:
    """Publish a definition as the next version. Raises BadCatalogue or VersionBeginsTooEarly."""
    _PUBLISH[kind](definition, valid_from=valid_from, at=at, version=version)
