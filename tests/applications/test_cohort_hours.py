"""A group of a cabinet resolution files within its hours, by the server's clock; each person once."""

from datetime import timedelta

import msgspec
import pytest

from tests import make
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application, CohortPlace
from workpermit.applications.rules import CohortClosed, CohortNotOpen
from workpermit.catalogue.queries import get_cohort
from workpermit.catalogue.services import publish_cohort
from workpermit.fees.queries import find_bill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]

SERVICE = "s63_2_cr_20260714_renew"
COHORT = "CR-2026-07-14-LMV"
OTHER_PERMIT = "6900000000025"


def complete(permit: str = "6900000000017") -> Application:
    return make.complete(make.application(service_id=SERVICE), permit={"number": permit})


def publish(**changes: object) -> None:
    held = get_cohort(COHORT, make.NOON).definition
    publish_cohort(msgspec.structs.replace(held, **changes), valid_from=make.NOON - timedelta(hours=1), at=make.NOON)  # type: ignore[arg-type]


def submit(application: Application, at: object = make.NOON) -> Application:
    return services.submit_application(application=application, method="passkey", by=make.APPLICANT, at=at)  # type: ignore[arg-type]


def test_who_files_in_time_is_filed_under_the_group() -> None:
    assert submit(complete()).cohort == COHORT


def test_the_last_second_counts_and_the_next_does_not() -> None:
    first, second = complete(), complete()
    until = make.NOON + timedelta(minutes=5)
    publish(file_until=until)

    assert submit(first, until).status == Status.SUBMITTED
    with pytest.raises(CohortClosed) as closed:
        submit(second, until + timedelta(seconds=1))
    assert closed.value.moment == until


def test_an_extension_in_the_middle_of_a_run_opens_the_hours_again() -> None:
    application = complete()
    publish(file_until=make.NOON - timedelta(minutes=1))
    with pytest.raises(CohortClosed):
        submit(application)

    publish(file_until=make.NOON + timedelta(days=7))

    assert submit(application).status == Status.SUBMITTED


def test_a_group_whose_days_nobody_published_is_not_open() -> None:
    application = complete()
    publish(file_until=None)

    with pytest.raises(CohortNotOpen):
        submit(application)


def test_before_the_first_hour_nothing_is_taken() -> None:
    application = complete()
    publish(file_from=make.NOON + timedelta(minutes=1))

    with pytest.raises(CohortNotOpen):
        submit(application)


def test_what_was_filed_in_time_may_be_corrected_later() -> None:
    application = make.application(status=Status.RETURNED, service_id=SERVICE)
    publish(file_until=make.NOON - timedelta(minutes=1))
    make.confirm(application)

    services.resubmit_application(
        application=Application.objects.get(pk=application.pk), method="passkey", by=make.APPLICANT, at=make.NOON
    )


def test_the_fee_is_due_at_the_groups_last_hour_to_pay_where_that_is_earlier() -> None:
    application, until = complete(), make.NOON + timedelta(hours=3)
    publish(file_until=until, pay_until=until)

    bill = find_bill(submit(application).pk, "F1")

    assert bill is not None
    assert bill.due_at == until


def test_a_place_is_taken_once() -> None:
    first, second = submit(complete()), submit(complete(OTHER_PERMIT))

    assert services.take_place(application=first, person_ref="a" * 64, at=make.NOON)
    assert services.take_place(application=first, person_ref="a" * 64, at=make.NOON)
    assert not services.take_place(application=second, person_ref="a" * 64, at=make.NOON)
    assert services.take_place(application=second, person_ref="b" * 64, at=make.NOON)
    assert CohortPlace.objects.count() == 2


def test_an_application_that_was_withdrawn_leaves_its_place() -> None:
    first, second = submit(complete()), submit(complete(OTHER_PERMIT))
    services.take_place(application=first, person_ref="a" * 64, at=make.NOON)
    make.withdraw(first)

    assert services.take_place(application=second, person_ref="a" * 64, at=make.NOON)
    assert CohortPlace.objects.get().application == second.pk


def test_a_corrected_passport_number_leaves_the_place_of_the_person_who_was_named_before() -> None:
    first, second = submit(complete()), submit(complete(OTHER_PERMIT))
    times = [make.NOON + timedelta(minutes=minute) for minute in range(5)]
    services.take_place(application=first, person_ref="a" * 64, at=times[0])
    assert not services.take_place(application=second, person_ref="a" * 64, at=times[1])

    assert services.take_place(application=first, person_ref="b" * 64, at=times[2])

    assert services.take_place(application=second, person_ref="a" * 64, at=times[3])
    assert not services.take_place(application=first, person_ref="a" * 64, at=times[4])


def test_who_corrects_back_has_the_first_place_again_and_leaves_the_other() -> None:
    first, second = submit(complete()), submit(complete(OTHER_PERMIT))
    for minute, person in enumerate("aba"):
        at = make.NOON + timedelta(minutes=minute)
        assert services.take_place(application=first, person_ref=person * 64, at=at)

    assert not services.take_place(application=second, person_ref="a" * 64, at=make.NOON)
    assert services.take_place(application=second, person_ref="b" * 64, at=make.NOON)
