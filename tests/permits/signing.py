"""A status key for tests, and statements signed with it."""

from dataclasses import replace

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from workpermit.sealing.jws import sign_jws
from workpermit.sealing.keys import PublicKeys, SigningKey, jwk
from workpermit.sealing.services import public_keys

KEY = ec.generate_private_key(ec.SECP256R1())


def sign(message: bytes) -> bytes:
    r, s = decode_dss_signature(KEY.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def keys() -> PublicKeys:
    """The test's own public keys, with the status key whose private half is here."""
    return replace(public_keys(), status=SigningKey(b"status", KEY.public_key(), jwk(KEY.public_key())))


def statement(number: str, *, iat: int, exp: int, **changes: object) -> str:
    """A statement as the vault signs it; `changes` are claims."""
    claims = {"iss": "tests", "sub": number, "status": "valid", "iat": iat, "exp": exp, **changes}
    return sign_jws(claims, algorithm="ES256", kid="x", typ="permit-status+jwt", sign=sign)
