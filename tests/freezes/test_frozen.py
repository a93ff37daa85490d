"""What a freeze stops, it stops below the pages and in the database; drafts are kept and everything else goes on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests import make
from tests.freezes.make import SECOND, freeze
from tests.make import APPLICANT, NOON
from tests.services.test_notices import answered
from workpermit.applications import services as applications
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.core.ids import uuid7
from workpermit.decisions import services as decisions
from workpermit.decisions.models import Proposal
from workpermit.fees.models import Bill
from workpermit.freezes.rules import DecisionsFrozen, FilingsFrozen
from workpermit.freezes.services import lift_freeze
from workpermit.work_notices import services as notices
from workpermit.work_notices.models import WorkNotice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]

BEFORE = NOON - timedelta(hours=1)


def submit(draft: Application, at: datetime = NOON) -> Application:
    return applications.submit_application(application=draft, method="national", by=APPLICANT, at=at)


def start(at: datetime = NOON) -> Application:
    return applications.start_application(service=make.service(), subject=uuid7(), by=APPLICANT, at=at)


def start_notice() -> WorkNotice:
    return notices.start_notice(service=make.service("s13_hire"), subject=uuid7(), by=APPLICANT, at=NOON)


@pytest.mark.parametrize("service", ["", "s59_new"])
def test_nothing_is_begun_or_submitted_while_filings_are_stopped(service: str) -> None:
    ready = make.complete(make.application())
    freeze(service=service)

    with pytest.raises(FilingsFrozen):
        start()
    with pytest.raises(FilingsFrozen):
        submit(ready)
    assert Application.objects.get(pk=ready.pk).status == Status.DRAFT


def test_a_draft_that_was_being_filled_is_kept_and_is_submitted_when_the_freeze_is_lifted() -> None:
    draft = make.application()
    ordered = freeze()
    ready = make.complete(draft)
    with pytest.raises(FilingsFrozen):
        submit(ready)

    lift_freeze(freeze=ordered, by=SECOND, at=NOON)

    assert submit(ready).status == Status.SUBMITTED


def test_a_freeze_of_another_service_or_of_tomorrow_stops_nothing() -> None:
    ready = make.complete(make.application())
    freeze(service="s13_hire")
    freeze(begins_at=datetime.now(UTC) + timedelta(days=1))

    assert submit(ready).status == Status.SUBMITTED


def test_no_notice_is_begun_or_filed() -> None:
    ready = answered("s13_hire")
    freeze(service="s13_hire")

    for act in (start_notice, lambda: notices.file_notice(notice=ready, by=APPLICANT, at=NOON)):
        with pytest.raises(FilingsFrozen):
            act()


@pytest.mark.parametrize("act", [make.grant, make.refuse])
def test_no_decision_is_prepared_or_signed(act: Callable[..., object]) -> None:
    application = make.application(status=Status.RECOMMENDED)
    proposal = make.propose(application)
    freeze(filings=False, decisions=True)

    with pytest.raises(DecisionsFrozen):
        act(application)
    with pytest.raises(DecisionsFrozen):
        decisions.grant_application(
            application=application, proposal=proposal, assertion=make.ASSERTION, by=make.REGISTRAR, at=NOON
        )
    assert Proposal.objects.count() == 1


def test_fees_are_paid_corrections_handed_in_and_cases_reviewed_all_the_same() -> None:
    submitted = make.application(status=Status.SUBMITTED)
    returned = make.application(status=Status.RETURNED)
    make.confirm(returned)
    freeze(decisions=True)

    applications.record_payment(make.notice(Bill.objects.get(application=submitted.pk)), at=NOON)
    again = Application.objects.get(pk=returned.pk)
    applications.resubmit_application(application=again, method="national", by=APPLICANT, at=NOON)

    assert Application.objects.get(pk=submitted.pk).status == Status.CHECKING
    assert again.status == Status.CHECKING


def test_the_database_stops_a_filing_that_the_program_would_let_through() -> None:
    ready = make.complete(make.application(at=BEFORE), at=BEFORE)
    freeze()  # by the program's clock below, it has not begun; by the database's it has

    with pytest.raises(ProgrammingError, match="stopped by a freeze"), transaction.atomic():
        submit(ready, at=BEFORE)
    with pytest.raises(ProgrammingError, match="stopped by a freeze"), transaction.atomic():
        start(at=BEFORE)


def test_the_database_stops_a_decision_that_the_program_would_let_through() -> None:
    application = make.application(status=Status.RECOMMENDED, at=BEFORE)
    freeze(filings=False, decisions=True)

    with pytest.raises(ProgrammingError, match="stopped by a freeze"), transaction.atomic():
        make.grant(application, at=BEFORE)


def test_the_database_goes_by_its_own_clock_and_by_the_service() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (now,) = cursor.fetchone() or (datetime.now(UTC),)
    freeze(begins_at=now + timedelta(hours=1))
    freeze(service="s13_hire")
    freeze(filings=False, decisions=True)

    assert start(at=BEFORE).status == Status.DRAFT
