"""What the release offers, published for the database of a test: services, and groups that may file."""

from datetime import UTC, datetime, timedelta

import msgspec

from tests.catalogue import samples
from workpermit.catalogue.models import CohortVersion, ServiceVersion
from workpermit.catalogue.queries import ServiceVersionRef, get_cohort, get_service
from workpermit.catalogue.services import load_cohorts, publish_cohort, publish_version
from workpermit.core.calendar import bangkok_date

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 12:00 in Bangkok, a Monday
LONG_AGO = NOON - timedelta(days=30)

# What was published once in this process: its rows, which later tests find as they were.
_services: dict[str, ServiceVersion] = {}
_cohorts: list[CohortVersion] = []


def service(service_id: str = "s59_new") -> ServiceVersionRef:
    """A service of the release; published alone, for all of them take half a second in each test."""
    if not ServiceVersion.objects.filter(service=service_id).exists():
        _publish_again(service_id)
    return get_service(service_id, NOON)


def _publish_again(service_id: str) -> None:
    """By the product's own acts the first time; afterwards the same rows, without judging them anew."""
    if service_id in _services:
        ServiceVersion.objects.bulk_create([_services[service_id]])
    else:
        _services[service_id] = publish_version(samples.service(service_id), valid_from=LONG_AGO, at=LONG_AGO)
    held = set(CohortVersion.objects.values_list("sha256", flat=True))
    if _cohorts and not held:
        CohortVersion.objects.bulk_create(_cohorts)
    elif not _cohorts or not {version.sha256 for version in _cohorts} <= held:
        load_cohorts(at=LONG_AGO)
        if not held:
            _cohorts.extend(CohortVersion.objects.all())


def open_cohort(cohort_id: str, at: datetime) -> None:
    """A group that may file at `at`, as a policy officer would open it; one that is open stays as it is."""
    held = get_cohort(cohort_id, at).definition
    if held.is_open(at) and held.permit_until:
        return
    month = timedelta(days=30)
    opened = msgspec.structs.replace(
        held,
        file_from=at - month,
        file_until=at + month,
        pay_until=at + 2 * month,
        permit_until=bangkok_date(at) + 12 * month,
    )
    publish_cohort(opened, valid_from=at - timedelta(days=1), at=at)
