"""An extension in the middle of a run: open bills move in the same act, their filers get a letter."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec
import pytest

from tests import make as cases
from tests.make import NOON
from tests.oversight.make import COHORT, publish
from tests.released import service
from workpermit.applications import services as applications
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.catalogue.queries import get_cohort, get_version, hours_to_pay
from workpermit.catalogue.services import publish_cohort
from workpermit.fees.models import Bill
from workpermit.letters.models import Letter
from workpermit.oversight.subjects import Kind
from workpermit.oversight.tasks import tell_next, tell_of_extension

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]
SERVICE = "s63_2_cr_20251111"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def short_cohort(pay_until: datetime) -> None:
    """The group of the service may file and pay until this moment."""
    service(SERVICE)
    held = get_cohort(COHORT, NOON).definition
    short = msgspec.structs.replace(
        held,
        file_from=NOON - 30 * DAY,
        file_until=pay_until - HOUR,
        pay_until=pay_until,
        permit_until=date(2027, 12, 11),
    )
    publish_cohort(short, valid_from=NOON - DAY, at=NOON - DAY)


def later(pay_until: datetime) -> dict[str, Any]:
    """The definition of a cohort that may pay until this moment."""
    held = msgspec.to_builtins(get_cohort(COHORT, NOON).definition)
    return {**held, "file_until": (pay_until - HOUR).isoformat(), "pay_until": pay_until.isoformat()}


def filed_now() -> Application:
    """Submitted at noon, its filing fee open."""
    return cases.application(status=Status.SUBMITTED, service_id=SERVICE)


def test_a_bill_that_the_hour_bound_moves_with_it_and_both_parties_get_one_letter() -> None:
    short_cohort(NOON + 2 * HOUR)
    filed = filed_now()
    assert filed.due_at == NOON + 2 * HOUR

    published = publish(Kind.COHORT, COHORT, later(NOON + 3 * DAY))

    filed.refresh_from_db()
    assert filed.due_at == Bill.objects.get(application=filed.pk).due_at == NOON + 3 * DAY
    for _twice in range(2):
        tell_of_extension(str(published.pk))
    told = Letter.objects.filter(root=filed.pk, template="payment_extended")
    assert {one.account for one in told} == {filed.filing_account, filed.worker_account}
    assert len(told) == 2
    assert datetime.fromisoformat(told[0].facts["due_at"]) == NOON + 3 * DAY


def test_the_window_of_the_service_bounds_an_extension() -> None:
    short_cohort(NOON + 2 * HOUR)
    filed = filed_now()

    publish(Kind.COHORT, COHORT, later(NOON + 90 * DAY))

    filed.refresh_from_db()
    window = get_version(filed.service_version).windows.filing_fee
    assert window is not None
    assert filed.due_at == NOON + timedelta(seconds=window.seconds) < NOON + 90 * DAY


def test_a_bill_that_something_else_bound_stays_as_it_is() -> None:
    short_cohort(NOON + 60 * DAY)
    filed = filed_now()
    was = filed.due_at

    published = publish(Kind.COHORT, COHORT, later(NOON + 90 * DAY))
    tell_next(published.pk, at=NOON)

    filed.refresh_from_db()
    assert filed.due_at == was
    assert not Letter.objects.filter(template="payment_extended").exists()


def test_an_earlier_hour_takes_nothing_from_a_bill_that_was_made() -> None:
    short_cohort(NOON + 5 * HOUR)
    filed = filed_now()

    publish(Kind.COHORT, COHORT, later(NOON + 3 * HOUR))

    filed.refresh_from_db()
    assert filed.due_at == NOON + 5 * HOUR


def test_an_extension_that_begins_later_is_promised_to_who_files_before() -> None:
    short_cohort(NOON + 5 * HOUR)
    publish(Kind.COHORT, COHORT, later(NOON + 2 * DAY), valid_from=NOON + HOUR)

    assert hours_to_pay(COHORT).pay_until == NOON + 2 * DAY
    assert filed_now().due_at == NOON + 2 * DAY


def test_what_was_extended_a_moment_ago_does_not_lapse() -> None:
    short_cohort(NOON + 2 * HOUR)
    read_before = filed_now()
    publish(Kind.COHORT, COHORT, later(NOON + 2 * DAY), at=NOON + HOUR)

    with pytest.raises(applications.NotDueYet):
        applications.lapse_application(application=read_before, at=NOON + 3 * HOUR)
