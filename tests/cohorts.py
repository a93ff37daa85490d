"""Groups of cabinet resolutions, opened for the day on which a test files."""

from datetime import datetime, timedelta

import msgspec

from workpermit.catalogue.queries import get_cohort
from workpermit.catalogue.services import publish_cohort
from workpermit.core.calendar import bangkok_date


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
