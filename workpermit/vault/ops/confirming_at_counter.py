"""The worker's confirmation where he has no passkey: a counter's device signs the very same bytes.

He has read the filing and brings a code and his passport. The clerk types the code, and the number and the birth
date as the paper says them; the vault compares them with the sealed answers and shows nothing of them. Then the clerk
compares face and paper, and the device signs. It says that this person confirmed; who he is in the register's eyes
stays with `confirm_identity`.
"""

from datetime import timedelta

from psycopg.rows import DictRow

from workpermit.sealing.decision import confirmation_challenge
from workpermit.sealing.device import DeviceProof
from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.assisted import find_open
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.devices import require_device
from workpermit.vault.links import inherit
from workpermit.vault.matching import is_same_person
from workpermit.vault.ops.counter import clerk
from workpermit.vault.purposes import COMPARE
from workpermit.vault.records import fetch, open_rows, single_case
from workpermit.vault.secret_words import clean_code, digest
from workpermit.vault.sessions import Session

ATTEMPTS = 5
COMPARED_LIFE = timedelta(minutes=15)


@operation("operator")
def compare_confirmation(call: Call) -> Result:
    """What the device is to sign, once the code is good and the paper is that of the sealed answers.

    Each attempt is counted before anything is compared. Whom this clerk helps needs neither: `request` then names what
    he has just asked for, and his paper was compared with it there. Gives `request` and `content`, the SHA-256 of the
    confirmation's bytes under its domain, which is what a passkey would sign.

    Raises Refused with `bad_code`, `used`, `expired`, `too_many`, `too_fast` or `no_match`, or as require_device.
    """
    session = clerk(call)
    device = require_device(call, session, "compare_confirmation", session.sid)
    row = _assisted(call, session, device) if call.args.has("request") else _brought(call, session)
    until = call.now + COMPARED_LIFE
    call.db.run(
        "UPDATE confirmation SET attempts = 0, clerk = %s, device = %s, compared_until = %s WHERE request = %s",
        session.account,
        device,
        until,
        row["request"],
    )
    content = confirmation_challenge(bytes(row["raw"]))
    return {"request": str(row["request"]), "content": content, "until": int(until.timestamp())}


def _assisted(call: Call, session: Session, device: bytes) -> DictRow:
    """What the person whom this clerk helps at this device is about to confirm. Raises Refused with `not_yours`."""
    row = call.db.one("SELECT * FROM confirmation WHERE request = %s AND at_counter", call.args.uuid("request"))
    helped = find_open(call, session, device)
    if row is None or helped is None or helped["account"] != row["account"]:
        raise Refused("not_yours")
    call.trace.case, call.trace.purpose = row["case_id"], COMPARE.name
    if row["confirmed_at"] is not None:
        raise Refused("used")
    trace.count_and_write(call.db, call.trace, str(session.account), COMPARE.per_minute, at=call.now)
    return row


def _brought(call: Call, session: Session) -> DictRow:
    """What waits under the code that a worker brought, once the typed paper is that of its sealed answers."""
    passport, birth = call.args.text("passport_number", 40), call.args.day("birth_date").isoformat()
    row = _attempt(call)
    rows = fetch(call, [row["worker_record"]])
    single_case(call, rows, row["case_id"])
    [said] = open_rows(call, rows, COMPARE, who=str(session.account))
    if not is_same_person(said.value, passport, birth):
        raise Refused("no_match")
    return row


@operation("operator")
def confirm_at_counter(call: Call) -> Result:
    """The clerk's device signs the confirmation for the person before it: once, by the clerk who compared, there.

    Raises Refused with `not_yours`, `used`, `other_device` or `expired`, or as require_device.
    """
    session = clerk(call)
    row = call.db.one("SELECT * FROM confirmation WHERE request = %s", call.args.uuid("request"))
    if row is None or not row["at_counter"] or row["clerk"] != session.account:
        raise Refused("not_yours")
    call.trace.case = row["case_id"]
    content = confirmation_challenge(bytes(row["raw"]))
    device = require_device(call, session, "confirm_at_counter", row["request"], content)
    if row["confirmed_at"] is not None:
        raise Refused("used")
    if device != row["device"]:
        raise Refused("other_device")
    if row["code"] is None or call.now >= row["compared_until"]:
        raise Refused("expired")
    proof = DeviceProof.from_map(call.args.raw("device"))
    kept = call.db.run(
        "UPDATE confirmation SET device_session = %s, device_challenge = %s, signature = %s, centre = %s, "
        "counter = %s, confirmed_at = %s WHERE request = %s AND confirmed_at IS NULL",
        session.sid,
        proof.challenge,
        proof.signature,
        session.place,
        call.trace.counter,
        call.now,
        row["request"],
    )
    if not kept:
        raise Refused("used")
    trace.write(call.db, call.trace, granted=True, at=call.now)
    inherit(call, row["case_id"], row["account"], row["person"])
    return {"case": str(row["case_id"])}


def _attempt(call: Call) -> DictRow:
    """The confirmation that waits under the typed code, with the attempt counted. Raises Refused."""
    row = call.db.one("SELECT * FROM confirmation WHERE code = %s", digest(clean_code(call.args.text("code", 40))))
    if row is None:
        raise Refused("bad_code")
    call.trace.case = row["case_id"]
    if row["confirmed_at"] is not None:
        raise Refused("used")
    if call.now >= row["expires_at"]:
        raise Refused("expired")
    counted = "UPDATE confirmation SET attempts = attempts + 1 WHERE request = %s AND attempts < %s"
    if not call.db.run(counted, row["request"], ATTEMPTS):
        raise Refused("too_many")
    return row
