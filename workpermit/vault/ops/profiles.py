"""A person's own profile, and the address that a letter goes to."""

from workpermit.core.actors import Role
from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.accounts import CONTACT_FIELDS, read_profile, write_profile
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.purposes import MACHINES, PERSONS
from workpermit.vault.sessions import current, require


@operation("public")
def profile(call: Call) -> Result:
    """Read the own profile; with `set`, change how to reach the person first."""
    session = current(call)
    require(session, Role.APPLICANT)
    trace.count_use(call.db, str(session.account), "own", PERSONS["applicant", "own"].per_minute, at=call.now)
    call.trace.kinds = ["profile"]
    change = call.args.texts("set") if call.args.has("set") else {}
    if not change.keys() <= CONTACT_FIELDS:
        raise Refused("bad_args")
    trace.write(call.db, call.trace, granted=True, at=call.now)
    with call.db.transaction():
        # Two changes at once must not lose one another.
        call.db.one("SELECT 1 AS locked FROM account WHERE account = %s FOR UPDATE", session.account)
        values = read_profile(call, session.account)
        if change:
            values |= change
            write_profile(call, session.account, values)
    return {"profile": values}


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
