"""The filer may withdraw until there is a decision; nobody else may."""

import pytest

from tests import make
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.rules import NotTheFiler
from workpermit.casework.lifecycle import WrongStatus
from workpermit.fees.queries import find_bill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.CHECKING, Status.IN_REVIEW])
def test_the_filer_withdraws(status: Status) -> None:
    application = make.application(status=status)

    services.withdraw_application(application=application, by=make.APPLICANT, at=make.NOON)

    assert application.status == Status.WITHDRAWN


def test_what_was_not_paid_is_no_longer_due() -> None:
    application = make.application(status=Status.SUBMITTED)

    services.withdraw_application(application=application, by=make.APPLICANT, at=make.NOON)

    bill = find_bill(application.pk, "F1")
    assert bill is not None
    assert bill.status == "void"


def test_the_worker_does_not_withdraw_the_employers_filing() -> None:
    application = make.application(status=Status.SUBMITTED)

    with pytest.raises(NotTheFiler):
        services.withdraw_application(application=application, by=make.WORKER, at=make.NOON)


def test_what_is_withdrawn_stays_withdrawn() -> None:
    application = make.application(status=Status.SUBMITTED)
    services.withdraw_application(application=application, by=make.APPLICANT, at=make.NOON)

    with pytest.raises(WrongStatus):
        services.withdraw_application(application=application, by=make.APPLICANT, at=make.NOON)
