"""Publishing services, cohorts and the calendar: a definition becomes a dated version and is never changed again."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import rfc8785
from django.db import connection, models, transaction

from workpermit.catalogue import reading
from workpermit.catalogue.calendars import Calendar
from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.consistency import check_calendar, check_cohort, check_service
from workpermit.catalogue.definition import Service
from workpermit.catalogue.models import CalendarVersion, CohortVersion, ServiceVersion
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7


class VersionBeginsTooEarly(RuleBroken):
    """A version cannot begin before the version that it follows."""


def load_catalogue(*, at: datetime) -> list[ServiceVersion]:
    """Publish each service and cohort of the release whose content was never published.

    Returns the new versions of services. What a policy officer published later stays: loading the
    same release again changes nothing. Raises BadCatalogue, and then nothing is published.
    """
    definitions = []
    for path in reading.service_files():
        definition = reading.read_service(path)
        check_service(definition, path.name)
        definitions.append(definition)
    with transaction.atomic():
        load_cohorts(at=at)
        load_calendar(at=at)
        return [
            publish_version(definition, valid_from=at, at=at)
            for definition in definitions
            if content_hash(definition) not in _hashes(ServiceVersion.objects.filter(service=definition.id))
        ]


@transaction.atomic
def load_cohorts(*, at: datetime) -> list[CohortVersion]:
    """Publish the versions of cohorts that were never published; a first loading keeps their own dates.

    Raises BadCatalogue.
    """
    published = []
    for row in reading.cohorts():
        versions = CohortVersion.objects.filter(cohort=row.cohort.id)
        if content_hash(row.cohort) in _hashes(versions):
            continue
        newest = versions.order_by("-number").values_list("valid_from", flat=True).first()
        begins = row.holds_from if newest is None or newest <= row.holds_from else at
        published.append(publish_cohort(row.cohort, valid_from=begins, at=at))
    return published


@transaction.atomic
def load_calendar(*, at: datetime) -> CalendarVersion | None:
    """Publish the calendar of the release, where it was never published. Raises BadCatalogue."""
    calendar = Calendar(reading.holidays())
    if content_hash(calendar) in _hashes(CalendarVersion.objects.all()):
        return None
    return publish_calendar(calendar, valid_from=at, at=at)


@transaction.atomic
def publish_version(
    definition: Service, *, valid_from: datetime, at: datetime, version: UUID | None = None
) -> ServiceVersion:
    """Publish a definition as the next version of its service; the open version ends when it begins.

    `version` is the new version's id, where the caller has named it. Raises BadCatalogue or VersionBeginsTooEarly.
    """
    check_service(definition, definition.id)
    number = _end_open_version(ServiceVersion.objects.filter(service=definition.id), valid_from)
    return ServiceVersion.objects.create(
        id=version or uuid7(),
        service=definition.id,
        number=number,
        **_content(definition, valid_from=valid_from, at=at),
    )


@transaction.atomic
def publish_cohort(
    definition: Cohort, *, valid_from: datetime, at: datetime, version: UUID | None = None
) -> CohortVersion:
    """Publish a cohort as its next version, for example an extension in the middle of its run.

    `version` as in `publish_version`. Raises BadCatalogue or VersionBeginsTooEarly.
    """
    check_cohort(definition, definition.id)
    number = _end_open_version(CohortVersion.objects.filter(cohort=definition.id), valid_from)
    return CohortVersion.objects.create(
        id=version or uuid7(),
        cohort=definition.id,
        number=number,
        **_content(definition, valid_from=valid_from, at=at),
    )


@transaction.atomic
def publish_calendar(
    definition: Calendar, *, valid_from: datetime, at: datetime, version: UUID | None = None
) -> CalendarVersion:
    """Publish the holidays as the next version of the calendar; `version` as in `publish_version`.

    Raises BadCatalogue or VersionBeginsTooEarly.
    """
    check_calendar(definition, "calendar")
    number = _end_open_version(CalendarVersion.objects.all(), valid_from)
    return CalendarVersion.objects.create(
        id=version or uuid7(), number=number, **_content(definition, valid_from=valid_from, at=at)
    )


def hold_cohort(cohort_id: str, *, alone: bool = False) -> None:
    """Keep a cohort's hours as they are until the end of this transaction.

    Filings hold it together; whoever publishes new hours holds it `alone`: he waits for the filings that have
    begun, and those that begin wait for him and see the new hours.
    """
    lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended(%s, 0))", [f"cohort {cohort_id}"])


def content_hash(definition: Service | Cohort | Calendar) -> str:
    """SHA-256 of the definition as canonical JSON (RFC 8785), in hex."""
    return hashlib.sha256(rfc8785.dumps(msgspec.to_builtins(definition))).hexdigest()


def _end_open_version(versions: "models.QuerySet[Any]", valid_from: datetime) -> int:
    """End the open version where the next begins and return the next number. Raises VersionBeginsTooEarly."""
    # The row lock makes a second publisher wait; the constraint on open versions catches the first of all.
    current = versions.select_for_update().order_by("-number").first()
    if current is None:
        return 1
    if valid_from < current.valid_from:
        raise VersionBeginsTooEarly
    versions.filter(pk=current.pk).update(valid_until=valid_from)
    return int(current.number) + 1


def _content(definition: Service | Cohort | Calendar, *, valid_from: datetime, at: datetime) -> dict[str, Any]:
    return {
        "valid_from": valid_from,
        "sha256": content_hash(definition),
        "definition": msgspec.to_builtins(definition),
        "published_at": at,
    }


def _hashes(versions: "models.QuerySet[Any]") -> Iterable[str]:
    return set(versions.values_list("sha256", flat=True))
