"""Making a passkey: for a worker who proved to be meant, or beside a proof that is strong already."""

import secrets
from datetime import timedelta
from typing import Any

from psycopg.rows import DictRow

from workpermit.core.actors import Role
from workpermit.core.languages import ENGLISH, LANGUAGES
from workpermit.sealing.attestation import Attestation, verify_attestation
from workpermit.sealing.canonical import b64, s256
from workpermit.sealing.refusal import Refused
from workpermit.vault.accounts import worker_account
from workpermit.vault.assisted import use_paper
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.joining import join, open_invited
from workpermit.vault.ops.signin import give_code
from workpermit.vault.secret_words import digest, new_ticket
from workpermit.vault.sessions import current, require_strong

TICKET_LIFE = timedelta(minutes=15)
FRESH = timedelta(minutes=15)


@operation("public")
def allow_passkey(call: Call) -> Result:
    """An existing passkey may add another at any time, a national login only soon after the sign-in."""
    session = current(call)
    require_strong(session)
    if session.method != "passkey" and call.now - session.started_at > FRESH:
        raise Refused("expired")
    ticket = new_ticket()
    call.db.run(
        "INSERT INTO passkey_ticket (ticket, account, pre, expires_at) VALUES (%s, %s, %s, %s)",
        digest(ticket),
        session.account,
        call.args.ascii("pre", 64),
        call.now + TICKET_LIFE,
    )
    return {"ticket": ticket}


@operation("signin")
def begin_passkey(call: Call) -> Result:
    row = _ticket(call)
    challenge = secrets.token_bytes(32)
    call.db.run(
        "UPDATE passkey_ticket SET challenge = %s, browser = %s WHERE ticket = %s",
        challenge,
        call.args.ascii("browser", 64),
        row["ticket"],
    )
    known = call.db.all("SELECT credential_id FROM passkey WHERE account = %s", row["account"])
    return {
        "challenge": challenge,
        "account": str(row["account"]),
        "rp_id": call.vault.config.relying("signin").rp_id,
        "exclude": [one["credential_id"] for one in known],
    }


@operation("signin")
def finish_passkey(call: Call) -> Result:
    row = _ticket(call)
    if row["challenge"] is None or s256(call.args.ascii("browser_nonce", 128)) != row["browser"]:
        raise Refused("bad_challenge")
    made = verify_attestation(
        Attestation.from_map(call.args.raw("attestation")),
        challenge=row["challenge"],
        relying=call.vault.config.relying("signin"),
        single_device=False,
        roots=None,
        at=call.now,
    )
    account = row["account"]
    # Whoever registers takes any id he likes; an officer's would lock that officer out.
    if call.db.one("SELECT 1 AS found FROM statement WHERE kind = 'key' AND about = %s", b64(made.credential_id)):
        raise Refused("used")
    invited = _invited(call, row)
    with call.db.transaction():
        _use(call, row)
        if row["paper"] is not None:
            use_paper(call, row["paper"], account)
        if invited is not None:
            worker_account(call, account, invited, _language(call))
            join(call, row["invitation"], account)
        added = call.db.run(
            "INSERT INTO passkey VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            made.credential_id,
            account,
            made.public_key,
            made.aaguid,
            call.now,
        )
        if not added:
            raise Refused("used")
        # Whoever had an account before is told by letter: a key beside his own is a way in.
        return {
            "code": give_code(call, account, "applicant", Role.APPLICANT, "", "passkey", row["pre"]),
            "tell": "" if invited is not None else str(account),
        }


def _language(call: Call) -> str:
    """The language of the pages on which a passkey is made; English where the site names none that exists."""
    said = call.args.raw("language")
    return said if isinstance(said, str) and said in LANGUAGES else ENGLISH


def _invited(call: Call, row: DictRow) -> dict[str, Any] | None:
    """The filing's answers about the worker, where the ticket stands for an invitation."""
    if row["invitation"] is None:
        return None
    invitation = call.db.one("SELECT * FROM invitation WHERE code = %s AND used_at IS NULL", row["invitation"])
    if invitation is None:
        raise Refused("used")
    return open_invited(call, invitation)


def _ticket(call: Call) -> DictRow:
    """Raises Refused with `bad_token`, `expired` or `used`."""
    row = call.db.one("SELECT * FROM passkey_ticket WHERE ticket = %s", digest(call.args.ascii("ticket", 64)))
    if row is None:
        raise Refused("bad_token")
    call.trace.actor = row["account"]
    if row["used_at"] is not None:
        raise Refused("used")
    if call.now >= row["expires_at"]:
        raise Refused("expired")
    return row


def _use(call: Call, row: DictRow) -> None:
    used = "UPDATE passkey_ticket SET used_at = %s WHERE ticket = %s AND used_at IS NULL"
    if not call.db.run(used, call.now, row["ticket"]):
        raise Refused("used")
