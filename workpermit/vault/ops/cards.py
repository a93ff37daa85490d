"""The card of a permit: what it is drawn from, the file for the printer, and proof that the worker is there.

The file is sealed as every record. It opens once, for a clerk at an enrolled device of the one centre that it was
made for, and within minutes.
"""

from datetime import timedelta

from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.cases import find_case
from workpermit.vault.devices import require_device
from workpermit.vault.links import worker_record
from workpermit.vault.ops.counter import clerk, right_code, use_up
from workpermit.vault.ops.paper import compare_paper
from workpermit.vault.purposes import CARD, PRINT
from workpermit.vault.records import fetch, open_rows, show, single_case

FILE_LIFE = timedelta(minutes=10)
HAND_OVERS = 60  # per minute and clerk

_OFFER = """
INSERT INTO card_file (blank, case_id, record, centre, until) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (blank) DO UPDATE SET record = excluded.record, until = excluded.until
WHERE card_file.taken_at IS NULL AND card_file.case_id = excluded.case_id AND card_file.centre = excluded.centre
"""
_TAKE = "UPDATE card_file SET taken_by = %s, taken_at = %s WHERE blank = %s AND taken_at IS NULL AND until > %s"


@operation("document")
def open_card(call: Call) -> Result:
    """What a card is drawn from: terms, signed credential and photograph of a case that has its permit.

    Raises Refused with `no_such_record` (no permit), `not_yours` (another paper than the photograph), and as open_rows.
    """
    rows = fetch(call, call.args.uuids("records"))
    case = single_case(call, rows, call.args.uuid("case"))
    if call.db.one("SELECT 1 AS found FROM permit WHERE case_id = %s", case) is None:
        raise Refused("no_such_record")
    opened = open_rows(call, rows, CARD, who=call.credential)
    if any(one.header.kind == "page" and one.value.get("document") != "photo" for one in opened):
        raise Refused("not_yours")
    return show(opened)


@operation("document")
def offer_card(call: Call) -> Result:
    """Let one centre take one sealed file for one blank; again while nobody has taken it. Raises Refused."""
    blank, case, record = (call.args.uuid(name) for name in ("blank", "case", "record"))
    rows = fetch(call, [record])
    single_case(call, rows, case)
    if rows[0].header.kind != "card":
        raise Refused("bad_args")
    until = call.now + FILE_LIFE
    if not call.db.run(_OFFER, blank, case, record, call.args.text("centre", 20), until):
        raise Refused("used")
    return {"until": int(until.timestamp())}


@operation("operator")
def take_card(call: Call) -> Result:
    """The file, once; whoever asks a second time is refused, whatever became of the first answer.

    Raises Refused with `no_such_record` (not made yet), `not_yours`, those of the device, `used`, `expired`, or as
    open_rows.
    """
    session = clerk(call)
    blank = call.args.uuid("blank")
    row = call.db.one("SELECT * FROM card_file WHERE blank = %s", blank)
    if row is None:
        raise Refused("no_such_record")
    if row["centre"] != session.place:
        raise Refused("not_yours")
    call.trace.case = row["case_id"]
    require_device(call, session, "take_card", blank)
    if row["taken_at"] is not None or call.now >= row["until"]:
        raise Refused("expired" if row["taken_at"] is None else "used")
    rows = fetch(call, [row["record"]])
    single_case(call, rows, row["case_id"])
    [opened] = open_rows(call, rows, PRINT, who=str(session.account))
    # Last, because it costs the blank: whoever was too fast, or whom the log could not note, asks again.
    if not call.db.run(_TAKE, session.account, call.now, blank, call.now):
        raise Refused("used")
    return dict(opened.value)


@operation("operator")
def hand_over_card(call: Call) -> Result:
    """The worker shows a code made for the card: it goes to nobody else. Nothing is opened.

    That of the visit was used up with it, so no clerk has it any more; this one is used up too.

    Raises Refused with `not_yours`, those of the device, `too_many`, `bad_code` or `too_fast`.
    """
    session = clerk(call)
    row, _device = right_code(call, session, "hand_over_card")
    trace.count_and_write(call.db, call.trace, str(session.account), HAND_OVERS, at=call.now)
    use_up(call, row["appointment"])
    return {}


@operation("operator")
def hand_over_by_paper(call: Call) -> Result:
    """The same for a worker without a telephone, by number and birth date from the passport; counted as a check-in.

    Raises Refused with `not_yours`, those of the device, `not_confirmed`, `too_many`, `no_match` or `log_unavailable`.
    """
    session = clerk(call)
    case = call.args.uuid("case")
    find_case(call, case)
    require_device(call, session, "hand_over_by_paper", call.args.uuid("appointment"))
    record = worker_record(call, case)
    if record is None:
        raise Refused("not_confirmed")
    compare_paper(call, session, case, record)
    trace.write(call.db, call.trace, granted=True, at=call.now)
    return {}
