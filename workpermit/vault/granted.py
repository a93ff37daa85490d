"""A grant as the worker `document` hands it in: judged again from its bytes before anything is signed on it."""

from dataclasses import dataclass
from uuid import UUID

from workpermit.sealing.assertion import Assertion
from workpermit.sealing.canonical import b64
from workpermit.sealing.decision import Decision
from workpermit.sealing.record import Opened
from workpermit.sealing.refusal import Refused
from workpermit.vault.call import Call
from workpermit.vault.cases import find_filing
from workpermit.vault.decisions import check_confirmed, first_seen, judge, keep
from workpermit.vault.power import Asked
from workpermit.vault.services import Confirmed, Outcome, rule_of


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant that counts; `payment` is what was handed in as the bank's word, empty where nothing was."""

    raw: bytes
    decision: Decision
    opened: dict[UUID, Opened]
    payment: str

    @property
    def terms(self) -> Opened:
        return self.opened[self.decision.terms.record]


def judge_granted(call: Call, outcome: Outcome) -> Granted:
    """Read the decision of the request and judge it. Only a service that ends in `outcome` passes.

    Raises Refused with the codes of `judge`, and `not_yours` or `not_granted`.
    """
    raw = call.args.binary("decision")
    decision = Decision.from_bytes(raw)
    call.trace.case = decision.application_id
    # A true decision is copied to another application only by somebody who writes in the main database.
    if call.args.uuid("case") != decision.application_id:
        raise Refused("not_yours")
    assertion = Assertion.from_map(call.args.raw("assertion"))
    rule = rule_of(decision.service)
    if decision.outcome != "granted" or rule.outcome is not outcome:
        raise Refused("not_granted")
    call.power.foresee(
        Asked("key", about=b64(assertion.credential_id)),
        Asked("role", str(decision.registrar)),
        Asked("jurisdiction", decision.office),
    )
    seen_at = first_seen(call, raw, decision)
    opened = judge(call, raw, decision, assertion, at=seen_at)
    keep(call, raw, decision, opened, seen_at)
    if rule.confirmed is Confirmed.ISSUE:
        check_confirmed(find_filing(call, decision.application_id), opened)
    payment = call.args.ascii("payment") if call.args.has("payment") else ""
    return Granted(raw, decision, opened, payment)


def lock(call: Call, decision: Decision) -> None:
    """Two tasks for one decision must not sign two numbers: the second waits until the transaction ends."""
    call.db.one("SELECT 1 AS locked FROM decision WHERE decision = %s FOR UPDATE", decision.decision_id)
