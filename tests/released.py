"""What the release offers, published for the database of a test: services, and groups that may file."""

from datetime import UTC, datetime, timedelta

import msgspec

from tests.catalogue import samples
from workpermit.catalogue.models import ServiceVersion
from workpermit.catalogue.queries import ServiceVersionRef, get_cohort, get_service
from workpermit.catalogue.services import load_cohorts, publish_cohort, publish_version
from workpermit.core.calendar import bangkok_date

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 12:00 in Bangkok, a Monday
LONG_AGO = NOON - timedelta(days=30)


def service(service_id: str = "s59_new") -> ServiceVersionRef:
    """A service of the release; published alone, for all of them take half a second in each test."""
    if not ServiceVersion.objects.filter(service=service_id).exists():
        publish_version(samples.service(service_id), valid_from=LONG_AGO, at=LONG_AGO)
        load_cohorts(at=LONG_AGO)
    return get_service(service_id, NOON)


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
