"""Whether the enrolled device of a centre is there: its signature over this very act, fresh, and good for once."""

from datetime import timedelta
from uuid import UUID

from workpermit.sealing.device import DeviceProof, act_bytes, is_signed_by_device
from workpermit.sealing.refusal import Refused
from workpermit.vault.call import Call
from workpermit.vault.secret_words import digest, new_ticket
from workpermit.vault.sessions import Session, power

CHALLENGE_LIFE = timedelta(minutes=2)


def new_challenge(call: Call, session: Session) -> str:
    """A challenge for one act of this session, whichever it will be: the signed bytes name the act."""
    challenge = new_ticket()
    call.db.run(
        "INSERT INTO device_challenge (challenge, sid, expires_at) VALUES (%s, %s, %s)",
        digest(challenge),
        session.sid,
        call.now + CHALLENGE_LIFE,
    )
    return challenge


def require_device(call: Call, session: Session, act: str, about: UUID, content: bytes = b"") -> bytes:
    """The key of the device that signed this act, enrolled now at the centre of the session.

    Raises Refused with `unknown_device` (also where nothing was signed), `other_centre`, `device_removed`,
    `bad_challenge` (another session's, used, or older than two minutes) or `bad_signature`.
    """
    if not call.args.has("device"):
        raise Refused("unknown_device")
    proof = DeviceProof.from_map(call.args.raw("device"))
    statement = power(call).device(proof.key, session.place, at=call.now)
    call.trace.counter = str(statement.body["counter"])
    # Used up before the signature is looked at, so that one challenge is one attempt.
    taken = "DELETE FROM device_challenge WHERE challenge = %s AND sid = %s AND expires_at > %s"
    if not call.db.run(taken, digest(proof.challenge), session.sid, call.now):
        raise Refused("bad_challenge")
    signed = act_bytes(act, about, session.sid, proof.challenge, content)
    if not is_signed_by_device(signed, proof.signature, proof.key):
        raise Refused("bad_signature")
    return proof.key
