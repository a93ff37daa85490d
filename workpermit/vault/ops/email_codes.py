"""Signing in by a code that is sent to the account's e-mail address: eight digits, ten minutes, five attempts.

Whether an address belongs to an account shows nowhere: the same rows are written and the same answer
is given. The code leaves the vault once, to the courier. Such a session reads and drafts; it signs nothing.
"""

import hmac
from datetime import timedelta
from uuid import UUID, uuid4

from psycopg.rows import DictRow

from workpermit.core.actors import Role
from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.accounts import read_profile
from workpermit.vault.addresses import address_key, find_by_address, lock_address, prove_address
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.ops.signin import check_browser, find_ticket, give_code
from workpermit.vault.own_records import open_own, seal_own
from workpermit.vault.purposes import MACHINES
from workpermit.vault.secret_words import clean_code, new_digits

DIGITS = 8
LIFE = timedelta(minutes=10)
ATTEMPTS = 5
PAUSE = timedelta(minutes=1)  # between two codes to one address
PER_HOUR = 5  # for an address, and for an account
PER_BROWSER = 10  # in an hour
PER_MINUTE = 600  # for everybody together: this service is nobody's way to flood mailboxes


@operation("signin")
def begin_code(call: Call) -> Result:
    """Make a code for the account with this address; without `email`, again for the address of this ticket."""
    ticket = find_ticket(call)
    if call.now >= ticket["expires_at"]:
        raise Refused("expired")
    if ticket["used_at"] is not None:
        raise Refused("used")
    check_browser(call, ticket)
    if ticket["site"] != "applicant":
        raise Refused("wrong_role")
    trace.count_use(call.db, call.credential, "begin_code", PER_MINUTE, at=call.now)
    mac = address_key(call, call.args.text("email", 254)) if call.args.has("email") else _address_of(call, ticket)
    request, code = uuid4(), new_digits(DIGITS)
    with call.db.transaction():
        # Two requests at once must not both be the last one that the limits allow.
        lock_address(call, mac)
        account = find_by_address(call, mac)
        _check_limits(call, mac, account, ticket["browser"])
        call.db.run(
            "UPDATE email_code SET ended_at = %s WHERE ticket = %s AND ended_at IS NULL", call.now, ticket["ticket"]
        )
        call.db.run(
            "INSERT INTO email_code (request, ticket, browser, mac, account, code, letter, begun_at, expires_at) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            request,
            ticket["ticket"],
            ticket["browser"],
            mac,
            account,
            _code_key(call, request, code),
            seal_own(call, "letter", record=request, case=request, value={"code": code}),
            call.now,
            call.now + LIFE,
        )
    return {"request": str(request)}


@operation("letter")
def take_code_letter(call: Call) -> Result:
    """What the courier sends for one request, given out once; nothing where nothing is to be sent."""
    request = call.args.uuid("request")
    trace.count_use(call.db, call.credential, "letter", MACHINES["letter"].per_minute, at=call.now)
    row = call.db.one(
        "SELECT * FROM email_code WHERE request = %s AND letter IS NOT NULL AND ended_at IS NULL AND expires_at > %s",
        request,
        call.now,
    )
    if row is None or row["account"] is None:
        return {}
    call.trace.kinds, call.trace.case = ["profile"], row["account"]
    trace.write(call.db, call.trace, granted=True, at=call.now)
    contact = read_profile(call, row["account"])
    if address_key(call, contact.get("email", "")) != row["mac"]:
        return {}  # the address was changed after the code was asked for
    taken = "UPDATE email_code SET letter = NULL WHERE request = %s AND letter IS NOT NULL"
    if not call.db.run(taken, request):
        return {}
    code = open_own(call, row["letter"], record=request)["code"]
    return {**{name: contact.get(name, "") for name in ("email", "name", "language")}, "code": code}


@operation("signin")
def login_code(call: Call) -> Result:
    """Compare the typed code; each attempt is counted before, and the newest code of the ticket alone counts."""
    ticket = find_ticket(call)
    check_browser(call, ticket)
    row = _newest(call, ticket)
    call.trace.actor = row["account"]
    if row["ended_at"] is not None or ticket["used_at"] is not None:
        raise Refused("used")
    if call.now >= row["expires_at"]:
        raise Refused("expired")
    counted = "UPDATE email_code SET attempts = attempts + 1 WHERE request = %s AND attempts < %s"
    if not call.db.run(counted, row["request"], ATTEMPTS):
        raise Refused("too_many")
    typed = clean_code(call.args.text("code", 40))
    is_right = hmac.compare_digest(_code_key(call, row["request"], typed), row["code"])
    account: UUID | None = row["account"]
    if account is None or not is_right:
        raise Refused("bad_code")
    with call.db.transaction():
        ended = "UPDATE email_code SET ended_at = %s WHERE request = %s AND ended_at IS NULL"
        if not call.db.run(ended, call.now, row["request"]):
            raise Refused("used")
        prove_address(call, account, bytes(row["mac"]))
        call.db.run("UPDATE login_ticket SET used_at = %s WHERE ticket = %s", call.now, ticket["ticket"])
        return {"code": give_code(call, account, "applicant", Role.APPLICANT, "", "code", ticket["pre"])}


def _check_limits(call: Call, mac: bytes, account: UUID | None, browser: str) -> None:
    row = call.db.one(
        "SELECT count(*) FILTER (WHERE mac = %s AND begun_at > %s) AS now, "
        "count(*) FILTER (WHERE mac = %s) AS address, count(*) FILTER (WHERE account = %s) AS account, "
        "count(*) FILTER (WHERE browser = %s) AS browser "
        "FROM email_code WHERE begun_at > %s AND (mac = %s OR account = %s OR browser = %s)",
        *(mac, call.now - PAUSE, mac, account, browser),
        *(call.now - timedelta(hours=1), mac, account, browser),
    )
    assert row is not None
    if row["now"] or max(row["address"], row["account"]) >= PER_HOUR or row["browser"] >= PER_BROWSER:
        raise Refused("too_fast")


def _newest(call: Call, ticket: DictRow) -> DictRow:
    row = call.db.one("SELECT * FROM email_code WHERE ticket = %s ORDER BY begun_at DESC LIMIT 1", ticket["ticket"])
    if row is None:
        raise Refused("bad_code")
    return row


def _address_of(call: Call, ticket: DictRow) -> bytes:
    return bytes(_newest(call, ticket)["mac"])


def _code_key(call: Call, request: UUID, code: str) -> bytes:
    """Eight digits are guessed in a moment from a plain hash, so this one has a key."""
    return call.vault.keys.hmac("email-code", f"{request}/{code}".encode())
