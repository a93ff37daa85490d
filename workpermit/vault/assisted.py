"""Whom a clerk helps: what an assisted session may begin, join and confirm.

Its account is its own, so it reaches no earlier filing, profile or key of anybody (ADR 0022). What binds it to one
human being is the paper that the clerk typed.
"""

from typing import Any
from uuid import UUID

from psycopg.rows import DictRow

from workpermit.sealing.refusal import Refused
from workpermit.vault.call import Call
from workpermit.vault.matching import person_in
from workpermit.vault.sessions import Session


def check_begins(session: Session, *, self_filed: bool, province: str) -> None:
    """At a counter somebody files for himself, and nothing else. Raises Refused with `not_yours`."""
    if session.assisted is not None and (not self_filed or province):
        raise Refused("not_yours")


def check_person(call: Call, session: Session, said: dict[str, Any] | None) -> None:
    """The sealed answers are about the person whose paper the clerk typed.

    Raises Refused with `other_person`.
    """
    if session.assisted is None:
        return
    row = call.db.one("SELECT person FROM assisted WHERE assisted = %s", session.assisted)
    person = person_in(call.vault.keys, said) if said else None
    if row is None or person is None or person.exact != bytes(row["person"]):
        raise Refused("other_person")


def find_open(call: Call, clerk: Session, device: bytes) -> DictRow | None:
    """The session with which this clerk is helping somebody at this device now."""
    return call.db.one(
        "SELECT * FROM assisted WHERE clerk_sid = %s AND device = %s AND ended_at IS NULL AND until > %s "
        "ORDER BY begun_at DESC LIMIT 1",
        clerk.sid,
        device,
        call.now,
    )


def end_help(
    call: Call, *, device: bytes | None = None, clerk_sid: UUID | None = None, assisted: UUID | None = None
) -> None:
    """End what is open at a device, by a clerk's session, or under one id: the help, its token and its code."""
    call.db.run(
        "UPDATE assisted SET ended_at = %s WHERE (device = %s OR clerk_sid = %s OR assisted = %s) AND ended_at IS NULL",
        call.now,
        device,
        clerk_sid,
        assisted,
    )


def use_paper(call: Call, code: bytes, account: UUID) -> None:
    """The person goes on with a key of his own: his paper, and any help in his account, are over.

    Raises Refused with `used`.
    """
    if not call.db.run("UPDATE assisted_paper SET used_at = %s WHERE code = %s AND used_at IS NULL", call.now, code):
        raise Refused("used")
    open_ones = call.db.all("SELECT assisted FROM assisted WHERE account = %s AND ended_at IS NULL", account)
    for row in open_ones:
        end_help(call, assisted=row["assisted"])
