"""The access log: every look and every refusal, written before anything is shown.

Rows are only ever added. A row says who, when, where, for which case and purpose, and which kinds of record:
never what they hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import psycopg
from psycopg.rows import DictRow

from workpermit.sealing.refusal import Refused
from workpermit.vault.database import Database, uuid_array

_INSERT = """
INSERT INTO access_log
    (at, credential, actor, role, place, counter, helper, purpose, case_id, records, fields, granted, code)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
_INSERT_FOR_CASES = """
INSERT INTO access_log (at, credential, actor, role, place, counter, purpose, case_id, records, fields, granted, code)
SELECT %s, %s, NULL, '', '', '', %s, looked.case_id, ARRAY[looked.record], ARRAY[looked.kind], true, ''
FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS looked (case_id, record, kind)
"""
_COUNT = """
INSERT INTO use_count VALUES (%s, %s, %s, 1)
ON CONFLICT (who, purpose, minute) DO UPDATE SET uses = use_count.uses + 1 RETURNING uses
"""
# Whoever is over the limit is counted and gets no row here; the refusal is logged as every other.
_COUNT_AND_INSERT = """
WITH used AS (
    INSERT INTO use_count VALUES (%s, %s, %s, 1)
    ON CONFLICT (who, purpose, minute) DO UPDATE SET uses = use_count.uses + 1 RETURNING uses
), logged AS (
    INSERT INTO access_log
        (at, credential, actor, role, place, counter, helper, purpose, case_id, records, fields, granted, code)
    SELECT %s, %s, %s::uuid, %s, %s, %s, %s::uuid, %s, %s::uuid, %s::uuid[], %s::text[], %s, %s
    FROM used WHERE uses <= %s
)
SELECT uses FROM used
"""
_LOGGED_THIS_HOUR = """
SELECT 1 AS found FROM access_log
WHERE case_id = %s AND credential = %s AND purpose = %s AND at >= %s AND granted AND fields @> %s LIMIT 1
"""


@dataclass(slots=True)
class Trace:
    """What is known so far of one request; a refusal writes as much as was learned.

    `counter` is the name of the enrolled device at `place`, where one signed; `helper` the clerk at whose counter
    somebody without a phone does this.
    """

    credential: str
    purpose: str
    actor: UUID | None = None
    role: str = ""
    place: str = ""
    counter: str = ""
    helper: UUID | None = None
    case: UUID | None = None
    records: list[UUID] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)


def write(database: Database, trace: Trace, *, granted: bool, code: str = "", at: datetime) -> None:
    """One row, committed at once. Raises Refused with `log_unavailable`."""
    try:
        database.run(_INSERT, *_values(trace, granted, code, at))
    except psycopg.Error as error:
        raise Refused("log_unavailable") from error


def count_and_write(database: Database, trace: Trace, who: str, limit: int, *, at: datetime) -> None:
    """Count a use and log it as granted, both or neither, in one round trip and one commit.

    Raises Refused with `too_fast` from the `limit + 1`st use within one minute, or `log_unavailable`.
    """
    minute = at.replace(second=0, microsecond=0)
    try:
        row = database.one(_COUNT_AND_INSERT, who, trace.purpose, minute, *_values(trace, True, "", at), limit)
    except psycopg.Error as error:
        raise Refused("log_unavailable") from error
    _judge_count(database, row, who, minute, limit)


def write_once_an_hour(database: Database, trace: Trace, *, at: datetime) -> None:
    """For machines, which look at one case many times: a row for each case, purpose, kind and hour."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    try:
        found = database.one(_LOGGED_THIS_HOUR, trace.case, trace.credential, trace.purpose, hour, trace.kinds)
    except psycopg.Error as error:
        raise Refused("log_unavailable") from error
    if found is None:
        write(database, trace, granted=True, at=at)


def write_for_cases(database: Database, trace: Trace, looks: Sequence[tuple[UUID, UUID, str]], *, at: datetime) -> None:
    """A row for each case, record and kind that a machine is about to open, all in one commit.

    Raises Refused with `log_unavailable`.
    """
    if not looks:
        return
    cases, records, kinds = zip(*looks, strict=True)
    try:
        database.run(
            _INSERT_FOR_CASES, at, trace.credential, trace.purpose, uuid_array(cases), uuid_array(records), list(kinds)
        )
    except psycopg.Error as error:
        raise Refused("log_unavailable") from error


def count_use(database: Database, who: str, purpose: str, limit: int, *, at: datetime) -> None:
    """Raises Refused with `too_fast` from the `limit + 1`st use within one minute."""
    minute = at.replace(second=0, microsecond=0)
    _judge_count(database, database.one(_COUNT, who, purpose, minute), who, minute, limit)


def _judge_count(database: Database, row: DictRow | None, who: str, minute: datetime, limit: int) -> None:
    assert row is not None
    if row["uses"] > limit:
        raise Refused("too_fast")
    if row["uses"] == 1:
        database.run("DELETE FROM use_count WHERE who = %s AND minute < %s", who, minute - timedelta(minutes=5))


def _values(trace: Trace, granted: bool, code: str, at: datetime) -> tuple[object, ...]:
    """In the order of the columns above."""
    who = (trace.credential, trace.actor, trace.role, trace.place, trace.counter, trace.helper)
    return (at, *who, trace.purpose, trace.case, uuid_array(trace.records), trace.kinds, granted, code)
