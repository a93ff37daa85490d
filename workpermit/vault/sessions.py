"""Sessions: minted here, looked up again at every use, so that ending one works at once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from workpermit.core.actors import Role
from workpermit.sealing.canonical import b64
from workpermit.sealing.refusal import Refused
from workpermit.sealing.token import COUNTER, LIFE, LONGEST_SESSION, Claims, sign_token, verify_token
from workpermit.vault.call import Call
from workpermit.vault.config import SITE_OF_CREDENTIAL, ZONE_OF_SITE
from workpermit.vault.power import Asked, Power

WEAK = ("code", COUNTER)  # methods by which nobody signs, invites or makes a key
OFFICERS = (Role.REGISTRAR, Role.ASSISTANT_REGISTRAR)  # the stronger first
ROLES_OF_SITE: dict[str, tuple[Role, ...]] = {
    "applicant": (Role.APPLICANT,),
    "centre": (Role.CENTRE_MANAGER, Role.OPERATOR_CLERK),
    "registrar": OFFICERS,
    "signing": OFFICERS,
    "oversight": (Role.POLICY_OFFICER,),
}


# A session that a clerk helps with ends with the help, and with the clerk's own session.
_SESSION = """
SELECT s.*, a.clerk AS helper, a.counter, a.ended_at IS NOT NULL OR c.revoked_at IS NOT NULL AS help_over
FROM session s LEFT JOIN assisted a USING (assisted) LEFT JOIN session c ON c.sid = a.clerk_sid
WHERE s.sid = %s
"""


@dataclass(frozen=True, slots=True)
class Session:
    sid: UUID
    account: UUID
    site: str
    role: Role
    place: str
    method: str
    started_at: datetime
    ends_at: datetime
    staff_key: bytes | None  # credential id of the enrolled key that began it; applicants have none
    assisted: UUID | None = None
    helper: UUID | None = None  # the clerk at whose counter it was begun
    counter: str = ""


def power(call: Call) -> Power:
    """What signed statements say, as this request finds them."""
    return call.power


def current(call: Call, *also: Asked) -> Session:
    """The session whose token the caller presents, checked against everything that may have ended it.

    `also` are statements that the operation is going to ask for.

    Raises Refused with `bad_token`, `expired`, `wrong_zone`, `revoked` or `wrong_role`.
    """
    session = present(call)
    call.trace.actor, call.trace.role, call.trace.place = session.account, session.role, session.place
    call.trace.helper, call.trace.counter = session.helper, session.counter
    if session.role is not Role.APPLICANT:
        _check_staff(call, session, also)
    return session


def _check_staff(call: Call, session: Session, also: tuple[Asked, ...]) -> None:
    """The role still holds, and so does the key: taking either back ends the session from that moment."""
    key = session.staff_key or b""
    asked = [Asked("role", str(session.account)), Asked("key", about=b64(key))]
    if session.role in OFFICERS:
        asked.append(Asked("jurisdiction", session.place))
    call.power.foresee(*asked, *also)
    if (session.role, session.place) not in call.power.roles(session.account, at=call.now):
        raise Refused("wrong_role")
    try:
        call.power.staff_key(key, b64(key), "login", at=call.now)
    except Refused as refusal:
        raise Refused("revoked") from refusal


def present(call: Call) -> Session:
    """The session itself, without asking whether its role still holds."""
    public = Ed25519PublicKey.from_public_bytes(call.vault.keys.public("session"))
    claims = verify_token(call.args.ascii("token"), public, now=call.seconds)
    if claims.site != SITE_OF_CREDENTIAL.get(call.credential) or claims.zone != ZONE_OF_SITE[claims.site]:
        raise Refused("wrong_zone")
    row = call.db.one(_SESSION, UUID(claims.sid))
    if row is None:
        raise Refused("bad_token")
    if row["revoked_at"] is not None or row["help_over"]:
        raise Refused("revoked")
    return _session(row)


def start(call: Call, code: dict[str, Any]) -> str:
    """Begin a session for a one-time code that was just redeemed; gives its first token."""
    session = Session(
        sid=uuid4(),
        account=code["account"],
        site=code["site"],
        role=Role(code["role"]),
        place=code["place"],
        method=code["method"],
        started_at=call.now,
        ends_at=call.now + timedelta(seconds=LONGEST_SESSION),
        staff_key=code["staff_key"],
    )
    if code["assisted"] is not None:
        session = _helped(call, session, code["assisted"])
    call.db.run(
        "INSERT INTO session "
        "(sid, account, zone, site, role, place, method, started_at, ends_at, staff_key, assisted) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        session.sid,
        session.account,
        ZONE_OF_SITE[session.site],
        session.site,
        session.role,
        session.place,
        session.method,
        session.started_at,
        session.ends_at,
        session.staff_key,
        session.assisted,
    )
    return mint(call, session)


def _helped(call: Call, session: Session, assisted: UUID) -> Session:
    """The session of somebody whom a clerk helps: no longer than the help, and it says who helps and where."""
    row = call.db.one("SELECT * FROM assisted WHERE assisted = %s AND ended_at IS NULL", assisted)
    if row is None:
        raise Refused("used")
    return replace(
        session,
        assisted=assisted,
        helper=row["clerk"],
        counter=row["counter"],
        place=row["centre"],
        ends_at=row["until"],
    )


def mint(call: Call, session: Session) -> str:
    """A token for the next ten minutes, never beyond the session's end."""
    claims = Claims(
        sid=str(session.sid),
        account=str(session.account),
        zone=ZONE_OF_SITE[session.site],
        site=session.site,
        role=session.role,
        place=session.place,
        method=session.method,
        iat=call.seconds,
        exp=min(call.seconds + LIFE, int(session.ends_at.timestamp())),
        helper=str(session.helper) if session.helper else "",
        counter=session.counter,
        ends=int(session.ends_at.timestamp()),
    )
    return sign_token(claims, lambda message: call.vault.keys.sign("session", message))


def require(session: Session, *roles: Role) -> None:
    if session.role not in roles:
        raise Refused("wrong_role")


def require_strong(session: Session) -> None:
    """A code by e-mail proves the mailbox, not the person, and at a counter a clerk may be typing.

    Raises Refused with `stronger_sign_in`.
    """
    if session.method in WEAK:
        raise Refused("stronger_sign_in")


def _session(row: dict[str, Any]) -> Session:
    return Session(
        sid=row["sid"],
        account=row["account"],
        site=row["site"],
        role=Role(row["role"]),
        place=row["place"],
        method=row["method"],
        started_at=row["started_at"],
        ends_at=row["ends_at"],
        staff_key=row["staff_key"],
        assisted=row["assisted"],
        helper=row["helper"],
        counter=row["counter"] or "",
    )
