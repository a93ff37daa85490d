"""A counter's device in software, for demonstrations, the walk and the tests.

What it signs is byte for byte what a counter's browser signs. It counts where two officers enrolled its key, and
nobody enrols one in a real installation.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.device import DeviceProof, act_bytes, request_bytes
from workpermit.sealing.keys import jwk


@dataclass(frozen=True, slots=True)
class SoftwareDevice:
    """One device of one centre; `counter` is its name there."""

    centre: str
    counter: str
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def from_map(cls, said: dict[str, Any]) -> "SoftwareDevice":
        """A device from an entry of the demonstration's keyring."""
        secret = int.from_bytes(unb64(said["private_key"]["d"]), "big")
        return cls(said["centre"], said["counter"], ec.derive_private_key(secret, ec.SECP256R1()))

    def to_map(self) -> dict[str, Any]:
        """An entry of the demonstration's keyring: with the private key, as a JWK that a browser imports."""
        secret = self.private.private_numbers().private_value.to_bytes(32, "big")
        return {**self.body(), "private_key": {**jwk(self.private.public_key()), "d": b64(secret)}}

    @property
    def key(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def body(self) -> dict[str, str]:
        """The body of the statement of kind `device`."""
        proof = self._sign(request_bytes(self.centre, self.counter, self.key))
        return {"centre": self.centre, "counter": self.counter, "key": b64(self.key), "proof": b64(proof)}

    def sign_act(self, act: str, about: UUID, session: UUID, challenge: str, content: bytes = b"") -> DeviceProof:
        return DeviceProof(self.key, challenge, self._sign(act_bytes(act, about, session, challenge, content)))

    def _sign(self, message: bytes) -> bytes:
        r, s = decode_dss_signature(self.private.sign(message, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")
