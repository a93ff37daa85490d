"""At the counter: a clerk sees a person's papers only while that person stands there.

One visit, one clerk, one enrolled device: each act needs a fresh signature of the device that opened the visit.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from psycopg.rows import DictRow

from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.sealing.record import Opened
from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.cases import WORKER, require_worker
from workpermit.vault.devices import require_device
from workpermit.vault.links import person_at_counter, search_register, worker_record
from workpermit.vault.purposes import CAPTURES_A_MINUTE, VISIT, VISIT_DOCUMENTS, VISIT_FIELDS
from workpermit.vault.records import Row, fetch, open_rows, single_case
from workpermit.vault.secret_words import clean_code, digest, new_digits, new_ticket
from workpermit.vault.sessions import Session, current, require

VISIT_LIFE = timedelta(minutes=15)
ATTEMPTS = 5
ENDINGS_A_MINUTE = 60  # for each clerk


@operation("public")
def create_checkin(call: Call) -> Result:
    """A code for one appointment; asking again replaces it, because only its hash is kept.

    Only the visitor has it: whoever files for the worker cannot open a visit, for himself or for anybody else.
    """
    session = current(call)
    require(session, Role.APPLICANT)
    case, appointment = call.args.uuid("case"), call.args.uuid("appointment")
    require_worker(call, session, case)
    code = new_digits(8)
    kept = call.db.run(
        "INSERT INTO checkin VALUES (%s, %s, %s, %s, %s) ON CONFLICT (appointment) DO UPDATE SET "
        "centre = excluded.centre, day = excluded.day, code = excluded.code, attempts = 0 "
        "WHERE checkin.case_id = excluded.case_id",
        appointment,
        case,
        call.args.text("centre", 20),
        call.args.day("day"),
        digest(code),
    )
    if not kept:
        raise Refused("not_yours")
    return {"code": code}


@operation("operator")
def check_in(call: Call) -> Result:
    """The visitor's code opens one visit, for this clerk, at this device of the centre, for fifteen minutes."""
    session = clerk(call)
    row, device = right_code(call, session, "check_in")
    return begin_visit(call, session, row["appointment"], row["case_id"], device)


def begin_visit(call: Call, session: Session, appointment: UUID, case: UUID, device: bytes) -> Result:
    """One visit of an appointment, for this clerk at this device. Raises Refused with `used`."""
    with call.db.transaction():
        call.db.one("SELECT 1 AS locked FROM checkin WHERE appointment = %s FOR UPDATE", appointment)
        others = call.db.one(
            "SELECT 1 AS found FROM visit WHERE appointment = %s "
            "AND (confirmed_at IS NOT NULL OR (until > %s AND clerk <> %s))",
            appointment,
            call.now,
            session.account,
        )
        if others is not None:
            raise Refused("used")
        # The clerk's own earlier one, perhaps at a counter that broke down: only one stays open.
        earlier = "UPDATE visit SET until = %s WHERE appointment = %s AND until > %s"
        call.db.run(earlier, call.now, appointment, call.now)
        visit, until = uuid4(), call.now + VISIT_LIFE
        call.db.run(
            "INSERT INTO visit (visit, appointment, case_id, centre, clerk, until, device) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            visit,
            appointment,
            case,
            session.place,
            session.account,
            until,
            device,
        )
    return {"visit": str(visit), "case": str(case), "until": int(until.timestamp())}


@operation("operator")
def open_visit(call: Call) -> Result:
    """The named fields and papers; with the worker's answers also whether the register knows him otherwise."""
    session = clerk(call)
    visit = _visit(call, session, "open_visit")
    rows = fetch(call, call.args.uuids("records"))
    single_case(call, rows, visit["case_id"])
    _check_confirmed(call, rows, visit["case_id"])
    opened = open_rows(call, rows, VISIT, who=str(session.account))
    return {
        "records": {str(one.header.record): _named_fields(one) for one in opened},
        "known": search_register(call, visit["case_id"], opened),
        "counter": call.trace.counter,
    }


@operation("operator")
def capture_face(call: Call) -> Result:
    """The device of the visit vouches for what its camera took; nothing is opened.

    Gives the session that the signature names, so that the sealed picture proves by itself where it was taken.
    """
    return _capture(call, "face")


@operation("operator")
def capture_chip(call: Call) -> Result:
    """The same for what its reader read from the chip of a passport."""
    return _capture(call, "chip")


@operation("operator")
def capture_biometric(call: Call) -> Result:
    """The same for a record of a finger or an iris."""
    return _capture(call, "biometric")


@operation("operator")
def confirm_identity(call: Call) -> Result:
    """The clerk compared the person with paper and photograph: the worker's link becomes confirmed.

    The link keeps, as keyed hashes, whom the clerk was shown; a permit for anybody else is not signed on it.
    """
    session = clerk(call)
    visit = _visit(call, session, "confirm_identity")
    person = person_at_counter(call, visit["case_id"], who=str(session.account))
    with call.db.transaction():
        linked = call.db.run(
            "UPDATE link SET confirmed_at = coalesce(confirmed_at, %s), confirmed_by = coalesce(confirmed_by, %s), "
            "visit = coalesce(visit, %s), person = %s, born = %s WHERE case_id = %s",
            call.now,
            session.account,
            visit["visit"],
            person.exact,
            person.born,
            visit["case_id"],
        )
        if not linked:
            raise Refused("not_confirmed")
        call.db.run("UPDATE visit SET confirmed_at = %s WHERE visit = %s", call.now, visit["visit"])
        use_up(call, visit["appointment"])
    return {}


@operation("operator")
def end_visit(call: Call) -> Result:
    """The clerk's own visit is over before its time, because the visitor goes on to another counter or comes back.

    No device signs for it: nothing is opened, and it must be possible when the device has broken down.
    """
    session = clerk(call)
    trace.count_use(call.db, str(session.account), "end_visit", ENDINGS_A_MINUTE, at=call.now)
    visit = call.args.uuid("visit")
    if call.db.one("SELECT 1 AS own FROM visit WHERE visit = %s AND clerk = %s", visit, session.account) is None:
        raise Refused("not_yours")
    call.db.run("UPDATE visit SET until = %s WHERE visit = %s AND until > %s", call.now, visit, call.now)
    return {}


def _capture(call: Call, kind: str) -> Result:
    """Verify the device's signature over the SHA-256 of something that it took, log it under its kind and keep it."""
    session, content = clerk(call), call.args.binary("content")
    if len(content) != 32:
        raise Refused("bad_args")
    visit = _visit(call, session, f"capture_{kind}", content)
    call.trace.kinds = [kind]
    trace.count_and_write(call.db, call.trace, str(session.account), CAPTURES_A_MINUTE, at=call.now)
    kept = "INSERT INTO capture (case_id, kind, content, visit) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
    call.db.run(kept, visit["case_id"], kind, content, visit["visit"])
    return {"session": str(session.sid)}


def _check_confirmed(call: Call, rows: Sequence[Row], case: UUID) -> None:
    """Anybody can seal answers about somebody else; the clerk compares the person with those that count."""
    counts = worker_record(call, case)
    if any(row.header.kind == WORKER and row.header.record != counts for row in rows):
        raise Refused("not_yours")


def clerk(call: Call) -> Session:
    """The session of a clerk. Raises Refused."""
    session = current(call)
    require(session, Role.OPERATOR_CLERK)
    return session


def right_code(call: Call, session: Session, act: str) -> tuple[DictRow, bytes]:
    """(check-in, device): count the attempt, then compare the code; a check-in is for its day alone. Raises Refused."""
    appointment = call.args.uuid("appointment")
    row = call.db.one("SELECT * FROM checkin WHERE appointment = %s", appointment)
    if row is None or row["centre"] != session.place:
        raise Refused("not_yours")
    call.trace.case = row["case_id"]
    device = require_device(call, session, act, appointment)
    if act == "check_in" and row["day"] != bangkok_date(call.now):
        raise Refused("expired")
    counted = "UPDATE checkin SET attempts = attempts + 1 WHERE appointment = %s AND attempts < %s"
    if not call.db.run(counted, appointment, ATTEMPTS):
        raise Refused("too_many")
    if digest(clean_code(call.args.text("code", 20))) != row["code"]:
        raise Refused("bad_code")
    call.db.run("UPDATE checkin SET attempts = 0 WHERE appointment = %s", appointment)
    return row, device


def use_up(call: Call, appointment: UUID) -> None:
    """The code has done what it was for; whoever heard it at the counter can do nothing more with it."""
    call.db.run("UPDATE checkin SET code = %s WHERE appointment = %s", digest(new_ticket()), appointment)


def _visit(call: Call, session: Session, act: str, content: bytes = b"") -> DictRow:
    """This clerk's own visit, still open, at the device that opened it.

    Raises Refused with `not_yours`, `other_device`, `expired`, or as require_device.
    """
    row = call.db.one("SELECT * FROM visit WHERE visit = %s", call.args.uuid("visit"))
    if row is None or row["clerk"] != session.account:
        raise Refused("not_yours")
    call.trace.case = row["case_id"]
    if require_device(call, session, act, row["visit"], content) != row["device"]:
        raise Refused("other_device")
    if call.now >= row["until"]:
        raise Refused("expired")
    return row


def _named_fields(opened: Opened) -> dict[str, Any]:
    if opened.header.kind == WORKER:
        return {name: value for name, value in opened.value.items() if name in VISIT_FIELDS}
    if opened.value.get("document") not in VISIT_DOCUMENTS:
        raise Refused("not_yours")
    return opened.value
