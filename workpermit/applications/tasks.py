"""What follows an application's acts in the background."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.answers.queries import list_sections
from workpermit.applications import services
from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.queries import count_open_among, list_due
from workpermit.appointments.queries import list_missed
from workpermit.appointments.services import miss_appointment
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.casework.retry import again
from workpermit.catalogue.queries import get_version
from workpermit.catalogue.rules import DocumentState
from workpermit.catalogue.rules import run_checks as run_rules
from workpermit.core.actors import SYSTEM
from workpermit.core.calendar import bangkok_date
from workpermit.documents.lifecycle import Status as EvidenceStatus
from workpermit.documents.queries import list_evidence
from workpermit.fees.queries import get_notice
from workpermit.sealing.client import VaultUnreachable, vault

AGAIN = again(VaultUnreachable, CaseHasMoved)


_STATES = {
    EvidenceStatus.READY: DocumentState.READABLE,
    EvidenceStatus.UNREADABLE: DocumentState.UNREADABLE,
}


class StillBeingPressed(Exception):
    """The press has not finished with all documents; the checks wait for it."""


@app.task(name="run_checks", queue="check", retry=again(VaultUnreachable, StillBeingPressed))
def run_checks(record: str) -> None:
    """Open the answers for the purpose `check`, apply the rules, keep the results."""
    application = Application.objects.get(pk=UUID(record))
    if application.status != Status.CHECKING:
        return
    evidence = list_evidence(application.pk)
    if any(one.status in (EvidenceStatus.RECEIVED, EvidenceStatus.WAITING) for one in evidence):
        raise StillBeingPressed
    at = timezone.now()
    service = get_version(application.service_version)
    sections = {name: section.record for name, section in list_sections(application.pk).items()}
    case = application.pk
    opened = vault("check").open_for(case=case, records=sorted(sections.values()))["records"]
    answers = {name: opened[str(record)] for name, record in sections.items()}
    others = vault("check").same_worker(case=case, record=sections["worker"])
    found = run_rules(
        service,
        answers,
        documents={one.document: _STATES[EvidenceStatus(one.status)] for one in evidence},
        duplicates=count_open_among([other for other in others if other != case]),
        today=bangkok_date(at),
    )
    services.complete_checks(application=application, found=found, at=at)


@app.task(name="sign_filing_receipt", queue="document", retry=AGAIN)
def sign_filing_receipt(record: str) -> None:
    """Have the vault sign that the application was received, and when."""
    application = Application.objects.get(pk=UUID(record))
    if application.receipt or application.submitted_at is None:
        return
    facts = {
        "case": str(application.pk),
        "number": str(application.number),
        "service": application.service,
        "received_at": application.submitted_at.isoformat(),
    }
    services.keep_receipt(application, vault("document").sign_receipt(kind="filing", facts=facts))


@app.task(name="match_payment", queue="document", retry=AGAIN)
def match_payment(record: str) -> None:
    """Settle what the bank reports."""
    services.record_payment(get_notice(UUID(record)), at=timezone.now())


@app.periodic(cron="* * * * * */10")
@app.task(name="end_windows", queue="clock", queueing_lock="end_windows")
def end_windows(timestamp: int) -> None:
    """End what was not paid, corrected or attended within its window."""
    at = timezone.now()
    for application in list_due(at):
        try:
            services.lapse_application(application=application, at=at)
        except (CaseHasMoved, WrongStatus):
            continue  # a payment or a correction came first
    for appointment in list_missed(at):
        try:
            miss_appointment(appointment, at=at)
        except (CaseHasMoved, WrongStatus):
            continue
        application = Application.objects.get(pk=appointment.application)
        tell(application, "appointment_missed", by=SYSTEM, at=at, facts={"centre": appointment.centre})
