"""The worker's confirmation: a passkey's signature over the records of the filing.

Who cannot sign takes a code to a counter, where a device signs for him: `confirming_at_counter.py`.
"""

import secrets
from datetime import timedelta
from uuid import UUID, uuid4

from psycopg.rows import DictRow

from workpermit.core.actors import Role
from workpermit.sealing.assertion import Assertion, verify_assertion
from workpermit.sealing.decision import Confirmation, confirmation_challenge
from workpermit.sealing.merkle import root
from workpermit.sealing.refusal import Refused
from workpermit.vault.assisted import check_person
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.cases import WORKER, find_confirmation, require_worker, show_confirmation
from workpermit.vault.links import check_one_person, inherit, person_of_answers
from workpermit.vault.own_filing import check_foreigner, check_own_name
from workpermit.vault.purposes import CONFIRM
from workpermit.vault.records import fetch, open_rows, single_case
from workpermit.vault.secret_words import digest, new_code
from workpermit.vault.sessions import current, require, require_strong

LIFE = timedelta(minutes=15)
COUNTER_LIFE = timedelta(days=14)  # to travel to a centre
CODE_LENGTH = 12


@operation("public")
def begin_confirmation(call: Call) -> Result:
    """Write down what is to be signed: the vault opens the records itself and takes their root.

    Raises Refused with `thai_person` for an account that the national login says is a Thai person's; for who files for
    himself also with `other_name` where it signed another name, and `other_person` where a counter saw somebody else.
    Somebody who came by a code of an e-mail signs nothing (`stronger_sign_in`), but may ask for a code for a counter.
    """
    session = current(call)
    require(session, Role.APPLICANT)
    at_counter = call.args.raw("at_counter") is True
    if not at_counter:
        require_strong(session)
    case = call.args.uuid("case")
    found = require_worker(call, session, case)
    rows = fetch(call, call.args.uuids("records"))
    single_case(call, rows, case)
    opened = open_rows(call, rows, CONFIRM, who=str(session.account))
    person = person_of_answers(call, opened)
    check_person(call, session, next((one.value for one in opened if one.header.kind == WORKER), None))
    check_foreigner(call, session.account)
    if found["self_filed"]:
        for one in opened:
            if one.header.kind == WORKER:
                check_own_name(call, session.account, one.value)
        check_one_person(call, session.account, person)
    if at_counter and person is None:
        raise Refused("not_confirmed")
    document = Confirmation(
        request=uuid4(),
        case=case,
        account=session.account,
        records=tuple(one.header.record for one in opened),
        root=root([one.commitment for one in opened]),
        made_at=call.now,
        nonce=secrets.token_bytes(32),
        expires_at=call.now + (COUNTER_LIFE if at_counter else LIFE),
    )
    worker = next((one.header.record for one in opened if one.header.kind == WORKER), None)
    _keep(call, document, worker, person.exact if person else None, at_counter=at_counter)
    said: Result = {"request": str(document.request), "document": document.to_bytes()}
    return {**said, "code": _new_code(call, case, document.request)} if at_counter else said


def _keep(
    call: Call, document: Confirmation, worker_record: UUID | None, person: bytes | None, *, at_counter: bool
) -> None:
    call.db.run(
        "INSERT INTO confirmation "
        "(request, case_id, account, raw, records, root, expires_at, worker_record, person, at_counter) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        document.request,
        document.case,
        document.account,
        document.to_bytes(),
        list(document.records),
        document.root,
        document.expires_at,
        worker_record,
        person,
        at_counter,
    )


def _new_code(call: Call, case: UUID, request: UUID) -> str:
    """What the worker brings to a counter; of a case only the newest works, and only its hash is kept."""
    code = new_code(CODE_LENGTH)
    with call.db.transaction():
        call.db.run("UPDATE confirmation SET code = NULL WHERE case_id = %s AND confirmed_at IS NULL", case)
        call.db.run("UPDATE confirmation SET code = %s WHERE request = %s", digest(code), request)
    return code


@operation("signin")
def confirmation(call: Call) -> Result:
    row = _open_request(call)
    known = call.db.all("SELECT credential_id FROM passkey WHERE account = %s", row["account"])
    return {
        "document": row["raw"],
        "challenge": confirmation_challenge(row["raw"]),
        "credentials": [one["credential_id"] for one in known],
    }


@operation("signin")
def finish_confirmation(call: Call) -> Result:
    row = _open_request(call)
    assertion = Assertion.from_map(call.args.raw("assertion"))
    key = call.db.one(
        "SELECT public_key FROM passkey WHERE credential_id = %s AND account = %s",
        assertion.credential_id,
        row["account"],
    )
    if key is None:
        raise Refused("unknown_key")
    verify_assertion(
        assertion,
        challenge=confirmation_challenge(row["raw"]),
        relying=call.vault.config.relying("signin"),
        public_key=key["public_key"],
        single_device=False,
    )
    kept = call.db.run(
        "UPDATE confirmation SET credential_id = %s, client_data = %s, authenticator_data = %s, signature = %s, "
        "confirmed_at = %s WHERE request = %s AND confirmed_at IS NULL",
        assertion.credential_id,
        assertion.client_data,
        assertion.authenticator_data,
        assertion.signature,
        call.now,
        row["request"],
    )
    if not kept:
        raise Refused("used")
    inherit(call, row["case_id"], row["account"], row["person"])
    return {"case": str(row["case_id"])}


@operation("public", "check", "registrar", "document")
def confirmed(call: Call) -> Result:
    """The root that the worker confirmed last, when, and how."""
    call.trace.case = call.args.uuid("case")
    row = find_confirmation(call, call.trace.case)
    if row is None:
        raise Refused("not_confirmed")
    return show_confirmation(row)


def _open_request(call: Call) -> DictRow:
    row = call.db.one("SELECT * FROM confirmation WHERE request = %s", call.args.uuid("request"))
    if row is None or row["at_counter"]:
        raise Refused("no_such_record")
    call.trace.actor, call.trace.case = row["account"], row["case_id"]
    if row["confirmed_at"] is not None:
        raise Refused("used")
    if call.now >= row["expires_at"]:
        raise Refused("expired")
    return row
