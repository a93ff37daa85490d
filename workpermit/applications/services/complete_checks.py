"""Recording what the automatic checks found."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Act
from workpermit.applications.models import Application, CheckFacts, CheckResult
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance
from workpermit.catalogue.rules import CheckResult as Found
from workpermit.core.actors import SYSTEM
from workpermit.core.ids import uuid7
from workpermit.sealing.services import write_record


@transaction.atomic
def complete_checks(
    *,
    application: Application,
    found: Sequence[Found],
    at: datetime,
    facts: Mapping[str, object] | None = None,
    employer_ref: str = "",
) -> None:
    """Keep the results of one run and hand the application to the assistant registrar.

    `employer_ref` is the vault's word for the employer whom the answers name, if they name one.
    `facts` are what the rules were given; they are sealed, for a trial of other rules on past cases.
    Checks advise: whatever they found, a person looks and the registrar decides.
    Raises WrongStatus or CaseHasMoved.
    """
    run = uuid7()
    advance(application, Act.COMPLETE_CHECKS, by=SYSTEM, at=at, changes={"employer_ref": employer_ref})
    CheckResult.objects.bulk_create(
        CheckResult(
            id=uuid7(),
            application=application,
            run=run,
            code=one.code,
            outcome=one.outcome,
            reason=one.reason_code,
            law=one.law,
            facts=dict(one.facts),
            at=at,
        )
        for one in found
    )
    if facts is not None:
        sealed = write_record(kind="facts", case=application.pk, subject=application.subject, value=dict(facts), at=at)
        CheckFacts.objects.bulk_create(
            [CheckFacts(id=uuid7(), application=application, service=application.service, record=sealed.id, at=at)]
        )
    enqueue("compare_registry", application.pk)
    tell(application, "checks_completed", by=SYSTEM, at=at)
