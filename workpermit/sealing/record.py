"""A sealed record: whoever holds the public intake key can write one, only the vault can open it.

The header is readable and bound twice: as associated data of the body and as HPKE `info` of the
data key. A body, a key or a header that is moved to another record therefore does not open.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from workpermit.sealing.canonical import b64, canonical, parse_canonical, unb64, with_domain

DOMAIN = "e-WorkPermitOS/record/v1"
SMALLEST_BUCKET = 256  # bytes
LARGEST_BUCKET = 1 << 20  # bytes; a value is a form section, never a file
_NONCE = 12
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_VALUE_FROM = len(canonical({"salt": b64(bytes(32)), "value": 0})) - len(b"0}")  # where the value begins


class DoesNotOpen(ValueError):
    """The sealed parts do not belong together, were changed, or are for another key."""


class TooLarge(ValueError):
    """A value does not fit the largest bucket."""


@dataclass(frozen=True, slots=True)
class IntakeKey:
    """The vault's public key that records are sealed to; `id` names it in every header."""

    id: str
    public: X25519PublicKey

    @classmethod
    def from_raw(cls, id: str, raw: bytes) -> "IntakeKey":
        return cls(id, X25519PublicKey.from_public_bytes(raw))


@dataclass(frozen=True, slots=True)
class Header:
    """What a sealed record is about, readable by everybody: no name and no number of a person."""

    key: str
    kind: str
    record: UUID
    case: UUID
    subject: UUID
    version: int

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "v": 1,
                "key": self.key,
                "kind": self.kind,
                "record": str(self.record),
                "case": str(self.case),
                "subject": str(self.subject),
                "version": self.version,
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Header":
        """Raises DoesNotOpen unless the bytes are exactly one header in its canonical form."""
        try:
            said = _READ_HEADER(raw)
            again = _WRITE_HEADER(said)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise DoesNotOpen("header") from error
        # Another order, a second spelling of a UUID, a field too many: a second header for the same record.
        if again != raw:
            raise DoesNotOpen("header")
        return cls(said.key, said.kind, said.record, said.case, said.subject, said.version)


class _Written(msgspec.Struct):
    """A header as it lies there, its names in their canonical order."""

    case: UUID
    key: str
    kind: str
    record: UUID
    subject: UUID
    v: Literal[1]
    version: Annotated[int, msgspec.Meta(ge=1 - 2**53, lt=2**53)]  # JSON carries no larger number safely


_READ_HEADER = msgspec.json.Decoder(_Written).decode
_WRITE_HEADER = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Sealed:
    """The four parts that are stored; `key` lies in its own table, the unit of shredding."""

    header: bytes
    body: bytes
    key: bytes
    commitment: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    header: Header
    value: dict[str, Any]
    salt: bytes
    commitment: bytes


def commit(salt: bytes, value: Mapping[str, Any]) -> bytes:
    """SHA-256 over the salt and the canonical value; without the salt it tells nothing."""
    return hashlib.sha256(salt + canonical(dict(value))).digest()


def seal(header: Header, value: Mapping[str, Any], intake: IntakeKey) -> Sealed:
    """Seal one value under a fresh data key to the intake key named in the header.

    Raises TooLarge, and ValueError when the header names another key.
    """
    if header.key != intake.id:
        raise ValueError("the header names another intake key")
    said = header.to_bytes()
    salt, key, nonce = secrets.token_bytes(32), secrets.token_bytes(32), secrets.token_bytes(_NONCE)
    plain = pad(canonical({"salt": b64(salt), "value": dict(value)}))
    return Sealed(
        header=said,
        body=nonce + AESGCMSIV(key).encrypt(nonce, plain, said),
        key=_SUITE.encrypt(key, intake.public, with_domain(DOMAIN, said)),
        commitment=commit(salt, value),
    )


def open_sealed(header: bytes, body: bytes, key: bytes, private: X25519PrivateKey) -> Opened:
    """Open one record with the private intake key. Raises DoesNotOpen."""
    return open_parts(Header.from_bytes(header), header, body, key, private)


def open_parts(said: Header, header: bytes, body: bytes, key: bytes, private: X25519PrivateKey) -> Opened:
    """As `open_sealed`, for a header that has just been read from these very bytes. Raises DoesNotOpen."""
    try:
        data_key = _SUITE.decrypt(key, private, with_domain(DOMAIN, header))
        plain = AESGCMSIV(data_key).decrypt(body[:_NONCE], body[_NONCE:], header)
        written = unpad(plain)
        inner = parse_canonical(written)
        salt, value = unb64(inner["salt"]), inner["value"]
    except (InvalidTag, KeyError, TypeError, ValueError) as error:
        raise DoesNotOpen("body") from error
    if inner.keys() != {"salt", "value"} or not isinstance(value, dict) or len(salt) != 32:
        raise DoesNotOpen("body")
    # Both are canonical, so the value's one form stands in the bytes as they were written.
    return Opened(said, value, salt, hashlib.sha256(salt + written[_VALUE_FROM:-1]).digest())


def pad(plain: bytes) -> bytes:
    """Length (4 bytes), the bytes, zeros up to the next bucket, so that a size tells little."""
    bucket = SMALLEST_BUCKET
    while bucket < len(plain) + 4:
        bucket *= 2
    if bucket > LARGEST_BUCKET:
        raise TooLarge("value")
    return (len(plain).to_bytes(4, "big") + plain).ljust(bucket, b"\x00")


def unpad(padded: bytes) -> bytes:
    """Raises ValueError when the length or the padding is not what `pad` writes."""
    length = int.from_bytes(padded[:4], "big")
    plain, rest = padded[4 : 4 + length], padded[4 + length :]
    if len(plain) != length or rest.strip(b"\x00"):
        raise ValueError("padding")
    return plain
