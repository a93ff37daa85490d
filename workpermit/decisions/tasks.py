"""Issuing what was decided: queue `document`."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.casework.retry import again
from workpermit.decisions.models import Outcome
from workpermit.decisions.queries import assertion_of, find_decision
from workpermit.fees.models import Bill
from workpermit.fees.queries import payment_of
from workpermit.permits.services import ask_again
from workpermit.permits.services import issue_permit as keep_permit
from workpermit.permits.statement import read_statement
from workpermit.sealing.client import VaultUnreachable, vault
from workpermit.sealing.decision import Decision as Signed
from workpermit.sealing.services import public_keys

AGAIN = again(VaultUnreachable)


@app.task(name="issue_permit", queue="document", retry=AGAIN)
def issue_permit(record: str) -> None:
    """Hand the vault the signed decision and the bank's notice; keep the permit that it signs.

    The vault believes neither this process nor the database: it verifies both signatures, the
    registrar's power, the confirmed identity and the dossier itself. It answers the same permit
    however often it is asked for one decision.
    """
    application = Application.objects.get(pk=UUID(record))
    decision = find_decision(application.pk)
    if application.status != Status.IDENTITY_CONFIRMED or decision is None or decision.outcome != Outcome.GRANTED:
        return
    document = bytes(decision.document)
    payment = payment_of(application.pk, Bill.Kind.PERMIT)
    issued = vault("document").issue_permit(
        case=application.pk, decision=document, assertion=assertion_of(decision), payment=payment
    )
    statement = read_statement(vault("document").permit_status(number=issued["number"]), public_keys())
    # Before the permit is kept: a task that breaks off here comes back, and asks again.
    ask_again(*issued["ended"], at=timezone.now())
    signed = Signed.from_bytes(document)
    if signed.valid_from is None or signed.valid_until is None:
        raise ValueError("a granted decision has its dates")
    keep_permit(
        application=application,
        decision=decision.pk,
        terms=decision.terms,
        valid_from=signed.valid_from,
        valid_until=signed.valid_until,
        number=issued["number"],
        credential=issued["credential"],
        statement=statement,
        at=timezone.now(),
    )
