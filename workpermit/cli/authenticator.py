"""A software authenticator for `workpermit walk` and the tests: what a browser and a key would do together."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key

from workpermit.sealing.assertion import BACKED_UP, BACKUP_ELIGIBLE, USER_PRESENT, USER_VERIFIED, Assertion, Relying
from workpermit.sealing.attestation import Attestation
from workpermit.sealing.canonical import unb64
from workpermit.sealing.software_key import Maker, SoftwareKey


class NoSuchKey(LookupError):
    """The authenticator holds no key for this site."""


@dataclass(slots=True)
class SoftAuthenticator:
    """`verified` (UV), `copyable` (BE) and `copied` (BS) are what its keys claim; `maker` gives attestation."""

    maker: Maker | None = None
    present: bool = True
    verified: bool = True
    copyable: bool = False
    copied: bool = False
    keys: list[SoftwareKey] = field(default_factory=list)

    def load(self, entry: dict[str, Any]) -> SoftwareKey:
        """Take a key from an entry of the demonstration's keyring."""
        private = load_der_private_key(unb64(entry["pkcs8"]), None)
        assert isinstance(private, ec.EllipticCurvePrivateKey)
        key = SoftwareKey(entry["rp_id"], unb64(entry["user_handle"]), unb64(entry["credential_id"]), private)
        self.keys.append(key)
        return key

    def create(self, origin: str, challenge: bytes, user_handle: bytes, *, at: datetime) -> Attestation:
        """Make a passkey for the site with this origin and register it."""
        key = SoftwareKey(Relying.at(origin).rp_id, user_handle)
        self.keys.append(key)
        return key.attest(origin, challenge, maker=self.maker, at=at, flags=self.flags)

    def get(self, origin: str, challenge: bytes, allowed: list[bytes] | None = None) -> Assertion:
        """Sign a challenge with the newest key of the site. Raises NoSuchKey."""
        rp_id = Relying.at(origin).rp_id
        for key in reversed(self.keys):
            if key.rp_id == rp_id and (not allowed or key.credential_id in allowed):
                return key.sign(origin, challenge, flags=self.flags)
        raise NoSuchKey(rp_id)

    def public_pem(self, credential_id: bytes) -> bytes:
        """The public half of a key, as OpenSSL reads it. Raises NoSuchKey."""
        for key in self.keys:
            if key.credential_id == credential_id:
                return key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        raise NoSuchKey("credential")

    @property
    def flags(self) -> int:
        bits = ((self.present, USER_PRESENT), (self.verified, USER_VERIFIED))
        more = ((self.copyable, BACKUP_ELIGIBLE), (self.copied, BACKED_UP))
        return sum(bit for claimed, bit in (*bits, *more) if claimed)
