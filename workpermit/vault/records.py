"""Fetching sealed records from the main database, which may lie, and opening them.

A row counts for nothing until it opens: the header is bound to body and key, and must name the record
that was asked for; what opens must have the stored commitment. The access-log row stands before any plaintext.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from workpermit.sealing.merkle import root
from workpermit.sealing.record import DoesNotOpen, Header, Opened, open_parts
from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.call import Call, Result
from workpermit.vault.database import uuid_array
from workpermit.vault.purposes import MACHINES, Purpose

_FETCH = """
SELECT r.id, r.header, r.body, r.commitment, k.sealed
FROM sealing_sealedrecord r JOIN sealing_sealedkey k ON k.record = r.id
WHERE r.id = ANY(%s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Row:
    header: Header
    raw_header: bytes
    body: bytes
    sealed: bytes
    commitment: bytes


def fetch(call: Call, ids: Sequence[UUID]) -> list[Row]:
    """The sealed rows in the order of their ids. Raises Refused with `no_such_record` or `does_not_open`."""
    call.trace.records = list(ids)
    found = {row["id"]: row for row in call.vault.main.all(_FETCH, uuid_array(ids))}
    if found.keys() != set(ids):
        raise Refused("no_such_record")
    rows = []
    for id in sorted(ids):
        said = found[id]
        # Where a table should be, the owner of that database may have put anything.
        if not all(isinstance(said[part], bytes) for part in ("header", "body", "commitment", "sealed")):
            raise Refused("does_not_open")
        try:
            header = Header.from_bytes(said["header"])
        except DoesNotOpen as error:
            raise Refused("does_not_open") from error
        if header.record != id:
            raise Refused("does_not_open")
        rows.append(Row(header, said["header"], said["body"], said["sealed"], said["commitment"]))
    call.trace.kinds = sorted({row.header.kind for row in rows})
    return rows


def single_case(call: Call, rows: Sequence[Row], case: UUID | None = None) -> UUID:
    """The one case that all rows belong to. Raises Refused with `not_yours`."""
    cases = {row.header.case for row in rows}
    if len(cases) != 1 or (case is not None and cases != {case}):
        raise Refused("not_yours")
    call.trace.case = cases.pop()
    return call.trace.case


def open_rows(call: Call, rows: Sequence[Row], purpose: Purpose, *, who: str) -> list[Opened]:
    """Count the use, log it, then open.

    Raises Refused with `not_yours`, `too_fast`, `log_unavailable` or `does_not_open`.
    """
    call.trace.purpose = purpose.name
    if not all(purpose.covers(row.header.kind) for row in rows):
        raise Refused("not_yours")
    if call.credential in MACHINES:
        trace.count_use(call.db, who, purpose.name, purpose.per_minute, at=call.now)
        trace.write_once_an_hour(call.db, call.trace, at=call.now)
    else:
        trace.count_and_write(call.db, call.trace, who, purpose.per_minute, at=call.now)
    return [open_row(call, row) for row in rows]


def open_cases(call: Call, rows: Sequence[Row], purpose: Purpose) -> list[Opened]:
    """As `open_rows`, for a machine that looks at one record of each of many cases: each look is a row of the log.

    Raises Refused as `open_rows`.
    """
    call.trace.purpose = purpose.name
    if not all(purpose.covers(row.header.kind) for row in rows):
        raise Refused("not_yours")
    trace.count_use(call.db, call.credential, purpose.name, purpose.per_minute, at=call.now)
    looks = [(row.header.case, row.header.record, row.header.kind) for row in rows]
    trace.write_for_cases(call.db, call.trace, looks, at=call.now)
    return [open_row(call, row) for row in rows]


def open_row(call: Call, row: Row) -> Opened:
    private = call.vault.intake.get(row.header.key)
    if private is None:
        raise Refused("does_not_open")
    try:
        opened = open_parts(row.header, row.raw_header, row.body, row.sealed, private)
    except DoesNotOpen as error:
        raise Refused("does_not_open") from error
    if opened.commitment != row.commitment:
        raise Refused("does_not_open")
    return opened


def show(opened: Sequence[Opened]) -> Result:
    """Values and salts by record id, and the root over the commitments in the order of the ids."""
    return {
        "records": {str(one.header.record): one.value for one in opened},
        "salts": {str(one.header.record): one.salt for one in opened},
        "root": root([one.commitment for one in opened]),
    }
