"""What the QR of a permit says: a CBOR web token (RFC 8392) signed as COSE_Sign1 (RFC 9052), ES256.

Protected header `{1: -7, 4: kid}`; claims `{1: issuer, 6: issued, 4: expires, -65537: {…}}`, where
-65537 is a claim key for private use. A verifier needs the vault's public key and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from workpermit.sealing.refusal import Refused

PERMIT = -65537
_ISS, _EXP, _IAT = 1, 4, 6
_ALG, _KID, _ES256, _SIGN1 = 1, 4, -7, 18
_FIELDS = {"number", "employer", "job", "place", "valid_from", "valid_until"}


@dataclass(frozen=True, slots=True)
class PermitClaims:
    """The minimum that an inspector needs. `employer` is already masked where it is a household."""

    issuer: str
    number: str
    employer: str
    job: str
    place: str
    valid_from: date
    valid_until: date
    issued_at: int
    expires_at: int


def sign_permit(claims: PermitClaims, kid: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """`sign` gives 64 bytes r ‖ s over the SHA-256 of its argument."""
    protected = cbor2.dumps({_ALG: _ES256, _KID: kid})
    payload = cbor2.dumps(
        {
            _ISS: claims.issuer,
            _IAT: claims.issued_at,
            _EXP: claims.expires_at,
            PERMIT: {
                "number": claims.number,
                "employer": claims.employer,
                "job": claims.job,
                "place": claims.place,
                "valid_from": claims.valid_from.isoformat(),
                "valid_until": claims.valid_until.isoformat(),
            },
        }
    )
    signature = sign(_to_be_signed(protected, payload))
    encoded: bytes = cbor2.dumps(cbor2.CBORTag(_SIGN1, [protected, {}, payload, signature]))
    return encoded


def verify_permit(credential: bytes, kid: bytes, public: ec.EllipticCurvePublicKey) -> PermitClaims:
    """The claims that the key named `kid` signed; whether they still hold is the reader's question.

    Raises Refused with `unknown_key` or `bad_signature`.
    """
    try:
        protected, payload, signature = _parts(credential)
        if cbor2.loads(protected) != {_ALG: _ES256, _KID: kid}:
            raise Refused("unknown_key")
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        der = encode_dss_signature(r, s)
        public.verify(der, _to_be_signed(protected, payload), ec.ECDSA(hashes.SHA256()))
        return _claims(cbor2.loads(payload))
    except (InvalidSignature, cbor2.CBORDecodeError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused("bad_signature") from error


def mask_name(name: str) -> str:
    """A household employer's name for strangers' eyes: the first letter of each word, then stars."""
    return " ".join(f"{word[0]}***" for word in name.split())


def _parts(credential: bytes) -> tuple[bytes, bytes, bytes]:
    """Protected header, payload, signature; any other spelling of the outer parts is refused."""
    said = cbor2.loads(credential)
    protected, _, payload, signature = said.value
    if cbor2.dumps(cbor2.CBORTag(_SIGN1, [protected, {}, payload, signature])) != credential:
        raise ValueError("not a COSE_Sign1 of ours")
    return protected, payload, signature


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    encoded: bytes = cbor2.dumps(["Signature1", protected, b"", payload])
    return encoded


def _claims(said: Any) -> PermitClaims:
    permit = said[PERMIT]
    if permit.keys() != _FIELDS:
        raise ValueError("claims")
    return PermitClaims(
        issuer=said[_ISS],
        number=permit["number"],
        employer=permit["employer"],
        job=permit["job"],
        place=permit["place"],
        valid_from=date.fromisoformat(permit["valid_from"]),
        valid_until=date.fromisoformat(permit["valid_until"]),
        issued_at=said[_IAT],
        expires_at=said[_EXP],
    )
