"""Signing statements and handing them to the vault."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from psycopg.types.json import Jsonb

from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.statement import Statement, sign_bytes
from workpermit.vault.database import Database
from workpermit.vault.power import Power

Signatures = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """`signatures` are pairs of the signer (an officer statement's id, or `root`) and 64 bytes."""

    raw: bytes
    signatures: Signatures

    def to_json(self) -> dict[str, object]:
        return {
            "raw": b64(self.raw),
            "signatures": [{"by": by, "signature": b64(signature)} for by, signature in self.signatures],
        }

    @classmethod
    def from_json(cls, said: dict[str, object]) -> "SignedStatement":
        signatures = said["signatures"]
        assert isinstance(signatures, list)
        pairs = tuple((str(one["by"]), unb64(one["signature"])) for one in signatures)
        return cls(unb64(str(said["raw"])), pairs)


def sign_statement(statement: Statement, signers: Mapping[str, Ed25519PrivateKey]) -> SignedStatement:
    raw = statement.to_bytes()
    return SignedStatement(raw, tuple((by, sign_bytes(raw, key)) for by, key in signers.items()))


def add_statement(database: Database, signed: SignedStatement, root: Ed25519PublicKey, *, at: datetime) -> None:
    """Add a statement that counts; one that is there already is left alone.

    Raises Refused with `bad_statement` when its signatures do not count.
    """
    statement = Power(database, root).check(signed.raw, signed.signatures, at=at)
    signatures = [{"by": by, "signature": b64(signature)} for by, signature in signed.signatures]
    database.run(
        "INSERT INTO statement VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING",
        statement.id,
        statement.kind,
        statement.subject,
        _about(statement),
        signed.raw,
        Jsonb(signatures),
        at,
    )


def _about(statement: Statement) -> str:
    """By what else than its subject a statement is looked up: a credential id, a device's key, the place of a role."""
    name = {"key": "credential_id", "device": "key", "role": "place"}.get(statement.kind, "")
    return str(statement.body.get(name, ""))
