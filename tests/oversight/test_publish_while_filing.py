"""Publishing while many file: each application has one version and the right hour, none is lost, one officer wins."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from tests import make as cases
from tests.make import NOON
from tests.oversight.make import COHORT, NOTE, OFFICER, SECOND, changed, draft
from tests.oversight.test_extension import DAY, HOUR, SERVICE, later, short_cohort
from tests.released import service
from workpermit.applications import services as applications
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import WrongStatus
from workpermit.catalogue.models import CohortVersion
from workpermit.fees.models import Bill
from workpermit.oversight import services
from workpermit.oversight.subjects import Kind

pytestmark = pytest.mark.usefixtures("sleeping_guards", "transactional_db", "objects")


def proposed(definition: dict[str, Any]) -> UUID:
    """A draft with this definition, with the second officer."""
    begun = draft(Kind.COHORT, COHORT)
    changed(begun, definition)
    services.try_draft(draft=begun.pk, by=OFFICER, at=NOON)
    services.propose_draft(draft=begun.pk, note=NOTE, by=OFFICER, at=NOON)
    return begun.pk


def test_an_extension_is_published_while_people_file_and_none_is_lost() -> None:
    """Eight people submit, each in a thread; in their midst two officers publish the same draft."""
    with transaction.atomic():
        short_cohort(NOON + 2 * HOUR)
        ready = [cases.complete(cases.application(service_id=SERVICE)) for _ in range(8)]
        waiting = proposed(later(NOON + 2 * DAY))
    start = Barrier(10)

    def submit(one: Application) -> None:
        start.wait()
        try:
            applications.submit_application(application=one, method="national", by=cases.APPLICANT, at=NOON)
        finally:
            connection.close()

    def publish_it(_number: int) -> str:
        start.wait()
        try:
            services.publish_draft(draft=waiting, valid_from=None, by=SECOND, at=NOON)
        except WrongStatus:
            return "too late"
        finally:
            connection.close()
        return "published"

    with ThreadPoolExecutor(10) as pool:
        filings, officers = pool.map(submit, ready), pool.map(publish_it, range(2))
        assert sorted(officers) == ["published", "too late"]
        assert len(list(filings)) == 8

    filed = Application.objects.filter(pk__in=[one.pk for one in ready])
    assert {one.status for one in filed} == {Status.SUBMITTED}
    assert {one.service_version for one in filed} == {service(SERVICE).version_id}
    assert len({one.number for one in filed}) == 8
    assert {one.due_at for one in filed} == {NOON + 2 * DAY}
    assert {one.due_at for one in Bill.objects.all()} == {NOON + 2 * DAY}
    assert CohortVersion.objects.filter(cohort=COHORT, valid_until=None).count() == 1
