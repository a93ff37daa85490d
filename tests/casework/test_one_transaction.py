"""An act that moves several cases: together or not at all, and with few statements."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from workpermit.applications import services
from workpermit.applications.lifecycle import Act, Status
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import CaseHasMoved, advance
from workpermit.casework.models import AuditEntry
from workpermit.casework.queries import list_entries
from workpermit.casework.together import one_transaction
from workpermit.fees.models import Bill
from workpermit.fees.services import bill_fee

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]

LATER = make.NOON + timedelta(days=1)


def bill(application: Application) -> Bill:
    return bill_fee(
        application=application.pk,
        kind=Bill.Kind.FILING,
        number="6900000000141",
        satang=10_000,
        due_at=LATER,
        by=make.APPLICANT,
        at=make.NOON,
    )


def test_all_entries_of_one_act_are_written_with_one_statement() -> None:
    first, second = make.application(), make.application()

    with (
        CaptureQueriesContext(
            connection,
        ) as seen,
        one_transaction(),
    ):
        for draft in (first, second):
            advance(draft, Act.WITHDRAW, by=make.APPLICANT, at=make.NOON)

    assert sum('INSERT INTO "casework_auditentry"' in one["sql"] for one in seen) == 1
    assert [list_entries(draft.pk)[-1].act for draft in (first, second)] == ["withdraw", "withdraw"]


def test_what_fails_at_the_end_leaves_no_move_and_no_entry() -> None:
    draft = make.application()
    before = AuditEntry.objects.count()

    def bill_and_fail() -> None:
        with one_transaction():
            bill(draft)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        bill_and_fail()

    assert AuditEntry.objects.count() == before
    assert not Bill.objects.exists()


def test_after_a_failure_entries_are_written_at_once_again() -> None:
    draft = make.application()
    with pytest.raises(ZeroDivisionError), one_transaction():
        raise ZeroDivisionError

    bill(draft)

    assert "bill" in {entry.act for entry in list_entries(draft.pk)}


def test_who_comes_second_is_told_and_the_transaction_goes_on() -> None:
    draft = make.application()
    stale = Application.objects.get(pk=draft.pk)
    advance(draft, Act.WITHDRAW, by=make.APPLICANT, at=make.NOON)

    with pytest.raises(CaseHasMoved):
        advance(stale, Act.WITHDRAW, by=make.APPLICANT, at=make.NOON)

    assert Application.objects.get(pk=draft.pk).status == Status.WITHDRAWN
    assert [entry.act for entry in list_entries(draft.pk)].count("withdraw") == 1


def test_a_submission_is_at_most_fifteen_statements() -> None:
    """Two more are the middleware's: the account, and the application itself."""
    ready = make.complete(make.application())

    with CaptureQueriesContext(connection) as seen:
        services.submit_application(application=ready, method="national", by=make.APPLICANT, at=make.NOON)

    assert len(seen) <= 15 - 2, [one["sql"][:80] for one in seen]
