"""Submitting: the moment from which the filing counts as received."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from workpermit.answers.models import Section
from workpermit.answers.queries import list_sections
from workpermit.applications import rules
from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Act, Status
from workpermit.applications.models import Application
from workpermit.applications.queries import records_of
from workpermit.applications.services.keep_version import keep_version
from workpermit.applications.windows import payable_until
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance
from workpermit.casework.together import one_transaction
from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.definition import Service, Step
from workpermit.catalogue.fees import filing_fee
from workpermit.catalogue.queries import get_version, hours_to_pay
from workpermit.catalogue.services import hold_cohort
from workpermit.core.actors import Actor
from workpermit.core.calendar import bangkok_date, buddhist_year
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import new_application_number
from workpermit.core.ready_sql import change
from workpermit.documents.models import Evidence
from workpermit.documents.queries import list_evidence
from workpermit.fees.models import Basket, Bill
from workpermit.fees.queries import open_until
from workpermit.fees.services import bill_fee
from workpermit.freezes.rules import check_filings

_KEEP_RECEIPT = "UPDATE applications_application SET receipt = %s WHERE id = %s AND receipt = ''"


class NoNumberFree(RuleBroken):
    """No free number was found; please try again."""


@dataclass(frozen=True, slots=True)
class _Filing:
    """What is handed in: as it was checked, so it is kept."""

    service: Service
    sections: dict[str, Section]
    evidence: list[Evidence]


def submit_application(
    *, application: Application, method: str, by: Actor, at: datetime, basket: Basket | None = None
) -> Application:
    """Hand in a complete and confirmed draft; it gets its number and the filing fee is due.

    In a basket the bill can be paid with others.

    A group of a cabinet resolution has its hours: what counts is `at`, the server's own clock.

    Raises NotTheFiler, StrongerSignInNeeded, NotComplete, NotConfirmedByWorker, FilingsFrozen, CohortNotOpen,
    CohortClosed, RenewalUnderWay, WrongStatus, WrongRole or CaseHasMoved.
    """
    filing = _check(application, method, by)
    check_filings(application.service, at)
    cohort = rules.check_cohort(filing.service, at)
    for _attempt in range(5):
        try:
            with rules.renewed_once(), one_transaction():
                return _submit(application, filing, cohort, basket, by, at)
        except IntegrityError:
            # One in a thousand million: the random number is taken. Any other breach comes again.
            continue
    raise NoNumberFree


def _submit(
    application: Application, filing: _Filing, cohort: Cohort | None, basket: Basket | None, by: Actor, at: datetime
) -> Application:
    service = filing.service
    number = new_application_number(buddhist_year(bangkok_date(at)))
    satang = filing_fee(service, cohort) if Step.FILING_FEE in service.route else None
    hours = None
    if cohort is not None:
        hold_cohort(cohort.id)  # an extension that is published at this moment must not miss this bill
        hours = hours_to_pay(cohort.id)
    due_at = payable_until(service.windows.filing_fee, hours, at) if satang else None
    changes: dict[str, Any] = {"number": number, "submitted_at": at, "due_at": due_at}
    if cohort is not None:
        changes["cohort"] = cohort.id
    advance(application, Act.SUBMIT, by=by, at=at, changes=changes)
    keep_version(application.pk, filing.sections, filing.evidence, at=at)
    enqueue("sign_filing_receipt", application.pk)
    if not satang:
        # Nothing is charged, or no source gives an amount: the application goes on by itself.
        enqueue("pass_stations", application.pk)
        tell(application, "application_received", by=by, at=at)
        return application
    bill_fee(
        application=application.pk,
        kind=Bill.Kind.FILING,
        number=number,
        satang=satang,
        due_at=due_at or at,
        by=by,
        at=at,
        basket=basket,
    )
    tell(application, "application_submitted", by=by, at=at, facts={"due_at": due_at.isoformat() if due_at else ""})
    return application


@transaction.atomic
def resubmit_application(*, application: Application, method: str, by: Actor, at: datetime) -> Application:
    """Hand in a corrected or amended application; no fee is due a second time and the checks run again.

    What was amended before the filing fee was paid waits for that payment.

    Raises the same as `submit_application`.
    """
    filing = _check(application, method, by)
    amended = application.status == Status.AMENDING
    due_at = open_until(application.pk) if amended else None
    advance(application, Act.RESUBMIT, by=by, at=at, changes={"due_at": due_at})
    keep_version(application.pk, filing.sections, filing.evidence, at=at)
    if due_at is not None:
        tell(application, "application_submitted", by=by, at=at, facts={"due_at": due_at.isoformat()})
        return application
    enqueue("pass_stations" if amended else "run_checks", application.pk)
    tell(application, "application_resubmitted", by=by, at=at)
    return application


def keep_receipt(application: Application, receipt: str) -> None:
    """Keep the vault's signed filing receipt."""
    change(_KEEP_RECEIPT, [receipt, application.pk])


def _check(application: Application, method: str, by: Actor) -> _Filing:
    rules.check_filer(application, by)
    rules.check_method(method)
    service = get_version(application.service_version)
    sections, evidence = list_sections(application.pk), list_evidence(application.pk)
    rules.check_complete(application, service, sections, evidence)
    rules.check_confirmed(application, service, records_of(sections.values(), evidence))
    return _Filing(service, sections, evidence)
