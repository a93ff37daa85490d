"""Helping somebody at a counter who has no phone: the session, its end, and the paper that he takes home.

The clerk types the paper; a device of the centre signs. The visitor's site gets a session of its own, of half an hour,
that reaches what it begins or joins and nothing else. Who brings the paper of an earlier time goes on with that.
"""

from datetime import timedelta
from uuid import UUID, uuid4

from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.core.languages import LANGUAGES
from workpermit.sealing.refusal import Refused
from workpermit.sealing.token import COUNTER
from workpermit.vault import trace
from workpermit.vault.accounts import write_profile
from workpermit.vault.assisted import end_help
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.devices import require_device
from workpermit.vault.matching import Person, paper_index, person_in
from workpermit.vault.ops.counter import clerk
from workpermit.vault.ops.signin import give_code
from workpermit.vault.purposes import ASSISTED_A_MINUTE, ASSISTED_AN_HOUR
from workpermit.vault.secret_words import clean_code, digest, new_code, new_ticket
from workpermit.vault.sessions import Session, current, require

LIFE = timedelta(minutes=30)
PAPER_LIFE = timedelta(days=90)
TICKET_LIFE = timedelta(minutes=15)
ATTEMPTS = 5

# Accounts that should hear of it: those whom a counter has seen as this person, and those who file on this paper.
_OTHERS = """
SELECT l.account FROM link l JOIN assisted a USING (person)
WHERE a.assisted = %s AND l.confirmed_at IS NOT NULL AND l.account <> a.account
UNION SELECT l.account FROM worker_index w JOIN link l USING (case_id) JOIN assisted a ON a.paper = w.mac
WHERE a.assisted = %s AND l.account <> a.account
"""


@operation("operator")
def begin_assisted(call: Call) -> Result:
    """A code for the visitor's site, as a login gives it, for the paper that the clerk typed.

    With `paper`, the code that the person took home the last time, the session goes on in that account; without, in
    a new one. What was open at this device ends: the next visitor finds nothing of the one before.

    Raises Refused with `too_fast` or `too_many` (in a minute, in an hour), `bad_code`, `expired`, `no_match`, or as
    require_device.
    """
    session = clerk(call)
    trace.count_use(call.db, str(session.account), "begin_assisted", ASSISTED_A_MINUTE, at=call.now)
    device = require_device(call, session, "begin_assisted", session.sid)
    _check_hour(call, session)
    person, mac = _typed(call)
    account = _account_of_paper(call, person) if call.args.has("paper") else None
    assisted, until = uuid4(), call.now + LIFE
    with call.db.transaction():
        end_help(call, device=device, clerk_sid=session.sid)
        account = account or _new_account(call)
        call.db.run(
            "INSERT INTO assisted "
            "(assisted, account, person, paper, clerk, clerk_sid, centre, counter, device, begun_at, until) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            assisted,
            account,
            person.exact,
            mac,
            session.account,
            session.sid,
            session.place,
            call.trace.counter,
            device,
            call.now,
            until,
        )
        pre = call.args.ascii("pre", 64)
        code = give_code(call, account, "applicant", Role.APPLICANT, session.place, COUNTER, pre, assisted=assisted)
    trace.write(call.db, call.trace, granted=True, at=call.now)
    return {"code": code, "assisted": str(assisted), "until": int(until.timestamp())}


@operation("operator")
def end_assisted(call: Call) -> Result:
    """The visitor leaves: whatever this clerk was helping with is over, at every device."""
    end_help(call, clerk_sid=clerk(call).sid)
    return {}


@operation("document")
def assisted_elsewhere(call: Call) -> Result:
    """Other accounts of the person who is being helped, each of which gets a letter."""
    assisted = call.args.uuid("assisted")
    row = call.db.one("SELECT centre FROM assisted WHERE assisted = %s", assisted)
    if row is None:
        raise Refused("no_such_record")
    found = call.db.all(_OTHERS, assisted, assisted)
    return {"accounts": sorted(str(one["account"]) for one in found), "centre": row["centre"]}


def _check_hour(call: Call, session: Session) -> None:
    row = call.db.one(
        "SELECT count(*) AS begun FROM assisted WHERE clerk = %s AND begun_at > %s",
        session.account,
        call.now - timedelta(hours=1),
    )
    if row is None or row["begun"] >= ASSISTED_AN_HOUR:
        raise Refused("too_many")


def _typed(call: Call) -> tuple[Person, bytes]:
    """Keyed hashes of what the clerk typed from the paper. Raises Refused with `bad_args`."""
    said = {
        "passport_number": call.args.text("passport_number", 40),
        "birth_date": call.args.day("birth_date").isoformat(),
        "nationality": call.args.ascii("nationality", 3),
    }
    person, mac = person_in(call.vault.keys, said), paper_index(call.vault.keys, said)
    if person is None or mac is None:
        raise Refused("bad_args")
    return person, mac


def _new_account(call: Call) -> UUID:
    """An account without a key, an address or a name: nobody signs in to it but at a counter."""
    account, language = uuid7(), call.args.raw("language")
    call.db.run("INSERT INTO account VALUES (%s, NULL, %s)", account, call.now)
    write_profile(call, account, {"language": language if language in LANGUAGES else "en"})
    return account


def _account_of_paper(call: Call, person: Person) -> UUID:
    """The account of the paper from an earlier time; the attempt is counted before anything is compared."""
    code = digest(clean_code(call.args.text("paper", 40)))
    row = call.db.one("SELECT * FROM assisted_paper WHERE code = %s", code)
    if row is None or row["used_at"] is not None:
        raise Refused("bad_code")
    if call.now >= row["expires_at"]:
        raise Refused("expired")
    counted = "UPDATE assisted_paper SET attempts = attempts + 1 WHERE code = %s AND attempts < %s"
    if not call.db.run(counted, code, ATTEMPTS):
        raise Refused("too_many")
    if bytes(row["person"]) != person.exact:
        raise Refused("no_match")
    call.db.run("UPDATE assisted_paper SET attempts = 0 WHERE code = %s", code)
    account: UUID = row["account"]
    return account


@operation("public")
def create_paper(call: Call) -> Result:
    """The code on the paper that a person takes home from a counter; of an account only the newest works.

    Raises Refused with `not_yours` for every other session.
    """
    session = current(call)
    require(session, Role.APPLICANT)
    row = call.db.one("SELECT person FROM assisted WHERE assisted = %s", session.assisted) if session.assisted else None
    if row is None:
        raise Refused("not_yours")
    code = new_code(12)
    with call.db.transaction():
        call.db.run(
            "UPDATE assisted_paper SET used_at = %s WHERE account = %s AND used_at IS NULL", call.now, session.account
        )
        call.db.run(
            "INSERT INTO assisted_paper (code, account, person, expires_at) VALUES (%s, %s, %s, %s)",
            digest(code),
            session.account,
            bytes(row["person"]),
            call.now + PAPER_LIFE,
        )
    return {"code": code}


@operation("public")
def claim_paper(call: Call) -> Result:
    """Go on from a phone: the paper's code, number, birth date and nationality give a ticket to make a passkey.

    The paper is used up when the passkey is made. Raises Refused with `bad_code`, `expired`, `too_many`, `no_match`.
    """
    person, _mac = _typed(call)
    account = _account_of_paper(call, person)
    ticket = new_ticket()
    call.db.run(
        "INSERT INTO passkey_ticket (ticket, account, pre, paper, expires_at) VALUES (%s, %s, %s, %s, %s)",
        digest(ticket),
        account,
        call.args.ascii("pre", 64),
        digest(clean_code(call.args.text("paper", 40))),
        call.now + TICKET_LIFE,
    )
    return {"ticket": ticket}
