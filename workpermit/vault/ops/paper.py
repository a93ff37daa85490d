"""A visitor who has no code: the clerk types number and birth date from the passport that lies before him.

Whoever knows both could ask, so it is counted before it is compared: for the clerk, for the case, and for the number
of the paper. What matched stands in the log that the person reads; the site writes to both parties.
"""

from uuid import UUID

from workpermit.core.calendar import bangkok_date
from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.cases import find_case
from workpermit.vault.devices import require_device
from workpermit.vault.links import worker_record
from workpermit.vault.matching import clean_passport, is_same_person, person_in
from workpermit.vault.ops.counter import begin_visit, clerk
from workpermit.vault.records import fetch, open_row, single_case
from workpermit.vault.secret_words import digest, new_ticket
from workpermit.vault.sessions import Session

CLERK_A_DAY = 40  # right or wrong: most visitors have their code
WRONG_A_DAY = 5  # for one case, and for one number of a paper wherever it is typed

_COUNT = """
INSERT INTO paper_attempt VALUES (%s, %s, 1) ON CONFLICT (who, day) DO UPDATE
SET attempts = paper_attempt.attempts + 1 WHERE paper_attempt.attempts < %s
"""
_KNOWN = "INSERT INTO checkin VALUES (%s, %s, %s, %s, %s) ON CONFLICT (appointment) DO NOTHING"
# Filings that this very person has joined: as confirmed, else as decided.
_OF_PERSON = """
SELECT n.case_id FROM confirmation n JOIN link l USING (case_id, account)
WHERE n.person = %s AND n.confirmed_at IS NOT NULL
UNION SELECT d.case_id FROM decision d JOIN link l USING (case_id) WHERE d.person = %s
ORDER BY case_id DESC LIMIT 20
"""
_RIGHT = "UPDATE paper_attempt SET attempts = 0 WHERE who = ANY(%s) AND day = %s"


@operation("operator")
def check_in_by_paper(call: Call) -> Result:
    """The passport opens one visit as the code would, for this clerk, at this device, for fifteen minutes.

    The vault knows of an appointment only from its code: without one the site says which case, where and when.

    Raises Refused with `not_yours`, those of the device, `expired` (a code was made for another day), `not_confirmed`
    (no worker has joined, or nothing says who he is), `too_many`, `no_match`, `used`, or `log_unavailable`.
    """
    session = clerk(call)
    appointment, case = call.args.uuid("appointment"), call.args.uuid("case")
    joined = find_case(call, case)["worker"] is not None
    device = require_device(call, session, "check_in_by_paper", appointment)
    _check_appointment(call, session, appointment, case)
    record = worker_record(call, case) if joined else None
    if record is None:
        raise Refused("not_confirmed")
    compare_paper(call, session, case, record)
    trace.write(call.db, call.trace, granted=True, at=call.now)
    # From now on the appointment is this case's; nobody knows the code.
    call.db.run(_KNOWN, appointment, case, session.place, bangkok_date(call.now), digest(new_ticket()))
    return begin_visit(call, session, appointment, case, device)


@operation("operator")
def find_by_paper(call: Call) -> Result:
    """Filings of the person whose passport this is, for a visitor who has a number of the queue alone.

    Keyed hashes are compared and nothing is opened; the site says no more than whether the visitor is expected here
    today. Each case found is a row of its log.

    Raises Refused with those of the device, `too_many` or `log_unavailable`.
    """
    session = clerk(call)
    require_device(call, session, "find_by_paper", call.args.uuid("ticket"))
    said = {
        "passport_number": call.args.text("passport_number", 40),
        "birth_date": call.args.day("birth_date").isoformat(),
        "nationality": call.args.text("nationality", 3),
    }
    about = [_paper(call, said["passport_number"])]
    count_attempt(call, session, about)
    person = person_in(call.vault.keys, said)
    rows = call.db.all(_OF_PERSON, person.exact, person.exact) if person else []
    for case in [row["case_id"] for row in rows] or [None]:
        call.trace.case = case
        trace.write(call.db, call.trace, granted=True, at=call.now)
    if rows:
        call.db.run(_RIGHT, about, bangkok_date(call.now))
    return {"cases": [str(row["case_id"]) for row in rows]}


def compare_paper(call: Call, session: Session, case: UUID, record: UUID) -> None:
    """The typed number and birth date are those of the worker whom this record describes. Nothing is shown.

    Raises Refused with `too_many`, `no_match`, `not_yours` or as opening does.
    """
    number, birth = call.args.text("passport_number", 40), call.args.day("birth_date").isoformat()
    about = [f"case/{case}", _paper(call, number)]
    count_attempt(call, session, about)
    [row] = fetch(call, [record])
    single_case(call, [row], case)
    if not is_same_person(open_row(call, row).value, number, birth):
        raise Refused("no_match")
    call.db.run(_RIGHT, about, bangkok_date(call.now))


def count_attempt(call: Call, session: Session, about: list[str]) -> None:
    """Count one attempt of this clerk at each of these, all or none. Raises Refused with `too_many`."""
    limits = [(f"clerk/{session.account}", CLERK_A_DAY), *((one, WRONG_A_DAY) for one in sorted(about))]
    with call.db.transaction():
        for who, limit in limits:
            if not call.db.run(_COUNT, who, bangkok_date(call.now), limit):
                raise Refused("too_many")


def _paper(call: Call, number: str) -> str:
    return "paper/" + call.vault.keys.hmac("paper", clean_passport(number).encode()).hex()


def _check_appointment(call: Call, session: Session, appointment: UUID, case: UUID) -> None:
    """Where a code was made for this appointment, its case, centre and day stand. Raises Refused."""
    row = call.db.one("SELECT * FROM checkin WHERE appointment = %s", appointment)
    if row is None:
        return
    if (row["case_id"], row["centre"]) != (case, session.place):
        raise Refused("not_yours")
    if row["day"] != bangkok_date(call.now):
        raise Refused("expired")
