"""Reading recommendations and decisions."""

from uuid import UUID

from workpermit.decisions.models import Decision, Proposal, Recommendation, Return
from workpermit.sealing.assertion import Assertion


def latest_recommendation(application: UUID) -> Recommendation | None:
    return Recommendation.objects.filter(application=application).order_by("-recommended_at").first()


def latest_return(application: UUID) -> Return | None:
    return Return.objects.filter(application=application).order_by("-returned_at").first()


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
