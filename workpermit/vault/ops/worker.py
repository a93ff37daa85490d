"""The worker joins a case: an invitation that works once, and a proof that he is the one who is meant."""

from datetime import timedelta

from psycopg.rows import DictRow

from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.sealing.refusal import Refused
from workpermit.vault.accounts import offer_contact
from workpermit.vault.assisted import check_person
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.cases import WORKER, check_worker_may_change, require_owner, require_worker
from workpermit.vault.joining import join, open_invited
from workpermit.vault.links import inherit
from workpermit.vault.matching import is_same_person, person_in
from workpermit.vault.records import fetch, single_case
from workpermit.vault.secret_words import clean_code, digest, new_code, new_ticket
from workpermit.vault.sessions import Session, current, require, require_strong

LIFE = timedelta(days=14)
ATTEMPTS = 5
TICKET_LIFE = timedelta(minutes=15)


@operation("public")
def create_invitation(call: Call) -> Result:
    """Only the newest invitation of a case works; none once the worker's identity is confirmed.

    None either once what the worker confirmed was handed in.

    Raises Refused with `own_filing` where the owner filed for himself.
    """
    session = current(call)
    require_strong(session)
    case = call.args.uuid("case")
    found = require_owner(call, session, case)
    if found["self_filed"]:
        raise Refused("own_filing")
    if found["identity_at"] is not None:
        raise Refused("used")
    check_worker_may_change(call, case)
    [row] = fetch(call, [call.args.uuid("record")])
    single_case(call, [row], case)
    if row.header.kind != WORKER:
        raise Refused("bad_args")
    code = new_code(12)
    with call.db.transaction():
        call.db.run("UPDATE invitation SET used_at = %s WHERE case_id = %s AND used_at IS NULL", call.now, case)
        call.db.run(
            "INSERT INTO invitation (code, case_id, record, expires_at) VALUES (%s, %s, %s, %s)",
            digest(code),
            case,
            row.header.record,
            call.now + LIFE,
        )
    return {"code": code}


@operation("public")
def claim_invitation(call: Call) -> Result:
    """Compare what the worker types with the sealed answers; five attempts, and nothing is ever shown.

    Somebody who is signed in joins with that account; anybody else gets a ticket to make a passkey.
    """
    passport, birth = call.args.text("passport_number", 40), call.args.day("birth_date").isoformat()
    session = _signed_in(call)
    invitation = _attempt(call)
    said = open_invited(call, invitation)
    if not is_same_person(said, passport, birth):
        raise Refused("no_match")
    case = str(invitation["case_id"])
    if session is not None:
        check_person(call, session, said)
        account = session.account
        with call.db.transaction():
            join(call, invitation["code"], account)
            offer_contact(call, account, said)
        person = person_in(call.vault.keys, said)
        inherit(call, invitation["case_id"], account, person.exact if person else None)
        return {"ticket": "", "case": case}
    return {"ticket": _ticket(call, invitation), "case": case}


@operation("public")
def joined(call: Call) -> Result:
    """Whether the account is linked to the case as its worker. Raises Refused with `not_yours` where it is not."""
    require_worker(call, current(call), call.args.uuid("case"))
    return {}


def _signed_in(call: Call) -> Session | None:
    if not call.args.has("token"):
        return None
    session = current(call)
    require(session, Role.APPLICANT)
    return session


def _attempt(call: Call) -> DictRow:
    """Count the attempt before anything is compared. Raises Refused."""
    code = digest(clean_code(call.args.text("code", 40)))
    row = call.db.one("SELECT * FROM invitation WHERE code = %s", code)
    if row is None:
        raise Refused("bad_code")
    call.trace.case = row["case_id"]
    if row["used_at"] is not None:
        raise Refused("used")
    if call.now >= row["expires_at"]:
        raise Refused("expired")
    counted = "UPDATE invitation SET attempts = attempts + 1 WHERE code = %s AND attempts < %s"
    if not call.db.run(counted, code, ATTEMPTS):
        raise Refused("too_many")
    return row


def _ticket(call: Call, invitation: DictRow) -> str:
    ticket = new_ticket()
    call.db.run(
        "INSERT INTO passkey_ticket (ticket, account, invitation, pre, expires_at) VALUES (%s, %s, %s, %s, %s)",
        digest(ticket),
        uuid7(),
        invitation["code"],
        call.args.ascii("pre", 64),
        call.now + TICKET_LIFE,
    )
    return ticket
