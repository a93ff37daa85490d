"""The registrar's decision: a nonce before it is signed, and a full check before it is stored."""

import secrets
from datetime import timedelta
from typing import Any

from workpermit.core.actors import Role
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.canonical import b64
from workpermit.sealing.decision import Decision
from workpermit.sealing.refusal import Refused
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.cases import require_jurisdiction
from workpermit.vault.decisions import first_seen, judge, keep
from workpermit.vault.power import Asked
from workpermit.vault.sessions import current

LIFE = timedelta(minutes=15)


@operation("registrar", "signing")
def begin_decision(call: Call) -> Result:
    """A nonce that makes these bytes good for one decision and fifteen minutes."""
    session = current(call)
    if session.role is not Role.REGISTRAR:
        raise Refused("not_registrar")
    case = call.args.uuid("case")
    require_jurisdiction(call, session, case)
    nonce, expires_at = secrets.token_bytes(32), (call.now + LIFE).replace(microsecond=0)
    call.db.run(
        "INSERT INTO decision_nonce VALUES (%s, %s, %s, %s, %s, %s)",
        nonce,
        call.args.uuid("decision"),
        case,
        session.account,
        call.now,
        expires_at,
    )
    return {"nonce": nonce, "expires_at": int(expires_at.timestamp())}


@operation("signing")
def verify_decision(call: Call) -> Result:
    """Judge a signed decision as issuing will, so that the registrar hears at once what is wrong."""
    session = current(call, *_key_named(call.args.raw("assertion")))
    raw = call.args.binary("decision")
    decision = Decision.from_bytes(raw)
    call.trace.case = decision.application_id
    if session.role is not Role.REGISTRAR or session.account != decision.registrar:
        raise Refused("not_registrar")
    assertion = Assertion.from_map(call.args.raw("assertion"))
    seen_at = first_seen(call, raw, decision)
    opened = judge(call, raw, decision, assertion, at=seen_at)
    keep(call, raw, decision, opened, seen_at)
    return {}


def _key_named(assertion: Any) -> tuple[Asked, ...]:
    """The key that an assertion names, to be loaded beside the session's role; nothing of it is believed yet."""
    id = assertion.get("credential_id") if isinstance(assertion, dict) else None
    return (Asked("key", about=b64(id)),) if isinstance(id, bytes) else ()
