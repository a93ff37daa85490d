"""Reading recommendations and decisions."""

import json
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from workpermit.core.part_query import PartQuery
from workpermit.decisions.models import Decision, Outcome, Proposal, Recommendation, Return
from workpermit.sealing.assertion import Assertion


class Remark(NamedTuple):
    """What an officer wrote down about an application. `kind` is `recommended` or `returned`."""

    kind: str
    outcome: str
    reasons: Any  # a list of reason codes of the catalogue
    documents: Any  # a list of missing documents, of a return
    note: UUID | None
    at: datetime


_REMARKS = PartQuery(
    Remark,
    """
    SELECT 'recommended' AS kind, outcome, reasons, '[]'::jsonb AS documents, note, recommended_at AS at
    FROM decisions_recommendation WHERE application = %s
    UNION ALL
    SELECT 'returned', '', reasons, documents, note, returned_at FROM decisions_return WHERE application = %s
    ORDER BY at DESC
    """,
)


def latest_recommendation(application: UUID) -> Recommendation | None:
    return Recommendation.objects.filter(application=application).order_by("-recommended_at").first()


def latest_return(application: UUID) -> Return | None:
    return Return.objects.filter(application=application).order_by("-returned_at").first()


def find_request_for_documents(application: UUID) -> Return | None:
    """The return that asked for missing documents: there is one at most."""
    return Return.objects.filter(application=application, asks_for_documents=True).first()


def list_remarks(application: UUID) -> list[Remark]:
    """Every recommendation on an application and every return of it, newest first."""
    return [
        one._replace(reasons=json.loads(one.reasons), documents=json.loads(one.documents))
        for one in _REMARKS(application, application)
    ]


def outcome_named(name: str) -> Outcome:
    """The outcome that a page asks for. Raises ValueError for a word that is none."""
    return Outcome(name)


def get_proposal(proposal: UUID) -> Proposal:
    """Raises Proposal.DoesNotExist."""
    return Proposal.objects.get(pk=proposal)


def find_decision(application: UUID) -> Decision | None:
    return Decision.objects.filter(application=application).first()


def assertion_of(decision: Decision) -> Assertion:
    """The raw parts of the registrar's signature."""
    return Assertion(
        credential_id=bytes(decision.credential_id),
        client_data=bytes(decision.client_data),
        authenticator_data=bytes(decision.authenticator_data),
        signature=bytes(decision.signature),
    )
