"""What the QR of a permit says: a CBOR web token (RFC 8392) signed as COSE_Sign1 (RFC 9052), ES256.

Protected header `{1: -7, 4: kid}`; claims `{1: issuer, 6: issued, 4: expires, -65537: {…}}`, where
-65537 is a claim key for private use. A verifier needs the vault's public key and nothing else.

The words are Thai; `en` beside them, where it is there, holds English ones under the same names. Readers
that do not know it pass over it.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
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
_WORDS = ("employer", "job", "place")
_FIELDS = {"number", *_WORDS, "valid_from", "valid_until"}


@dataclass(frozen=True, slots=True)
class Words:
    """For whom, as what and where the holder may work. `employer` is already masked where it is a household."""

    employer: str = ""
    job: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class PermitClaims:
    """The minimum that an inspector needs; an English word that is not known is empty."""

    issuer: str
    number: str
    thai: Words
    english: Words
    valid_from: date
    valid_until: date
    issued_at: int
    expires_at: int


def sign_permit(claims: PermitClaims, kid: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """`sign` gives 64 bytes r ‖ s over the SHA-256 of its argument."""
    protected = cbor2.dumps({_ALG: _ES256, _KID: kid})
    permit: dict[str, Any] = {
        "number": claims.number,
        **asdict(claims.thai),
        "valid_from": claims.valid_from.isoformat(),
        "valid_until": claims.valid_until.isoformat(),
    }
    english = {name: text for name, text in asdict(claims.english).items() if text}
    if english:
        permit["en"] = english
    payload = cbor2.dumps({_ISS: claims.issuer, _IAT: claims.issued_at, _EXP: claims.expires_at, PERMIT: permit})
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
    english = permit.get("en", {})
    if permit.keys() - {"en"} != _FIELDS or english.keys() - set(_WORDS):
        raise ValueError("claims")
    return PermitClaims(
        issuer=said[_ISS],
        number=permit["number"],
        thai=Words(*(permit[name] for name in _WORDS)),
        english=Words(**english),
        valid_from=date.fromisoformat(permit["valid_from"]),
        valid_until=date.fromisoformat(permit["valid_until"]),
        issued_at=said[_IAT],
        expires_at=said[_EXP],
    )
