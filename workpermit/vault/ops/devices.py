"""The device at a counter: a challenge for its next signature, and whether it is enrolled. Who may work there."""

from workpermit.core.actors import Role
from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.devices import new_challenge
from workpermit.vault.sessions import current, power, require

PER_MINUTE = 120  # challenges and questions, for each clerk
_STATES = {"unknown_device": "unknown", "other_centre": "elsewhere", "device_removed": "removed"}


@operation("operator")
def device_challenge(call: Call) -> Result:
    session = current(call)
    require(session, Role.OPERATOR_CLERK)
    trace.count_use(call.db, str(session.account), "device", PER_MINUTE, at=call.now)
    return {"challenge": new_challenge(call, session), "session": str(session.sid)}


@operation("operator")
def device_state(call: Call) -> Result:
    """What the officers' statements say about a device at the clerk's centre; `until` in Unix seconds."""
    session = current(call)
    require(session, Role.OPERATOR_CLERK)
    trace.count_use(call.db, str(session.account), "device", PER_MINUTE, at=call.now)
    try:
        found = power(call).device(call.args.binary("key"), session.place, at=call.now)
    except Refused as refusal:
        return {"state": _STATES[refusal.code]}
    return {"state": "enrolled", "counter": found.body["counter"], "until": found.valid_until}


@operation("operator")
def staff(call: Call) -> Result:
    """Who has a role at the manager's own centre, and until when: account, role, `until` in Unix seconds. No name."""
    session = current(call)
    require(session, Role.CENTRE_MANAGER)
    trace.count_use(call.db, str(session.account), "staff", PER_MINUTE, at=call.now)
    found = power(call).staff(session.place, at=call.now)
    return {"staff": [{"account": one.subject, "role": one.body["role"], "until": one.valid_until} for one in found]}
