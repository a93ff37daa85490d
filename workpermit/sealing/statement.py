"""Statements: signed facts that give power (who is an officer, a registrar, with which key, where).

A row in a database gives none. What a statement needs to count is decided where it is used
(`workpermit.vault.power`); here are its bytes and one signature over them.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from workpermit.sealing.canonical import NotCanonical, canonical, parse_canonical, with_domain
from workpermit.sealing.refusal import Refused

DOMAIN = "e-WorkPermitOS/statement/v1"
KINDS = frozenset({"officer", "role", "key", "jurisdiction", "device", "agreement", "revocation"})
_FIELDS = {"v", "id", "kind", "issuer", "subject", "body", "valid_from", "valid_until"}


@dataclass(frozen=True, slots=True)
class Statement:
    """`subject` is an account, an office, an officer or a statement, by kind. Times are Unix seconds."""

    id: UUID
    kind: str
    issuer: str
    subject: str
    body: dict[str, Any]
    valid_from: int
    valid_until: int

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "v": 1,
                "id": str(self.id),
                "kind": self.kind,
                "issuer": self.issuer,
                "subject": self.subject,
                "body": self.body,
                "valid_from": self.valid_from,
                "valid_until": self.valid_until,
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Statement":
        """Raises Refused with `bad_statement`."""
        try:
            said = parse_canonical(raw)
            if said.keys() != _FIELDS or said.pop("v") != 1:
                raise ValueError("fields")
            statement = cls(**{**said, "id": UUID(said["id"])})
        except (NotCanonical, AttributeError, TypeError, ValueError) as error:
            raise Refused("bad_statement") from error
        if not statement._well_formed() or statement.to_bytes() != raw:
            raise Refused("bad_statement")
        return statement

    def holds_at(self, at: int) -> bool:
        return self.valid_from <= at < self.valid_until

    def _well_formed(self) -> bool:
        texts = (self.kind, self.issuer, self.subject)
        times = (self.valid_from, self.valid_until)
        return (
            self.kind in KINDS
            and all(isinstance(text, str) for text in texts)
            and isinstance(self.body, dict)
            and all(type(time) is int for time in times)
        )


def sign_bytes(raw: bytes, key: Ed25519PrivateKey) -> bytes:
    """One officer's, or the root's, signature over a statement's bytes."""
    return key.sign(with_domain(DOMAIN, raw))


def is_signed(raw: bytes, signature: bytes, public: Ed25519PublicKey) -> bool:
    try:
        public.verify(signature, with_domain(DOMAIN, raw))
    except InvalidSignature:
        return False
    return True
