"""What a recommendation or decision must have."""

from collections.abc import Sequence

from workpermit.catalogue.definition import ReasonUse, Service
from workpermit.core.errors import RuleBroken
from workpermit.decisions.models import Outcome


class ReasonMissing(RuleBroken):
    """A refusal or a return must say why, because the applicant may answer it."""


class UnknownReason(RuleBroken):
    """The reason is not one that the catalogue lists for this use."""


class WrongProposal(RuleBroken):
    """The prepared decision is for another application, another outcome or another registrar."""


class ProposalExpired(RuleBroken):
    """The prepared decision is too old to be signed; prepare it again."""


def check_reasons(service: Service, use: ReasonUse, reasons: Sequence[str]) -> None:
    """Raises ReasonMissing or UnknownReason."""
    if not reasons:
        raise ReasonMissing
    known = {reason.code for reason in service.reasons_for(use)}
    if not set(reasons) <= known:
        raise UnknownReason


def check_words(outcome: str, words: str) -> None:
    """A refusal is in the registrar's own words too; an appeal is judged on them."""
    if outcome == Outcome.REFUSED and not words.strip():
        raise ReasonMissing
