"""Recommending, returning and deciding.

A decision is first prepared as bytes (a proposal, without effect) and counts only with the
registrar's signature over exactly those bytes. Whoever calls has had the vault verify it; the
vault verifies again, from the same bytes, before it issues anything.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Act
from workpermit.applications.models import Application
from workpermit.applications.windows import payable_until
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance
from workpermit.catalogue.definition import ReasonUse, Service
from workpermit.catalogue.kinds import Visit
from workpermit.catalogue.queries import get_version, holidays, hours_to_pay
from workpermit.catalogue.services import hold_cohort
from workpermit.core.actors import Actor
from workpermit.core.calendar import bangkok_date, last_day
from workpermit.core.ids import uuid7
from workpermit.decisions.models import Decision, Outcome, Proposal, Recommendation, Return
from workpermit.decisions.rules import (
    ProposalExpired,
    WrongProposal,
    check_as_filed,
    check_missing,
    check_reasons,
    check_words,
)
from workpermit.fees.models import Bill
from workpermit.fees.services import bill_fee
from workpermit.freezes.rules import check_decisions
from workpermit.questions.rules import check_no_open_question
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.decision import Bound, Dossier
from workpermit.sealing.decision import Decision as Signed
from workpermit.sealing.services import RecordRef, write_record


@transaction.atomic
def recommend_application(
    *, application: Application, outcome: Outcome, reasons: Sequence[str], words: str, by: Actor, at: datetime
) -> Recommendation:
    """Pass an application to the registrar with a recommendation.

    Raises ReasonMissing, UnknownReason, QuestionIsOpen, WrongStatus, WrongRole or CaseHasMoved.
    """
    if outcome == Outcome.REFUSED:
        check_reasons(get_version(application.service_version), ReasonUse.REFUSE, reasons)
    advance(application, Act.RECOMMEND, by=by, at=at)
    check_no_open_question(application.pk)
    recommendation = Recommendation(
        id=uuid7(),
        application=application.pk,
        outcome=outcome,
        reasons=list(reasons),
        note=_seal_words(application, words, at),
        recommended_by=by.id,
        recommended_at=at,
    )
    Recommendation.objects.bulk_create([recommendation])
    tell(application, "application_recommended", by=by, at=at)
    return recommendation


@transaction.atomic
def return_application(
    *,
    application: Application,
    reasons: Sequence[str],
    words: str,
    by: Actor,
    at: datetime,
    documents: Sequence[str] = (),
) -> Return:
    """Send an application back to be corrected.

    `documents` are those that are missing: all at once, and once for an application (Licensing Facilitation Act).
    From then on they belong to its checklist.

    Raises ReasonMissing, UnknownReason, DocumentsNotNamed, DocumentIsThere, DocumentsAskedForBefore, QuestionIsOpen,
    WrongStatus, WrongRole or CaseHasMoved.
    """
    service = get_version(application.service_version)
    check_reasons(service, ReasonUse.RETURN, reasons)
    check_missing(application.pk, service, reasons, documents)
    window = service.windows.correction
    due_at = at + timedelta(seconds=window.seconds) if window else None
    requested = sorted({*application.requested_documents, *documents})
    advance(application, Act.RETURN, by=by, at=at, changes={"due_at": due_at, "requested_documents": requested})
    check_no_open_question(application.pk)
    returned = Return(
        id=uuid7(),
        application=application.pk,
        reasons=list(reasons),
        asks_for_documents=bool(documents),
        documents=list(documents),
        note=_seal_words(application, words, at),
        returned_by=by.id,
        returned_at=at,
    )
    Return.objects.bulk_create([returned])
    facts = {
        "reasons": list(reasons),
        "documents": list(documents),
        "due_at": due_at.isoformat() if due_at else "",
    }
    tell(application, "application_returned", by=by, at=at, facts=facts, sealed={"words": words} if words else None)
    return returned


@transaction.atomic
def propose_decision(
    *,
    proposal: UUID,
    application: Application,
    outcome: Outcome,
    terms: dict[str, Any],
    fee: int | None,
    reasons: Sequence[str],
    words: str,
    dossier: Dossier,
    nonce: bytes,
    expires_at: datetime,
    by: Actor,
    at: datetime,
) -> Proposal:
    """Prepare the bytes that a registrar will sign. Nothing is decided yet.

    `fee` is what the permit costs, in satang, None where nothing is charged. `nonce` and `expires_at` come from
    the vault for this `proposal`, so that a signature made for it cannot serve another.

    Raises ReasonMissing, UnknownReason, QuestionIsOpen, NotAsFiled or DecisionsFrozen.
    """
    _check_ready(application, dossier, at)
    service = get_version(application.service_version)
    if outcome == Outcome.REFUSED:
        check_reasons(service, ReasonUse.REFUSE, reasons)
    check_words(outcome, words)
    said = write_record(kind="terms", case=application.pk, subject=application.subject, value=terms, at=at)
    reason = _seal_reason(application, reasons, words, at) if outcome == Outcome.REFUSED else None
    document = Signed(
        decision_id=proposal,
        application_id=application.pk,
        application_number=str(application.number),
        service=application.service,
        outcome=outcome,
        terms=_bound(said),
        reason=_bound(reason) if reason else None,
        law_refs=_law_refs(service, outcome, reasons),
        permit_fee=fee if outcome == Outcome.GRANTED else 0,
        valid_from=_day(terms, "valid_from") if outcome == Outcome.GRANTED else None,
        valid_until=_day(terms, "valid_until") if outcome == Outcome.GRANTED else None,
        dossier=dossier,
        registrar=by.id,
        office=by.place,
        decided_at=at,
        nonce=nonce,
        expires_at=expires_at,
    )
    row = Proposal(
        id=proposal,
        application=application.pk,
        outcome=outcome,
        document=document.to_bytes(),
        prepared_by=by.id,
        prepared_at=at,
        expires_at=expires_at,
    )
    Proposal.objects.bulk_create([row])
    return row


def _check_ready(application: Application, dossier: Dossier, at: datetime) -> None:
    """Raises DecisionsFrozen, QuestionIsOpen or NotAsFiled."""
    check_decisions(application.service, at)
    check_no_open_question(application.pk)
    check_as_filed(application.pk, dossier.records)


def _seal_reason(application: Application, reasons: Sequence[str], words: str, at: datetime) -> RecordRef:
    value = {"reasons": list(reasons), "words": words}
    return write_record(kind="reason", case=application.pk, subject=application.subject, value=value, at=at)


@transaction.atomic
def grant_application(
    *, application: Application, proposal: Proposal, assertion: Assertion, by: Actor, at: datetime
) -> Decision:
    """Grant an application with the registrar's signature; the permit fee is due, where the signed bytes name one.

    Raises DecisionsFrozen, ProposalExpired, WrongProposal, QuestionIsOpen, WrongStatus, WrongRole or CaseHasMoved.
    """
    signed = _check_proposal(proposal, application, Outcome.GRANTED, by, at)
    service = get_version(application.service_version)
    cohort = None
    if application.cohort:
        hold_cohort(application.cohort)  # as in submit_application
        cohort = hours_to_pay(application.cohort)
    due_at = payable_until(service.windows.permit_fee, cohort, at) if signed.permit_fee is not None else None
    advance(application, Act.GRANT, by=by, at=at, changes={"due_at": due_at})
    check_no_open_question(application.pk)
    decision = _keep(signed, proposal, assertion, reasons=[], appeal_until=None, by=by, at=at)
    if signed.permit_fee is None:
        enqueue("pass_stations", application.pk)
        tell(application, "application_granted_free", by=by, at=at)
        return decision
    bill_fee(
        application=application.pk,
        kind=Bill.Kind.PERMIT,
        number=str(application.number),
        satang=signed.permit_fee,
        due_at=due_at or at,
        by=by,
        at=at,
    )
    facts = {"due_at": due_at.isoformat() if due_at else "", "satang": signed.permit_fee}
    if service.visit is Visit.YES:
        tell(application, "application_granted", by=by, at=at, facts=facts)
    else:
        tell(application, "application_granted_pay", by=by, at=at, facts=facts)
    return decision


@transaction.atomic
def refuse_application(
    *,
    application: Application,
    proposal: Proposal,
    assertion: Assertion,
    reasons: Sequence[str],
    words: str,
    by: Actor,
    at: datetime,
) -> Decision:
    """Refuse an application with the registrar's signature and tell the applicant why.

    The letter quotes the words of the reason and states the right to appeal and its last day.

    Raises DecisionsFrozen, ProposalExpired, WrongProposal, QuestionIsOpen, WrongStatus, WrongRole or CaseHasMoved.
    """
    signed = _check_proposal(proposal, application, Outcome.REFUSED, by, at)
    service = get_version(application.service_version)
    until = last_day(bangkok_date(at), service.appeal_days or 30, holidays(at))
    advance(application, Act.REFUSE, by=by, at=at, changes={"due_at": None})
    check_no_open_question(application.pk)
    decision = _keep(signed, proposal, assertion, reasons=reasons, appeal_until=until, by=by, at=at)
    facts = {"reasons": list(reasons), "appeal_until": until.isoformat()}
    tell(application, "application_refused", by=by, at=at, facts=facts, sealed={"words": words})
    return decision


def _check_proposal(proposal: Proposal, application: Application, outcome: Outcome, by: Actor, at: datetime) -> Signed:
    """What the bytes say counts, not the columns beside them.

    Raises DecisionsFrozen, ProposalExpired or WrongProposal.
    """
    check_decisions(application.service, at)
    signed = Signed.from_bytes(bytes(proposal.document))
    if at > min(proposal.expires_at, signed.expires_at):
        raise ProposalExpired
    said = (signed.decision_id, signed.application_id, signed.outcome, signed.registrar)
    if said != (proposal.pk, application.pk, outcome, by.id):
        raise WrongProposal
    return signed


def _keep(
    signed: Signed,
    proposal: Proposal,
    assertion: Assertion,
    *,
    reasons: Sequence[str],
    appeal_until: date | None,
    by: Actor,
    at: datetime,
) -> Decision:
    decision = Decision(
        id=proposal.pk,
        application=proposal.application,
        outcome=proposal.outcome,
        document=proposal.document,
        client_data=assertion.client_data,
        authenticator_data=assertion.authenticator_data,
        signature=assertion.signature,
        credential_id=assertion.credential_id,
        reasons=list(reasons),
        reason=signed.reason.record if signed.reason else None,
        terms=signed.terms.record,
        decided_by=by.id,
        decided_at=at,
        appeal_until=appeal_until,
    )
    Decision.objects.bulk_create([decision])
    return decision


def _day(terms: dict[str, Any], name: str) -> date | None:
    return date.fromisoformat(terms[name]) if name in terms else None


def _law_refs(service: Service, outcome: Outcome, reasons: Sequence[str]) -> tuple[str, ...]:
    if outcome == Outcome.GRANTED:
        return (service.legal_basis(),)
    return tuple(sorted({service.reason(code).law for code in reasons}))


def _seal_words(application: Application, words: str, at: datetime) -> UUID | None:
    if not words.strip():
        return None
    value = {"words": words.strip()}
    return write_record(kind="reason", case=application.pk, subject=application.subject, value=value, at=at).id


def _bound(ref: RecordRef) -> Bound:
    return Bound(ref.id, ref.commitment)
