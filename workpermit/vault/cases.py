"""Whose a case is, as the vault itself knows it; columns of the main database give no right."""

from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from workpermit.core.actors import Role
from workpermit.sealing.record import Opened
from workpermit.sealing.refusal import Refused
from workpermit.vault.call import Call
from workpermit.vault.database import uuid_array
from workpermit.vault.sessions import Session, power, require

WORKPLACE = "answers/workplace"
WORKER = "answers/worker"

# The worker's latest confirmation, made by the account that is linked to the case.
_CONFIRMATION = """
SELECT n.request, n.records, n.worker_record, n.root, n.confirmed_at, n.at_counter, n.centre, n.counter
FROM confirmation n JOIN link l USING (case_id, account)
WHERE n.case_id = %s AND n.confirmed_at IS NOT NULL ORDER BY n.confirmed_at DESC LIMIT 1
"""
_FILING = """
SELECT c.province, c.self_filed, latest.* FROM casefile c LEFT JOIN LATERAL (
    SELECT n.request, n.records, n.root, n.confirmed_at, n.at_counter, n.centre, n.counter
    FROM confirmation n JOIN link l USING (case_id, account)
    WHERE n.case_id = c.case_id AND n.confirmed_at IS NOT NULL ORDER BY n.confirmed_at DESC LIMIT 1
) latest ON true WHERE c.case_id = %s
"""


def find_case(call: Call, case: UUID) -> DictRow:
    """Raises Refused with `not_yours`: whether a case exists is nobody's business."""
    call.trace.case = case
    row = call.db.one(
        "SELECT c.*, l.account AS worker, l.confirmed_at AS identity_at "
        "FROM casefile c LEFT JOIN link l USING (case_id) WHERE case_id = %s",
        case,
    )
    if row is None:
        raise Refused("not_yours")
    return row


def require_owner(call: Call, session: Session, case: UUID) -> DictRow:
    row = find_case(call, case)
    if row["owner"] != session.account:
        raise Refused("not_yours")
    return row


def require_party(call: Call, session: Session, case: UUID) -> DictRow:
    """The account that filed, or the worker who joined."""
    require(session, Role.APPLICANT)
    row = find_case(call, case)
    if session.account not in (row["owner"], row["worker"]):
        raise Refused("not_yours")
    return row


def require_party_of_all(call: Call, session: Session, cases: set[UUID]) -> None:
    """The account filed or joined every one of these cases; one question for a whole list."""
    require(session, Role.APPLICANT)
    row = call.db.one(
        "SELECT count(*) AS own FROM casefile c LEFT JOIN link l USING (case_id) "
        "WHERE c.case_id = ANY(%s::uuid[]) AND %s IN (c.owner, l.account)",
        uuid_array(cases),
        session.account,
    )
    if row is None or row["own"] != len(cases):
        raise Refused("not_yours")


def require_worker(call: Call, session: Session, case: UUID) -> DictRow:
    row = find_case(call, case)
    if row["worker"] != session.account:
        raise Refused("not_yours")
    return row


def find_filing(call: Call, case: UUID) -> DictRow | None:
    """Where a case belongs, who filed it, and what the worker confirmed last (`request` is empty where nothing was)."""
    call.trace.case = case
    return call.db.one(_FILING, case)


def require_jurisdiction(call: Call, session: Session, case: UUID) -> DictRow:
    """The filing, if its province is one of the officer's office. Raises Refused with `no_jurisdiction`."""
    require(session, Role.REGISTRAR, Role.ASSISTANT_REGISTRAR)
    row = find_filing(call, case)
    if row is None or row["province"] not in power(call).provinces(session.place, at=call.now):
        raise Refused("no_jurisdiction")
    return row


def learn_handed_in(call: Call, case: UUID) -> None:
    """Note when the checks opened a case first: they open what was handed in, and nothing else."""
    call.db.run("UPDATE casefile SET handed_in_at = %s WHERE case_id = %s AND handed_in_at IS NULL", call.now, case)


def check_worker_may_change(call: Call, case: UUID) -> None:
    """A worker who confirmed what was handed in stays its worker. Raises Refused with `used`."""
    filed = call.db.one("SELECT 1 AS found FROM casefile WHERE case_id = %s AND handed_in_at IS NOT NULL", case)
    if filed is not None and find_confirmation(call, case) is not None:
        raise Refused("used")


def learn_province(call: Call, case: UUID, opened: list[Opened]) -> None:
    """Keep the province that the sealed workplace says, so that jurisdiction never rests on a plain column.

    Anybody can seal a record, so once the worker has confirmed a filing only its own records count.
    """
    confirmed = find_confirmation(call, case)
    for one in opened:
        province = one.value.get("province")
        if one.header.kind != WORKPLACE or not isinstance(province, str):
            continue
        if confirmed is not None and one.header.record not in confirmed["records"]:
            continue
        call.db.run(
            "UPDATE casefile SET province = %s, province_version = %s "
            "WHERE case_id = %s AND (%s OR coalesce(province_version, 0) <= %s)",
            province,
            one.header.version,
            case,
            confirmed is not None,
            one.header.version,
        )


def learn_place_of_notice(call: Call, case: UUID, opened: list[Opened]) -> None:
    """Keep the province that a notice says, from the answers that are opened to acknowledge it.

    Once, and never of a case that the checks have opened: that one has its province from `learn_province`.
    """
    for one in opened:
        province = one.value.get("province")
        if one.header.kind.startswith("answers/") and isinstance(province, str):
            call.db.run(
                "UPDATE casefile SET province = %s WHERE case_id = %s AND province IS NULL AND handed_in_at IS NULL",
                province,
                case,
            )


def find_confirmation(call: Call, case: UUID) -> DictRow | None:
    """The worker's latest confirmation of the case, made by the account that is linked to it."""
    return call.db.one(_CONFIRMATION, case)


def show_confirmation(row: DictRow) -> dict[str, Any]:
    """The root that the worker confirmed, when, over which records, and how: by `passkey`, or at which `counter`."""
    return {
        "root": row["root"],
        "at": int(row["confirmed_at"].timestamp()),
        "records": [str(record) for record in row["records"]],
        "how": "counter" if row["at_counter"] else "passkey",
        "centre": row["centre"],
        "counter": row["counter"],
    }
