"""Public keys as passkeys carry them: COSE keys for ES256 and EdDSA (RFC 9053)."""

from dataclasses import dataclass
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from workpermit.sealing.refusal import Refused

_KTY, _ALG, _CRV, _X, _Y = 1, 3, -1, -2, -3
_ES256_KEY = (2, -7, 1)  # EC2, ES256, P-256
_EDDSA_KEY = (1, -8, 6)  # OKP, EdDSA, Ed25519


@dataclass(frozen=True, slots=True)
class PasskeyPublicKey:
    key: ec.EllipticCurvePublicKey | Ed25519PublicKey

    def is_signed(self, signature: bytes, message: bytes) -> bool:
        """WebAuthn signatures: ASN.1 DER for ES256, 64 raw bytes for EdDSA."""
        try:
            if isinstance(self.key, Ed25519PublicKey):
                self.key.verify(signature, message)
            else:
                self.key.verify(signature, message, ec.ECDSA(hashes.SHA256()))
        except (InvalidSignature, ValueError):
            return False
        return True


def read_cose_key(raw: bytes) -> PasskeyPublicKey:
    """Raises Refused with `bad_signature` for every key that is not P-256 or Ed25519."""
    try:
        return PasskeyPublicKey(_read(cbor2.loads(raw)))
    except (cbor2.CBORDecodeError, AttributeError, TypeError, ValueError) as error:
        raise Refused("bad_signature") from error


def write_cose_key(public: ec.EllipticCurvePublicKey) -> bytes:
    """A P-256 key in the form that an authenticator registers."""
    numbers = public.public_numbers()
    kind = dict(zip((_KTY, _ALG, _CRV), _ES256_KEY, strict=True))
    encoded: bytes = cbor2.dumps({**kind, _X: numbers.x.to_bytes(32, "big"), _Y: numbers.y.to_bytes(32, "big")})
    return encoded


def _read(parts: Any) -> ec.EllipticCurvePublicKey | Ed25519PublicKey:
    kind = (parts.get(_KTY), parts.get(_ALG), parts.get(_CRV))
    if kind == _ES256_KEY:
        x, y = int.from_bytes(parts.get(_X), "big"), int.from_bytes(parts.get(_Y), "big")
        return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    if kind == _EDDSA_KEY:
        return Ed25519PublicKey.from_public_bytes(parts.get(_X))
    raise ValueError("key type")
