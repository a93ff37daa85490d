"""Signing in: the vault makes each challenge and nonce and verifies what comes back.

A ticket belongs to one browser and one site and is used up by the first attempt, so that a challenge is
never answered twice.
"""

import secrets
from datetime import timedelta
from uuid import UUID

from psycopg.rows import DictRow

from workpermit.core.actors import Role
from workpermit.sealing.assertion import Assertion, verify_assertion
from workpermit.sealing.canonical import b64, s256
from workpermit.sealing.refusal import Refused
from workpermit.vault.accounts import national_account
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.national import verify_id_token
from workpermit.vault.secret_words import digest, new_ticket
from workpermit.vault.sessions import ROLES_OF_SITE, power

TICKET_LIFE = timedelta(minutes=10)
CODE_LIFE = timedelta(seconds=60)


@operation("signin")
def begin_login(call: Call) -> Result:
    site, pre = call.args.text("site", 20), call.args.ascii("pre", 64)
    if site not in ROLES_OF_SITE:
        raise Refused("bad_args")
    ticket, challenge, nonce = new_ticket(), secrets.token_bytes(32), new_ticket()
    call.db.run(
        "INSERT INTO login_ticket VALUES (%s, %s, %s, %s, %s, %s, %s)",
        digest(ticket),
        site,
        pre,
        call.args.ascii("browser", 64),
        challenge,
        nonce,
        call.now + TICKET_LIFE,
    )
    return {"ticket": ticket, "challenge": challenge, "nonce": nonce}


@operation("signin")
def login_passkey(call: Call) -> Result:
    ticket = use_ticket(call)
    assertion = Assertion.from_map(call.args.raw("assertion"))
    account, key, staff = _find_key(call, assertion.credential_id)
    call.trace.actor = account
    verify_assertion(
        assertion,
        challenge=ticket["challenge"],
        relying=call.vault.config.relying("signin"),
        public_key=key,
        single_device=staff,
    )
    role, place = _role_at(call, account, ticket["site"], staff=staff)
    staff_key = assertion.credential_id if staff else None
    code = give_code(call, account, ticket["site"], role, place, "passkey", ticket["pre"], staff_key=staff_key)
    return {"code": code}


@operation("signin")
def login_national(call: Call) -> Result:
    """Only applicants: the staff of the State and of the operator come with their own keys."""
    ticket = use_ticket(call)
    if ticket["site"] != "applicant":
        raise Refused("wrong_role")
    claims = verify_id_token(call.vault.config, call.args.ascii("id_token", 16_384), ticket["nonce"], now=call.seconds)
    with call.db.transaction():
        account, new = national_account(call, claims)
        call.trace.actor = account
        code = give_code(call, account, "applicant", Role.APPLICANT, "", "national", ticket["pre"])
    return {"code": code, "new": new}


def use_ticket(call: Call) -> DictRow:
    """Use up a login ticket. Raises Refused with `bad_token`, `expired`, `used` or `bad_challenge`."""
    row = find_ticket(call)
    if call.now >= row["expires_at"]:
        raise Refused("expired")
    used = "UPDATE login_ticket SET used_at = %s WHERE ticket = %s AND used_at IS NULL"
    if not call.db.run(used, call.now, row["ticket"]):
        raise Refused("used")
    check_browser(call, row)
    return row


def find_ticket(call: Call) -> DictRow:
    """The login ticket that the caller shows, in whatever state. Raises Refused with `bad_token`."""
    row = call.db.one("SELECT * FROM login_ticket WHERE ticket = %s", digest(call.args.ascii("ticket", 64)))
    if row is None:
        raise Refused("bad_token")
    return row


def check_browser(call: Call, ticket: DictRow) -> None:
    """Somebody else's browser must not finish what this one began. Raises Refused with `bad_challenge`."""
    if s256(call.args.ascii("browser_nonce", 128)) != ticket["browser"]:
        raise Refused("bad_challenge")


def give_code(
    call: Call,
    account: UUID,
    site: str,
    role: Role,
    place: str,
    method: str,
    pre: str,
    *,
    staff_key: bytes | None = None,
    assisted: UUID | None = None,
) -> str:
    """A code for one minute that only the holder of the site's own cookie can turn into a session.

    With `staff_key`, the credential id of an enrolled key, the session lasts no longer than that key's statement; with
    `assisted`, no longer than a clerk's help.
    """
    code = new_ticket()
    call.db.run(
        "INSERT INTO login_code (code, account, site, role, place, method, pre, expires_at, staff_key, assisted) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        digest(code),
        account,
        site,
        role,
        place,
        method,
        pre,
        call.now + CODE_LIFE,
        staff_key,
        assisted,
    )
    return code


def _find_key(call: Call, credential_id: bytes) -> tuple[UUID, bytes, bool]:
    """(account, COSE key, whether it is a staff key) of a credential."""
    row = call.db.one("SELECT account, public_key FROM passkey WHERE credential_id = %s", credential_id)
    if row is not None:
        return row["account"], row["public_key"], False
    key = power(call).staff_key(credential_id, b64(credential_id), "login", at=call.now)
    return key.account, key.public_key, True


def _role_at(call: Call, account: UUID, site: str, *, staff: bool) -> tuple[Role, str]:
    """In what capacity the account enters a site. Raises Refused with `wrong_role`."""
    wanted = ROLES_OF_SITE[site]
    if not staff:
        if site != "applicant":
            raise Refused("wrong_role")
        return Role.APPLICANT, ""
    held = sorted(power(call).roles(account, at=call.now))
    for role in wanted:
        for name, place in held:
            if name == role:
                return role, place
    raise Refused("wrong_role")
