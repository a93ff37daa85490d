"""A person's own profile, and the address that a letter goes to."""

from workpermit.core.actors import Role
from workpermit.core.languages import LANGUAGES, THAI
from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.accounts import CONTACT_FIELDS, change_profile, offer_contact, read_profile
from workpermit.vault.addresses import keep_address, signs_in
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.purposes import MACHINES, PERSONS
from workpermit.vault.sessions import current, require, require_strong


@operation("public")
def profile(call: Call) -> Result:
    """Read the own profile; with `set`, change how to reach the person first; with `offer`, where nothing stands yet.

    With `signs_in`, the address that is set signs in by code from then on. One that is offered, out of a filing,
    never does: somebody else may have typed it.
    """
    session = current(call)
    require(session, Role.APPLICANT)
    trace.count_use(call.db, str(session.account), "own", PERSONS["applicant", "own"].per_minute, at=call.now)
    call.trace.kinds = ["profile"]
    change, offer = (call.args.texts(name) if call.args.has(name) else {} for name in ("set", "offer"))
    if not {*change, *offer} <= CONTACT_FIELDS:
        raise Refused("bad_args")
    if change.get("language", THAI) not in LANGUAGES:
        raise Refused("bad_args")
    # Whoever reads a mailbox, or types for somebody at a counter, must not turn all later letters to another one.
    if {*change, *offer} - {"language"}:
        require_strong(session)
    trace.write(call.db, call.trace, granted=True, at=call.now)
    values = offer_contact(call, session.account, offer) if offer else change_profile(call, session.account, change)
    if "email" in change:
        keep_address(call, session.account, change["email"] if call.args.raw("signs_in") is True else "")
    return {"profile": values, "email_signs_in": signs_in(call, session.account)}


@operation("letter")
def contact(call: Call) -> Result:
    """Name, address and language of an account, for one letter."""
    account = call.args.uuid("account")
    call.trace.kinds = ["profile"]
    # A look at a profile belongs to the account; the log shows it under the account's id as its case.
    call.trace.case = account
    trace.count_use(call.db, call.credential, "letter", MACHINES["letter"].per_minute, at=call.now)
    trace.write_once_an_hour(call.db, call.trace, at=call.now)
    values = read_profile(call, account)
    return {name: values.get(name, "") for name in ("email", "name", "language")}
