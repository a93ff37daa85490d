"""A filer has one renewal of a permit under way: the database refuses the second, and the rule says so."""

import pytest
from django.db import IntegrityError, transaction

from tests import make
from workpermit.applications import services
from workpermit.applications.lifecycle import UNDER_WAY, Status
from workpermit.applications.models import Application
from workpermit.applications.rules import RenewalUnderWay
from workpermit.core.actors import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def ready(by: Actor = make.APPLICANT, service_id: str = "s59_renew") -> Application:
    """A draft that is ready to be submitted, on the permit of the samples."""
    return make.complete(make.application(by=by, service_id=service_id))


def submit(application: Application, by: Actor = make.APPLICANT) -> Application:
    return services.submit_application(application=application, method="passkey", by=by, at=make.NOON)


def test_an_application_knows_the_kind_of_its_service() -> None:
    assert make.application(service_id="s59_renew").kind == "renewal"
    assert make.application().kind == "permit"


def test_who_types_the_number_of_somebody_elses_permit_holds_no_renewal_back() -> None:
    submit(ready(by=make.STRANGER), by=make.STRANGER)

    assert submit(ready()).status == Status.SUBMITTED


def test_a_second_renewal_of_a_permit_cannot_be_handed_in() -> None:
    submit(ready())
    second = ready()

    with pytest.raises(RenewalUnderWay):
        submit(second)

    kept = Application.objects.get(pk=second.pk)
    assert (kept.status, kept.number) == (Status.DRAFT, None)


def test_drafts_keep_nobody_back_and_a_withdrawn_renewal_makes_room() -> None:
    first, second = submit(ready()), ready()
    services.withdraw_application(application=first, by=make.APPLICANT, at=make.NOON)

    assert submit(second).status == Status.SUBMITTED


def test_a_change_of_the_permit_goes_beside_its_renewal() -> None:
    first = submit(ready())
    change = ready(service_id="change_items")

    assert change.basis == first.basis
    assert submit(change).status == Status.SUBMITTED


def test_the_number_of_a_returned_renewal_is_not_corrected_to_a_permit_that_has_one() -> None:
    returned = make.application(status=Status.RETURNED, service_id="s59_renew")
    Application.objects.filter(pk=returned.pk).update(basis="6900000000025")
    submit(ready())

    with pytest.raises(RenewalUnderWay):
        make.answer_again(returned, "permit")


@pytest.mark.parametrize("status", [Status.RETURNED, Status.IDENTITY_CONFIRMED])
def test_the_database_counts_what_is_under_way(status: str) -> None:
    first = make.application(status=status, service_id="s59_renew")
    Application.objects.filter(pk=first.pk).update(basis="6900000000025")
    second = make.application(status=status, service_id="s59_renew")

    with pytest.raises(IntegrityError, match="filer_renews_a_permit_once_at_a_time"), transaction.atomic():
        Application.objects.filter(pk=second.pk).update(basis="6900000000025")
    assert status in UNDER_WAY


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REFUSED, Status.ISSUED])
def test_the_database_does_not_count_what_was_not_handed_in_or_has_ended(status: str) -> None:
    rows = [make.application(status=status, service_id="s59_renew").pk for _ in range(2)]

    Application.objects.filter(pk__in=rows).update(basis="6900000000017")
    assert status not in UNDER_WAY
