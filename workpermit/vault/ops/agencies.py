"""A yes or no for another office, under an agreement that two officers signed. No record is opened for it."""

import hmac
from datetime import timedelta

from workpermit.sealing.agreement import LIFE, agreement_key, read_question
from workpermit.sealing.canonical import canonical
from workpermit.sealing.jws import verify_jws
from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.keystore import KeyStore
from workpermit.vault.permits import status_of

_TAKE = "INSERT INTO agency_question VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"


def employer_key(keys: KeyStore, number: str) -> bytes:
    """The keyed hash under which a permit keeps its employer's number."""
    return keys.hmac("employer", canonical([number]))


@operation("exchange")
def check_employer(call: Call) -> Result:
    """Whether a permit is valid for an employer today: `yes`, `no`, or `unknown` where the permit names no number.

    An unknown permit is `no`, and costs the same look-ups and the same line in the log. The office asks for itself
    alone: its key signed the question, once, within two minutes.

    Raises Refused with `bad_credential` (no agreement holds), `bad_signature`, `bad_args`, `expired`, `used`,
    `too_fast` or `log_unavailable`.
    """
    consumer = call.args.ascii("consumer", 40)
    agreement = call.power.agreement(consumer, at=call.now)
    call.trace.role, call.trace.place = "agency", f"{agreement.body['name']} · {agreement.body['basis']}"
    question = read_question(verify_jws(call.args.ascii("question"), agreement_key(agreement.body)), consumer=consumer)
    if abs(call.seconds - question.iat) > LIFE:
        raise Refused("expired")
    if not call.db.run(_TAKE, consumer, question.jti, call.now + timedelta(seconds=2 * LIFE)):
        raise Refused("used")
    row = call.db.one("SELECT * FROM permit WHERE number = %s", question.permit)
    call.trace.case = row["case_id"] if row else None
    asked = employer_key(call.vault.keys, question.employer)
    trace.count_and_write(call.db, call.trace, f"agency {consumer}", agreement.body["per_minute"], at=call.now)
    if row is None or status_of(call.now, row)[0] != "valid":
        return {"answer": "no"}
    if row["employer"] is None:
        return {"answer": "unknown"}
    return {"answer": "yes" if hmac.compare_digest(row["employer"], asked) else "no"}
