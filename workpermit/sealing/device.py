"""The enrolled device of a service centre: what its key signs, and when that verifies.

A counter's browser holds a P-256 key that its scripts cannot read. It signs each act of a visit over a challenge
of the vault's, and once, when it is made, the request that officers enrol it by. Keys are uncompressed points
(SEC 1, 65 bytes), signatures r ‖ s (64 bytes), as WebCrypto gives both.
"""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from workpermit.sealing.canonical import b64, canonical, with_domain
from workpermit.sealing.refusal import Refused

ACT_DOMAIN = "e-WorkPermitOS/device-act/v1"
REQUEST_DOMAIN = "e-WorkPermitOS/device-request/v1"
ACTS = ("check_in", "open_visit", "capture_face", "capture_chip", "capture_biometric", "confirm_identity")
LONGEST_COUNTER = 40  # characters of a counter's name
_KEY_LENGTH, _SIGNATURE_LENGTH = 65, 64


@dataclass(frozen=True, slots=True)
class DeviceProof:
    """Which device says that it is there: its key, the vault's challenge, and the signature over one act."""

    key: bytes
    challenge: str
    signature: bytes

    @classmethod
    def from_map(cls, said: Any) -> "DeviceProof":
        """Raises Refused with `bad_args`."""
        kinds = {"key": bytes, "challenge": str, "signature": bytes}
        if not isinstance(said, dict) or said.keys() != kinds.keys():
            raise Refused("bad_args")
        if any(type(said[name]) is not kind for name, kind in kinds.items()):
            raise Refused("bad_args")
        return cls(**said)


def act_bytes(act: str, about: UUID, session: UUID, challenge: str, content: bytes = b"") -> bytes:
    """What a device signs; `about` is the appointment when a visitor checks in, and the visit afterwards.

    `content` is the SHA-256 of what the device took; only the act that captures something has it.
    """
    said = {"v": 1, "act": act, "about": str(about), "session": str(session), "challenge": challenge}
    if content:
        said["content"] = b64(content)
    return with_domain(ACT_DOMAIN, canonical(said))


def request_bytes(centre: str, counter: str, key: bytes) -> bytes:
    """What a new device signs, so that nobody asks for a key that he does not hold."""
    return with_domain(REQUEST_DOMAIN, canonical({"v": 1, "centre": centre, "counter": counter, "key": b64(key)}))


def read_device_key(key: bytes) -> ec.EllipticCurvePublicKey:
    """Raises ValueError where this is no point of P-256 in its uncompressed form."""
    try:
        found = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    except ValueError as error:
        raise ValueError("not a point of P-256") from error
    if len(key) != _KEY_LENGTH:  # the compressed form of the same key would be another name for it
        raise ValueError("not a point of P-256 in its uncompressed form")
    return found


def is_signed_by_device(message: bytes, signature: bytes, key: bytes) -> bool:
    """Whether this key signed the message (ECDSA with SHA-256). A key that is none has signed nothing."""
    if len(signature) != _SIGNATURE_LENGTH:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    try:
        read_device_key(key).verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def device_fingerprint(key: bytes) -> str:
    """128 bits of the key's SHA-256 in eight groups, as the counter's page shows them: compared by eye."""
    text = hashlib.sha256(key).hexdigest()[:32]
    return " ".join(text[place : place + 4] for place in range(0, 32, 4))
