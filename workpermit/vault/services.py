"""What a service demands before its permit is signed. This table is the whole rule.

The catalogue says how a service is carried out, and a policy officer may publish another version of it; what must be
true before the vault signs stands here. A service that is not named has the strictest rule.
"""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What a granted application may end in."""

    PERMIT = "permit"
    APPROVAL = "approval"


class Confirmed(StrEnum):
    """Before what the worker must have signed the answers of the dossier."""

    DECISION = "decision"
    ISSUE = "issue"
    NEVER = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`self_filed`: a worker may file for himself. `ends_old`: the permit that it replaces ends at once.

    Every permit also needs a worker whom a counter has identified; an approval names no worker to identify.
    """

    confirmed: Confirmed = Confirmed.DECISION
    outcome: Outcome = Outcome.PERMIT
    self_filed: bool = False
    ends_old: bool = False


STRICT = Rule()
_OWN = Rule(self_filed=True)
_AUTHORITY = Rule(confirmed=Confirmed.NEVER)  # section 62: another office vouches for the filing
_LETTER = Rule(confirmed=Confirmed.NEVER, outcome=Outcome.APPROVAL)
_CHANGE = Rule(ends_old=True)
_OWN_CHANGE = Rule(self_filed=True, ends_old=True)

RULES: dict[str, Rule] = {
    "s59_new": _OWN,
    "s59_renew": _OWN,
    "s60_1_mou_overseas": Rule(confirmed=Confirmed.ISSUE),  # the worker signs after the arrival
    "s62_boi_new": _AUTHORITY,
    "s62_boi_renew": _AUTHORITY,
    "s62_other_new": _AUTHORITY,
    "s62_other_renew": _AUTHORITY,
    "s63_new": _OWN,
    "s63_renew": _OWN,
    "s63_1_new": _OWN,
    "s63_1_renew": _OWN,
    "s63_v2_shelter": _OWN,
    "s63_2_cr_20260714_renew": _OWN,
    "s64_border": _OWN,
    "s63_2_agn_change": _LETTER,
    "s41_mou_request": _LETTER,
    "s46_mou_request": _LETTER,
    "change_items": _OWN_CHANGE,
    "change_type_l2l3": _OWN_CHANGE,
    "change_44_45": _OWN_CHANGE,
    "change_type_22": _CHANGE,
    "change_44_22": _CHANGE,
    "replace_general": _OWN_CHANGE,
    "replace_mou": _OWN_CHANGE,
}


def rule_of(service: str) -> Rule:
    """The rule of a service as the signed decision names it."""
    return RULES.get(service, STRICT)
