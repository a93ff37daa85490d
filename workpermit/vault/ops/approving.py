"""A signed letter for a request that ends in no permit: a demand for workers, a change of a name list."""

import hashlib

from workpermit.core.ids import new_approval_number
from workpermit.sealing.canonical import b64
from workpermit.sealing.decision import Decision, show_time
from workpermit.sealing.jws import sign_jws
from workpermit.sealing.refusal import Refused
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.custody import key_id
from workpermit.vault.granted import judge_granted, lock
from workpermit.vault.payment import check_payment
from workpermit.vault.services import Outcome


@operation("document")
def issue_approval(call: Call) -> Result:
    """Judge the decision as for a permit, then sign its outcome as a receipt; the same letter each time.

    The receipt binds the signed decision by its hash and names nobody. Raises Refused with the codes of
    `judge_granted`, and `used` where the case or its number has an approval on another decision.
    """
    granted = judge_granted(call, Outcome.APPROVAL)
    check_payment(call.vault.config, granted.payment, granted.decision)
    with call.db.transaction():
        lock(call, granted.decision)
        row = call.db.one("SELECT * FROM approval WHERE decision = %s", granted.decision.decision_id)
        if row is None:
            number = new_approval_number()
            row = call.db.one(
                "INSERT INTO approval VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING RETURNING *",
                number,
                granted.decision.decision_id,
                granted.decision.application_id,
                granted.decision.application_number,
                _sign(call, granted.decision, granted.raw, number),
                call.now,
            )
    if row is None:
        raise Refused("used")
    return {"number": row["number"], "receipt": row["receipt"], "issued_at": int(row["issued_at"].timestamp())}


def _sign(call: Call, decision: Decision, raw: bytes, number: str) -> str:
    keys = call.vault.keys
    facts = {
        "number": number,
        "application": decision.application_number,
        "service": decision.service,
        "office": decision.office,
        "decided_at": show_time(decision.decided_at),
        "decision": b64(hashlib.sha256(raw).digest()),
    }
    return sign_jws(
        {"iss": keys.issuer, "iat": call.seconds, "kind": "approval", "facts": facts},
        algorithm="ES256",
        kid=b64(key_id(keys.public("receipt"))),
        typ="receipt+jwt",
        sign=lambda message: keys.sign("receipt", message),
    )
