"""Opening records: for a person under a session, or for a machine under its own credential."""

from uuid import UUID

from workpermit.sealing.canonical import b64, canonical
from workpermit.sealing.record import Opened
from workpermit.sealing.refusal import Refused
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.cases import (
    WORKER,
    find_case,
    find_confirmation,
    learn_handed_in,
    learn_place_of_notice,
    learn_province,
    require_jurisdiction,
    require_party_of_all,
    show_confirmation,
)
from workpermit.vault.matching import paper_index, person_in
from workpermit.vault.ops.agencies import employer_key
from workpermit.vault.permits import status_of
from workpermit.vault.purposes import MACHINES, PERSONS
from workpermit.vault.records import Row, fetch, open_cases, open_rows, show, single_case
from workpermit.vault.sessions import Session, current

EMPLOYER = "answers/employer"
CAPTURED = ("face", "chip")


@operation("public", "registrar", "signing")
def open_(call: Call) -> Result:
    """At most one call for a page: up to a hundred records of one case, or of cases of one account.

    An officer also learns what the worker confirmed, for every page that shows the answers asks for it.
    """
    session = current(call)
    purpose = PERSONS.get((session.site, call.args.text("purpose", 20)))
    if purpose is None:
        raise Refused("bad_args")
    call.trace.purpose = purpose.name
    rows = fetch(call, call.args.uuids("records"))
    if session.site == "applicant":
        _require_own(call, session, rows)
        return show(open_rows(call, rows, purpose, who=str(session.account)))
    filing = require_jurisdiction(call, session, single_case(call, rows))
    said = show(open_rows(call, rows, purpose, who=str(session.account)))
    return {**said, "confirmed": show_confirmation(filing) if filing["request"] else None}


@operation(*(MACHINES.keys() - {"trial"}))
def open_for(call: Call) -> Result:
    opened = _open_for_machine(call, call.args.uuids("records"))
    if any(one.header.kind in CAPTURED for one in opened):
        raise Refused("not_yours")
    return show(opened)


@operation("check")
def open_captured(call: Call) -> Result:
    """A picture or a chip of a visit: what an enrolled device signed during an open visit of this very case.

    Anybody can seal a picture of anybody under any case. What the checks find of it is told to the counter, so
    they look at nothing else. Raises Refused with `not_yours`, or as `open_for`.
    """
    [opened] = _open_for_machine(call, [call.args.uuid("record")])
    kind, content = opened.header.kind, str(opened.value.get("sha256", ""))
    taken = call.db.one(
        "SELECT 1 AS found FROM capture WHERE case_id = %s AND kind = %s AND encode(content, 'hex') = %s",
        opened.header.case,
        kind,
        content,
    )
    if kind not in CAPTURED or taken is None:
        raise Refused("not_yours")
    return show([opened])


@operation("trial")
def open_facts(call: Call) -> Result:
    """What rules were given of past cases, a hundred at most: no answer of a person, no name and no number."""
    purpose = MACHINES[call.credential]
    rows = fetch(call, call.args.uuids("records"))
    opened = open_cases(call, rows, purpose)
    return {"facts": {str(one.header.record): one.value for one in opened}}


@operation("check")
def same_worker(call: Call) -> Result:
    """Remember whom a case is about, as a keyed hash, and name the other cases about the same person."""
    [opened] = _open_for_machine(call, [call.args.uuid("record")])
    if opened.header.kind != WORKER:
        raise Refused("bad_args")
    mac = paper_index(call.vault.keys, opened.value)
    if mac is None:
        return {"cases": []}
    case = opened.header.case
    call.db.run(
        "INSERT INTO worker_index VALUES (%s, %s) ON CONFLICT (case_id) DO UPDATE SET mac = excluded.mac", case, mac
    )
    others = call.db.all("SELECT case_id FROM worker_index WHERE mac = %s AND case_id <> %s ORDER BY 1", mac, case)
    return {"cases": [str(row["case_id"]) for row in others]}


@operation("check")
def cohort_reference(call: Call) -> Result:
    """One word for one person within one cohort, and another within the next; empty where it is not clear who.

    The worker must have confirmed these answers: by typing a passport's number nobody takes its holder's place.
    """
    cohort = call.args.text("cohort", 60)
    [opened] = _open_for_machine(call, [call.args.uuid("record")])
    if opened.header.kind != WORKER:
        raise Refused("bad_args")
    person = person_in(call.vault.keys, opened.value)
    confirmed = find_confirmation(call, opened.header.case)
    if person is None or confirmed is None or confirmed["worker_record"] != opened.header.record:
        return {"reference": ""}
    return {"reference": call.vault.keys.hmac("cohort", canonical([cohort, b64(person.exact)])).hex()}


@operation("check")
def employer_reference(call: Call) -> Result:
    """One word for one employer, by the number in the answers, for counting alone; empty where they name none."""
    [opened] = _open_for_machine(call, [call.args.uuid("record")])
    if opened.header.kind != EMPLOYER:
        raise Refused("bad_args")
    number = str(opened.value.get("employer_number") or "")
    return {"reference": call.vault.keys.hmac("places", canonical([number])).hex() if number else ""}


@operation("check")
def held_permit(call: Call) -> Result:
    """What the vault knows of a permit that a filing names: whether it holds, until when, whether it is the same
    worker's, and whether for the same employer (null where the permit or the filing names no number)."""
    records = [call.args.uuid(name) for name in ("record", "employer") if call.args.has(name)]
    opened = {one.header.kind: one.value for one in _open_for_machine(call, records)}
    if not {WORKER} <= opened.keys() <= {WORKER, EMPLOYER}:
        raise Refused("bad_args")
    row = call.db.one(
        "SELECT p.*, l.account, l.person FROM permit p LEFT JOIN link l USING (case_id) WHERE number = %s",
        call.args.ascii("number", 13),
    )
    if row is None:
        return {"known": False}
    mine = call.db.one("SELECT account FROM link WHERE case_id = %s", call.args.uuid("case"))
    person = person_in(call.vault.keys, opened[WORKER])
    number = str(opened.get(EMPLOYER, {}).get("employer_number") or "")
    named = bool(number) and row["employer"] is not None
    return {
        "known": True,
        "own": bool((mine and mine["account"] == row["account"]) or (person and person.exact == row["person"])),
        "status": status_of(call.now, row)[0],
        "valid_until": row["valid_until"].isoformat(),
        "same_employer": row["employer"] == employer_key(call.vault.keys, number) if named else None,
    }


def _open_for_machine(call: Call, records: list[UUID]) -> list[Opened]:
    """The case is named by the machine and must be that of every record."""
    purpose = MACHINES[call.credential]
    case = call.args.uuid("case")
    find_case(call, case)
    rows = fetch(call, records)
    single_case(call, rows, case)
    opened = open_rows(call, rows, purpose, who=call.credential)
    if call.credential == "check":
        learn_handed_in(call, case)
        learn_province(call, case, opened)
    elif call.credential == "document":
        learn_place_of_notice(call, case, opened)
    return opened


def _require_own(call: Call, session: Session, rows: list[Row]) -> None:
    cases = {row.header.case for row in rows}
    # A list over several cases is one look at the account's own labels; it belongs to no single case.
    call.trace.case = next(iter(cases)) if len(cases) == 1 else None
    require_party_of_all(call, session, cases)
