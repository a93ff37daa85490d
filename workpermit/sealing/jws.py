"""Compact JWS (RFC 7515) with two algorithms only: ES256 (P-256) and EdDSA (Ed25519).

The vault signs receipts and permit statuses so, the bank its payments. The key decides which
algorithm counts; what the token's own header says must agree with it.
"""

from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from workpermit.sealing.canonical import b64, canonical, load_json, unb64
from workpermit.sealing.refusal import Refused

PublicKey = ec.EllipticCurvePublicKey | Ed25519PublicKey


def sign_jws(claims: dict[str, Any], *, algorithm: str, kid: str, typ: str, sign: Callable[[bytes], bytes]) -> str:
    """`sign` gives 64 raw bytes: r ‖ s for ES256, the signature itself for EdDSA."""
    header = b64(canonical({"alg": algorithm, "kid": kid, "typ": typ}))
    signed = f"{header}.{b64(canonical(claims))}"
    return f"{signed}.{b64(sign(signed.encode('ascii')))}"


def verify_jws(token: str, public: PublicKey) -> dict[str, Any]:
    """The claims that this key signed. Raises Refused with `bad_signature`."""
    try:
        header, payload, signature = token.split(".")
        said = load_json(unb64(header))
        if said.get("alg") != _algorithm(public) or "crit" in said:
            raise ValueError("algorithm")
        _verify(public, unb64(signature), f"{header}.{payload}".encode("ascii"))
        claims = load_json(unb64(payload))
        if not isinstance(claims, dict):
            raise TypeError("claims")
    except (InvalidSignature, AttributeError, TypeError, ValueError) as error:
        raise Refused("bad_signature") from error
    return claims


def read_jwk(jwk: dict[str, str]) -> PublicKey:
    """A P-256 or Ed25519 public key from its JWK (RFC 7517, RFC 8037). Raises ValueError."""
    if jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519":
        return Ed25519PublicKey.from_public_bytes(unb64(jwk["x"]))
    if jwk.get("kty") == "EC" and jwk.get("crv") == "P-256":
        x, y = (int.from_bytes(unb64(jwk[part]), "big") for part in "xy")
        return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    raise ValueError("key type")


def _algorithm(public: PublicKey) -> str:
    return "EdDSA" if isinstance(public, Ed25519PublicKey) else "ES256"


def _verify(public: PublicKey, signature: bytes, signed: bytes) -> None:
    if isinstance(public, Ed25519PublicKey):
        public.verify(signature, signed)
        return
    if len(signature) != 64:
        raise ValueError("signature")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    public.verify(encode_dss_signature(r, s), signed, ec.ECDSA(hashes.SHA256()))
