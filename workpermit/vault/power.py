"""What signed statements say at a given time: officers, roles, keys, jurisdictions, devices.

Two officers whose keys differ must have signed; each officer is vouched for by the root, which is pinned in the
key store. A statement is looked up and judged at every use: its time, its revocation and its officers'
never come from a cache. Only what the very same bytes say, and the arithmetic of a signature over them,
is remembered from one request to the next.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from psycopg.rows import DictRow

from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.refusal import Refused
from workpermit.sealing.statement import Statement, is_signed
from workpermit.vault.database import Database

ROOT = "root"

# The statements asked for, every officer, and every revocation of one of these: one round trip.
_LOAD = """
WITH wanted AS (SELECT * FROM statement WHERE kind = 'officer' {asked}),
found AS (
    SELECT * FROM wanted
    UNION ALL
    SELECT r.* FROM statement r WHERE r.kind = 'revocation' AND r.subject IN (SELECT id::text FROM wanted)
)
SELECT raw, signatures::text AS signatures, floor(extract(epoch FROM added_at))::bigint AS added_at FROM found
"""
_ASKED = " OR (kind = %s AND (subject = %s OR (about = %s AND about <> '')))"


class Asked(NamedTuple):
    """Which statements are looked for: of a kind, and about a subject or a key."""

    kind: str
    subject: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class StaffKey:
    """A passkey that two officers enrolled."""

    statement: Statement
    account: UUID
    credential_id: bytes
    public_key: bytes


@dataclass(frozen=True, slots=True)
class _Stored:
    statement: Statement
    raw: bytes
    signatures: tuple[tuple[str, bytes], ...]
    added_at: int


class Power:
    """The statements that one request asks for, with all that is needed to judge them."""

    def __init__(self, database: Database, root: Ed25519PublicKey) -> None:
        self._database = database
        self._root = root
        self._foreseen: dict[Asked, _Rows] = {}

    def foresee(self, *asked: Asked) -> None:
        """Load together what this one request is going to ask for: a round trip costs more than a row."""
        self._foreseen = dict.fromkeys(asked, self._fetch(asked))

    def roles(self, account: UUID, *, at: datetime) -> list[tuple[str, str]]:
        """(role, place) pairs that the account holds at that time."""
        found = self._valid("role", str(account), "", at)
        return [(one.body["role"], one.body["place"]) for one in found if one.subject == str(account)]

    def staff(self, place: str, *, at: datetime) -> list[Statement]:
        """The statements that give somebody a role at a place at that time."""
        return [one for one in self._valid("role", "", place, at) if one.body["place"] == place]

    def provinces(self, office: str, *, at: datetime) -> frozenset[str]:
        """Codes of the provinces that an office decides for at that time."""
        found = self._valid("jurisdiction", office, "", at)
        return frozenset(code for one in found if one.subject == office for code in one.body["provinces"])

    def staff_key(self, credential_id: bytes, about: str, purpose: str, *, at: datetime) -> StaffKey:
        """The enrolled key with this id. Raises Refused with `unknown_key`, or `key_removed`."""
        rows = self._load("key", "", about)
        known = [one for one in rows.of("key") if unb64(one.statement.body["credential_id"]) == credential_id]
        known = [one for one in known if one.statement.body["purpose"] == purpose and rows.is_vouched(one)]
        if not known:
            raise Refused("unknown_key")
        for one in known:
            if rows.holds(one, at):
                body = one.statement.body
                return StaffKey(one.statement, UUID(one.statement.subject), credential_id, unb64(body["public_key"]))
        raise Refused("key_removed")

    def device(self, key: bytes, centre: str, *, at: datetime) -> Statement:
        """The statement that enrols this device at this centre.

        Raises Refused with `unknown_device`, `other_centre` where it is enrolled elsewhere, or `device_removed`.
        """
        rows = self._load("device", "", b64(key))
        known = [one for one in rows.of("device") if one.statement.body["key"] == b64(key) and rows.is_vouched(one)]
        if not known:
            raise Refused("unknown_device")
        here = [one for one in known if one.statement.subject == one.statement.body["centre"] == centre]
        if not here:
            raise Refused("other_centre")
        for one in here:
            if rows.holds(one, at):
                return one.statement
        raise Refused("device_removed")

    def agreement(self, consumer: str, *, at: datetime) -> Statement:
        """The newest agreement of another office. Raises Refused with `bad_credential` where none holds."""
        holding = [one for one in self._valid("agreement", consumer, "", at) if one.subject == consumer]
        if not holding:
            raise Refused("bad_credential")
        return max(holding, key=lambda one: (one.valid_from, one.id))  # a new key replaces the one before it

    def check(self, raw: bytes, signatures: Sequence[tuple[str, bytes]], *, at: datetime) -> Statement:
        """Whether a new statement would count. Raises Refused with `bad_statement`."""
        statement = Statement.from_bytes(raw)
        rows = self._load(statement.kind, "", "")
        if not rows.is_vouched(_Stored(statement, raw, tuple(signatures), int(at.timestamp()))):
            raise Refused("bad_statement")
        return statement

    def _valid(self, kind: str, subject: str, about: str, at: datetime) -> Iterator[Statement]:
        rows = self._load(kind, subject, about)
        for one in rows.of(kind):
            if rows.is_vouched(one) and rows.holds(one, at):
                yield one.statement

    def _load(self, kind: str, subject: str, about: str) -> "_Rows":
        asked = Asked(kind, subject, about)
        return self._foreseen.get(asked) or self._fetch([asked])

    def _fetch(self, asked: Sequence[Asked]) -> "_Rows":
        sql = _LOAD.format(asked=_ASKED * len(asked))
        rows = self._database.all(sql, *(part for one in asked for part in one))
        return _Rows([_read(row) for row in rows], self._root.public_bytes_raw())


class _Rows:
    """Loaded statements that judge each other."""

    def __init__(self, rows: Sequence[_Stored], root: bytes) -> None:
        self._rows = rows
        self._root = root

    def of(self, kind: str) -> list[_Stored]:
        return [one for one in self._rows if one.statement.kind == kind]

    def holds(self, one: _Stored, at: datetime) -> bool:
        return self._holds_at(one, int(at.timestamp()))

    def is_vouched(self, one: _Stored) -> bool:
        """The root for officers and for removing them; otherwise two officers of that day."""
        if one.statement.kind == "officer" or self._is_about_officer(one):
            return any(by == ROOT and _signed(one.raw, signature, self._root) for by, signature in one.signatures)
        keys = set()
        for by, signature in one.signatures:
            key = self._officer_key(by, one.added_at)
            if key is not None and _signed(one.raw, signature, key):
                keys.add(key)
        return len(keys) >= 2

    def _holds_at(self, one: _Stored, at: int) -> bool:
        return one.statement.holds_at(at) and not self._is_revoked(one, at)

    def _is_revoked(self, one: _Stored, at: int) -> bool:
        id = str(one.statement.id)
        # Subject and body name the same statement: whose signature it needs is judged by the subject.
        return any(
            (other.statement.subject, other.statement.body.get("statement")) == (id, id)
            and other.statement.valid_from <= at
            and self.is_vouched(other)
            for other in self.of("revocation")
        )

    def _is_about_officer(self, one: _Stored) -> bool:
        if one.statement.kind != "revocation":
            return False
        return any(str(officer.statement.id) == one.statement.subject for officer in self.of("officer"))

    def _officer_key(self, id: str, at: int) -> bytes | None:
        """The officer's key if the root vouched for it and it held when the statement came to the vault."""
        for officer in self.of("officer"):
            if str(officer.statement.id) == id and self.is_vouched(officer) and self._holds_at(officer, at):
                return unb64(officer.statement.body["key"])
        return None


@lru_cache(maxsize=4096)
def _signed(raw: bytes, signature: bytes, key: bytes) -> bool:
    return is_signed(raw, signature, Ed25519PublicKey.from_public_bytes(key))


@lru_cache(maxsize=4096)
def _parse(raw: bytes) -> Statement:
    return Statement.from_bytes(raw)


@lru_cache(maxsize=4096)
def _parse_signatures(text: str) -> tuple[tuple[str, bytes], ...]:
    return tuple((said["by"], unb64(said["signature"])) for said in json.loads(text))


def _read(row: DictRow) -> _Stored:
    return _Stored(_parse(row["raw"]), row["raw"], _parse_signatures(row["signatures"]), row["added_at"])
