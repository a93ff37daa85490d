"""Whether the permit fee was paid, on the bank's own signature."""

from workpermit.sealing.decision import Decision
from workpermit.sealing.jws import read_jwk, verify_jws
from workpermit.sealing.refusal import Refused
from workpermit.vault.config import Config

PERMIT_FEE = "P1"


def check_payment(config: Config, token: str, decision: Decision) -> None:
    """A decision whose signed bytes name no fee needs none; any other needs the bank's word.

    Raises Refused with `not_paid`, or `wrong_amount` (in satang).
    """
    if decision.permit_fee is None:
        return
    if config.bank is None:
        raise Refused("not_paid")
    try:
        said = verify_jws(token, read_jwk(config.bank.public_key))
    except Refused as refusal:
        raise Refused("not_paid") from refusal
    paid_for = (said.get("biller"), said.get("ref1"), said.get("ref2"))
    if paid_for != (config.bank.biller, decision.application_number, PERMIT_FEE):
        raise Refused("not_paid")
    if said.get("amount") != str(decision.permit_fee):
        raise Refused("wrong_amount")
