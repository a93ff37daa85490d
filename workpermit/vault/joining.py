"""Linking the worker's account to the case that a one-time invitation was for."""

from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.call import Call
from workpermit.vault.cases import check_worker_may_change
from workpermit.vault.purposes import CLAIM
from workpermit.vault.records import fetch, open_row, single_case


def open_invited(call: Call, invitation: DictRow) -> dict[str, Any]:
    """The sealed answers about the worker whom an invitation is for; logged, and never given out."""
    [row] = fetch(call, [invitation["record"]])
    single_case(call, [row], invitation["case_id"])
    call.trace.purpose = CLAIM.name
    trace.write(call.db, call.trace, granted=True, at=call.now)
    return open_row(call, row).value


def join(call: Call, invitation: bytes, account: UUID) -> None:
    """Use up the invitation and link the account; the link stays claimed until a counter confirms it.

    Raises Refused with `used` or `own_filing`.
    """
    row = call.db.one(
        "UPDATE invitation SET used_at = %s WHERE code = %s AND used_at IS NULL RETURNING case_id", call.now, invitation
    )
    if row is None:
        raise Refused("used")
    call.trace.case = row["case_id"]
    owner = call.db.one("SELECT owner, self_filed FROM casefile WHERE case_id = %s", row["case_id"])
    if owner is not None and (owner["self_filed"] or owner["owner"] == account):
        # Whoever files for somebody else cannot confirm in that person's place, and nobody in that of one who
        # files for himself.
        raise Refused("own_filing")
    check_worker_may_change(call, row["case_id"])
    linked = call.db.run(
        "INSERT INTO link (case_id, account, claimed_at) VALUES (%s, %s, %s) "
        "ON CONFLICT (case_id) DO UPDATE SET account = excluded.account, claimed_at = excluded.claimed_at "
        "WHERE link.confirmed_at IS NULL",
        row["case_id"],
        account,
        call.now,
    )
    if not linked:
        raise Refused("used")
