"""What is not paid or corrected in time ends by itself, and not a moment earlier."""

from datetime import timedelta

import pytest

from tests import make
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.queries import list_due
from workpermit.applications.services.lapse import NotDueYet
from workpermit.casework.lifecycle import CaseHasMoved
from workpermit.fees.queries import find_bill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def test_an_unpaid_application_lapses_after_its_window() -> None:
    application = make.application(status=Status.SUBMITTED)
    assert application.due_at is not None
    later = application.due_at + timedelta(seconds=1)

    assert list_due(application.due_at) == []
    assert [due.pk for due in list_due(later)] == [application.pk]
    services.lapse_application(application=application, at=later)

    bill = find_bill(application.pk, "F1")
    assert application.status == Status.LAPSED
    assert bill is not None
    assert bill.status == "void"


def test_nothing_lapses_within_its_window() -> None:
    application = make.application(status=Status.SUBMITTED)

    with pytest.raises(NotDueYet):
        services.lapse_application(application=application, at=make.NOON)


def test_a_payment_that_comes_first_wins() -> None:
    application = make.application(status=Status.SUBMITTED)
    assert application.due_at is not None
    stale_copy = Application.objects.get(pk=application.pk)
    bill = find_bill(application.pk, "F1")
    assert bill is not None
    services.record_payment(make.notice(bill), at=make.NOON)

    with pytest.raises(CaseHasMoved):
        services.lapse_application(application=stale_copy, at=application.due_at + timedelta(days=1))
