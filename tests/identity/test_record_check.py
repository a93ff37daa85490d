"""What the clerk found: confirmed, or not and why; once for each visit."""

from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from tests import make
from workpermit.core.ids import uuid7
from workpermit.identity.models import IdentityCheck
from workpermit.identity.queries import list_identity_checks, reasons
from workpermit.identity.services import record_check

pytestmark = pytest.mark.django_db

APPLICATION = uuid7()


def record(reason: str = "", visit: UUID | None = None) -> IdentityCheck:
    return record_check(
        application=APPLICATION,
        appointment=uuid7(),
        visit=visit or uuid7(),
        centre=make.CENTRE,
        reason=reason,
        by=make.OPERATOR_CLERK,
        at=make.NOON,
    )


def test_without_a_reason_the_person_was_confirmed() -> None:
    check = record()

    assert check.outcome == IdentityCheck.Outcome.CONFIRMED
    assert check.checked_by == make.OPERATOR_CLERK.id
    assert list_identity_checks(APPLICATION) == [check]


@pytest.mark.parametrize("reason", [code for code, _ in reasons()])
def test_with_a_reason_the_person_was_not_confirmed(reason: str) -> None:
    assert record(reason).outcome == IdentityCheck.Outcome.NOT_CONFIRMED


def test_a_visit_is_checked_once() -> None:
    visit = uuid7()
    record("face_differs", visit)

    with pytest.raises(IntegrityError, match="visit_is_checked_once"), transaction.atomic():
        record("", visit)

    assert [check.outcome for check in list_identity_checks(APPLICATION)] == ["not_confirmed"]


@pytest.mark.parametrize(("outcome", "reason"), [("confirmed", "face_differs"), ("not_confirmed", "")])
def test_the_database_holds_no_outcome_that_contradicts_its_reason(outcome: str, reason: str) -> None:
    record()

    with pytest.raises(IntegrityError, match="identity_not_confirmed_says_why"):
        IdentityCheck.objects.update(outcome=outcome, reason=reason)
