"""Reading recommendations and decisions."""

from uuid import UUID

from workpermit.core.row_query import RowQuery
from workpermit.decisions.models import Decision, Outcome, Proposal, Recommendation, Return
from workpermit.sealing.assertion import Assertion

_RECOMMENDATIONS = RowQuery(Recommendation, "WHERE application = %s ORDER BY recommended_at DESC")
_RETURNS = RowQuery(Return, "WHERE application = %s ORDER BY returned_at DESC")


def latest_recommendation(application: UUID) -> Recommendation | None:
    return Recommendation.objects.filter(application=application).order_by("-recommended_at").first()


def latest_return(application: UUID) -> Return | None:
    return Return.objects.filter(application=application).order_by("-returned_at").first()


def list_recommendations(application: UUID) -> list[Recommendation]:
    """Every recommendation made on an application, newest first."""
    return _RECOMMENDATIONS(application)


def list_returns(application: UUID) -> list[Return]:
    """Every return of an application, newest first."""
    return _RETURNS(application)


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
