"""Checks that only look; each raises the rule that is broken."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import psycopg
from django.db import IntegrityError

from workpermit.answers.models import Section
from workpermit.applications.lifecycle import OPEN_TO_CHANGE
from workpermit.applications.models import ONE_RENEWAL, Application
from workpermit.catalogue.cohorts import Cohort, CohortState
from workpermit.catalogue.definition import Service
from workpermit.catalogue.kinds import Confirmation
from workpermit.catalogue.queries import cohort_of
from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken
from workpermit.documents.models import Evidence
from workpermit.documents.queries import USABLE

STRONG_METHODS = ("passkey", "national", "counter")


class NotOpenToChange(RuleBroken):
    """Answers and documents can be changed only in a draft or after a return."""


class NotTheFiler(RuleBroken):
    """Only the account that files may do this."""


class NotComplete(RuleBroken):
    """Something that the service asks for is still missing."""

    def __init__(self, sections: list[str], documents: list[str]):
        super().__init__(f"{len(sections)} sections, {len(documents)} documents")
        self.sections, self.documents = sections, documents


class NotConfirmedByWorker(RuleBroken):
    """The worker has not confirmed the filing as it stands now."""


class CohortNotOpen(RuleBroken):
    """Filing for this group has not begun, or its days have not been published."""


class CohortClosed(RuleBroken):
    """Filing for this group has ended; what was submitted in time counts."""

    def __init__(self, until: datetime):
        super().__init__(until.isoformat())
        self.moment = until


class RenewalUnderWay(RuleBroken):
    """A renewal of this permit has been handed in already, and there is no outcome yet."""


class StrongerSignInNeeded(RuleBroken):
    """Filing needs a passkey, the national login or a counter; an e-mail code is not enough."""


def check_open_to_change(application: Application, by: Actor) -> None:
    check_filer(application, by)
    if application.status not in OPEN_TO_CHANGE:
        raise NotOpenToChange


def check_filer(application: Application, by: Actor) -> None:
    if application.filing_account != by.id:
        raise NotTheFiler


def check_complete(
    application: Application, service: Service, sections: Mapping[str, Section], evidence: Iterable[Evidence]
) -> None:
    """Raises NotComplete with the names of what is missing."""
    open_sections = [s.id for s in service.sections if s.id not in sections or not sections[s.id].complete]
    there = {one.document for one in evidence if one.status in USABLE}
    asked_for = {*application.extra_documents, *application.requested_documents}
    missing = sorted((service.required_documents() | asked_for) - there)
    if open_sections or missing:
        raise NotComplete(open_sections, missing)


def check_confirmed(application: Application, service: Service, records: list[str]) -> None:
    """The worker confirmed exactly these records, where he must before filing; the vault checks the signature again."""
    if service.confirm_before() is not Confirmation.SUBMIT:
        return
    if not application.confirmed_at or sorted(application.confirmed_records) != records:
        raise NotConfirmedByWorker


def check_cohort(service: Service, at: datetime) -> Cohort | None:
    """The group under which an application is filed at `at`, by the server's clock; None where there is none.

    Raises CohortNotOpen or CohortClosed.
    """
    if not service.cohorts:
        return None
    held = cohort_of(service, at)
    if held is None or held.definition.state(at) in (CohortState.NOT_YET, CohortState.UNDATED):
        raise CohortNotOpen
    until = held.definition.file_until
    if until is not None and not held.definition.is_open(at):
        raise CohortClosed(until)
    return held.definition


@contextmanager
def renewed_once() -> Iterator[None]:
    """What the database says where a filer would have two renewals of a permit under way, as a rule.

    Renewals of one worker by different filers are found by the checks, which alone can tell whose permit it is.

    Raises RenewalUnderWay.
    """
    try:
        yield
    except IntegrityError as breach:
        cause = breach.__cause__
        if isinstance(cause, psycopg.errors.UniqueViolation) and cause.diag.constraint_name == ONE_RENEWAL:
            raise RenewalUnderWay from None
        raise


def check_method(method: str) -> None:
    if method not in STRONG_METHODS:
        raise StrongerSignInNeeded
