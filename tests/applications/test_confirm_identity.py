"""The clerk's act at the counter: it moves the application on and has the permit issued, nothing else."""

import pytest

from tests import make
from tests.jobs import queued
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole, WrongStatus
from workpermit.core.actors import Actor
from workpermit.permits.queries import find_permit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def test_a_confirmed_identity_has_the_permit_issued() -> None:
    application = make.application(status=Status.AWAITING_VISIT)

    services.confirm_identity(application=application, by=make.OPERATOR_CLERK, at=make.NOON)

    assert application.status == Status.IDENTITY_CONFIRMED
    assert queued("issue_permit") == [application.pk]
    assert find_permit(application.pk) is None


@pytest.mark.parametrize("somebody", [one for one in make.CAST if one is not make.OPERATOR_CLERK])
def test_nobody_but_a_clerk_confirms(somebody: Actor) -> None:
    application = make.application(status=Status.AWAITING_VISIT)

    with pytest.raises(WrongRole):
        services.confirm_identity(application=application, by=somebody, at=make.NOON)

    assert queued("issue_permit") == []


def test_before_the_permit_fee_is_paid_there_is_nothing_to_confirm() -> None:
    application = make.application(status=Status.GRANTED)

    with pytest.raises(WrongStatus):
        services.confirm_identity(application=application, by=make.OPERATOR_CLERK, at=make.NOON)


def test_a_form_posted_twice_issues_once() -> None:
    application = make.application(status=Status.AWAITING_VISIT)
    stale_copy = Application.objects.get(pk=application.pk)
    services.confirm_identity(application=application, by=make.OPERATOR_CLERK, at=make.NOON)

    with pytest.raises(CaseHasMoved):
        services.confirm_identity(application=stale_copy, by=make.OPERATOR_CLERK, at=make.NOON)

    assert queued("issue_permit") == [application.pk]
