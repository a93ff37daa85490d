"""Issuing what was decided: queue `document`."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.applications.letters import tell, tell_elsewhere
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.appointments.queries import find_kept
from workpermit.cards.services import await_centre, queue_card
from workpermit.casework.retry import again
from workpermit.catalogue.kinds import Confirmation
from workpermit.catalogue.kinds import Outcome as Ends
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import SYSTEM
from workpermit.decisions.models import Decision, Outcome
from workpermit.decisions.queries import assertion_of, find_decision
from workpermit.fees.models import Bill
from workpermit.fees.queries import payment_of
from workpermit.permits.models import Permit
from workpermit.permits.services import ask_again
from workpermit.permits.services import issue_approval as keep_approval
from workpermit.permits.services import issue_permit as keep_permit
from workpermit.permits.statement import read_statement
from workpermit.sealing.client import VaultUnreachable, vault
from workpermit.sealing.decision import Decision as Signed
from workpermit.sealing.services import public_keys

AGAIN = again(VaultUnreachable)


@app.task(name="issue_permit", queue="document", retry=AGAIN)
def issue_permit(record: str) -> None:
    """Hand the vault the signed decision and the bank's notice; keep the permit or the letter that it signs.

    The vault believes neither this process nor the database: it verifies both signatures, the
    registrar's power, the confirmed identity and the dossier itself. It answers the same permit
    however often it is asked for one decision. Whether the worker confirmed these very records is
    its judgement too; this login sees no answers.
    """
    application = Application.objects.get(pk=UUID(record))
    decision = find_decision(application.pk)
    if application.status != Status.IDENTITY_CONFIRMED or decision is None or decision.outcome != Outcome.GRANTED:
        return
    service = get_version(application.service_version)
    if service.outcome is Ends.APPROVAL:
        _issue_approval(application, decision)
    elif service.confirm_before() is not Confirmation.ISSUE or application.confirmed_at:
        _issue_permit(application, decision)


def _issue_permit(application: Application, decision: Decision) -> None:
    document = bytes(decision.document)
    issued = vault("document").issue_permit(
        case=application.pk, decision=document, assertion=assertion_of(decision), payment=_payment(application)
    )
    others = vault("document").same_person(case=application.pk) if issued["ended"] else []
    # Before the permit is kept: a task that breaks off here comes back, and asks again.
    ask_again(*issued["ended"], at=timezone.now())
    statement = read_statement(vault("document").permit_status(number=issued["number"]), public_keys())
    signed = Signed.from_bytes(document)
    if signed.valid_from is None or signed.valid_until is None:
        raise ValueError("a granted permit has its dates")
    with transaction.atomic():
        permit = keep_permit(
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
        for ended in issued["ended"]:
            tell_elsewhere(application, "permit_ended_elsewhere", others, at=timezone.now(), permit=ended)
        _queue_card(permit)


def _queue_card(permit: Permit) -> None:
    """The centre that saw the worker prints the card. Who was seen in an earlier case is asked where."""
    seen = find_kept(permit.application)
    if seen is not None:
        queue_card(
            application=permit.application,
            appointment=seen.pk,
            centre=seen.centre,
            permit=permit.number,
            at=permit.issued_at,
        )
        return
    await_centre(application=permit.application, permit=permit.number, at=permit.issued_at)
    application = Application.objects.get(pk=permit.application)
    tell(application, "card_centre_wanted", by=SYSTEM, at=permit.issued_at, facts={"permit": permit.number})


def _issue_approval(application: Application, decision: Decision) -> None:
    issued = vault("document").issue_approval(
        case=application.pk,
        decision=bytes(decision.document),
        assertion=assertion_of(decision),
        payment=_payment(application),
    )
    keep_approval(
        application=application,
        decision=decision.pk,
        terms=decision.terms,
        number=issued["number"],
        receipt=issued["receipt"],
        at=timezone.now(),
    )


def _payment(application: Application) -> str | None:
    """The bank's word on the permit fee, where one was charged."""
    return payment_of(application.pk, Bill.Kind.PERMIT) or None
