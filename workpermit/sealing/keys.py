"""The vault's public keys, as `public-keys.json` and the op `public_keys` give them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.record import IntakeKey


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A P-256 key under which the vault signs; `jwk` is the form that a browser imports."""

    kid: bytes
    public: ec.EllipticCurvePublicKey
    jwk: dict[str, str]


@dataclass(frozen=True, slots=True)
class PublicKeys:
    issuer: str
    demo: bool
    intake: IntakeKey
    session: Ed25519PublicKey
    permit: SigningKey
    receipt: SigningKey
    status: SigningKey

    @classmethod
    def from_map(cls, said: dict[str, Any]) -> "PublicKeys":
        return cls(
            issuer=said["issuer"],
            demo=said["demo"],
            intake=IntakeKey.from_raw(said["intake"]["id"], unb64(said["intake"]["key"])),
            session=Ed25519PublicKey.from_public_bytes(unb64(said["session"])),
            permit=_signing_key(said["permit"]),
            receipt=_signing_key(said["receipt"]),
            status=_signing_key(said["status"]),
        )

    @classmethod
    def from_file(cls, path: Path) -> "PublicKeys":
        return cls.from_map(json.loads(path.read_text()))


def jwk(public: ec.EllipticCurvePublicKey) -> dict[str, str]:
    """RFC 7517 form of a P-256 public key."""
    numbers = public.public_numbers()
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": b64(numbers.x.to_bytes(32, "big")),
        "y": b64(numbers.y.to_bytes(32, "big")),
    }


def _signing_key(said: dict[str, Any]) -> SigningKey:
    x, y = (int.from_bytes(unb64(said["key"][part]), "big") for part in "xy")
    return SigningKey(unb64(said["kid"]), ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key(), said["key"])
