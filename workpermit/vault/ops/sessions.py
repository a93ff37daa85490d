"""Turning a one-time code into a session, keeping it, ending it."""

from workpermit.sealing.canonical import s256
from workpermit.sealing.refusal import Refused
from workpermit.vault.assisted import end_help
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.config import SITE_OF_CREDENTIAL
from workpermit.vault.secret_words import digest
from workpermit.vault.sessions import current, mint, present, start

SITES = ("public", "operator", "registrar", "signing", "oversight")


@operation(*SITES)
def redeem(call: Call) -> Result:
    """Only the site that was asked for, and only the browser that holds that site's cookie."""
    code = digest(call.args.ascii("code", 64))
    row = call.db.one("SELECT * FROM login_code WHERE code = %s", code)
    if row is None or s256(call.args.ascii("verifier", 128)) != row["pre"]:
        raise Refused("bad_code")
    call.trace.actor = row["account"]
    if row["site"] != SITE_OF_CREDENTIAL[call.credential]:
        raise Refused("wrong_zone")
    if call.now >= row["expires_at"]:
        raise Refused("expired")
    with call.db.transaction():
        if not call.db.run("UPDATE login_code SET used_at = %s WHERE code = %s AND used_at IS NULL", call.now, code):
            raise Refused("used")
        return {"token": start(call, row)}


@operation(*SITES)
def renew(call: Call) -> Result:
    return {"token": mint(call, current(call))}


@operation(*SITES)
def end_session(call: Call) -> Result:
    session = present(call)
    call.db.run("UPDATE session SET revoked_at = %s WHERE sid = %s", call.now, session.sid)
    if session.assisted is not None:
        end_help(call, assisted=session.assisted)
    return {}
