"""A passkey made in software, for demonstrations, the walk and the tests.

Its attestation chains to a maker's root that only a demonstration key store trusts; a real store
refuses such a key for decisions. What it signs is byte for byte what a real authenticator signs.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from workpermit.sealing.assertion import (
    ATTESTED_DATA,
    BACKUP_ELIGIBLE,
    USER_PRESENT,
    USER_VERIFIED,
    Assertion,
)
from workpermit.sealing.attestation import Attestation
from workpermit.sealing.canonical import b64
from workpermit.sealing.cose_key import write_cose_key

AAGUID = bytes.fromhex("e3b0a7d54c1f4f0a9d8e2b6c70315d02")
_AAGUID_EXTENSION = x509.ObjectIdentifier("1.3.6.1.4.1.45724.1.1.4")
_YEARS = timedelta(days=20 * 365)


@dataclass(frozen=True, slots=True)
class Maker:
    """The maker of software authenticators: a root certificate and its private key."""

    root: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def create(cls, name: str, at: datetime) -> "Maker":
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        root = _certificate(subject, subject, key.public_key(), at).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        return cls(root.sign(key, hashes.SHA256()), key)

    def certify(self, public: ec.EllipticCurvePublicKey, at: datetime) -> x509.Certificate:
        """The certificate of one batch (WebAuthn section 8.2.1 says what it must hold)."""
        subject = x509.Name(
            [
                x509.NameAttribute(x509.NameOID.COUNTRY_NAME, "TH"),
                x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "e-WorkPermitOS DEMO"),
                x509.NameAttribute(x509.NameOID.ORGANIZATIONAL_UNIT_NAME, "Authenticator Attestation"),
                x509.NameAttribute(x509.NameOID.COMMON_NAME, "Software authenticator"),
            ]
        )
        return (
            _certificate(subject, self.root.subject, public, at)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.UnrecognizedExtension(_AAGUID_EXTENSION, b"\x04\x10" + AAGUID), critical=False)
            .sign(self.key, hashes.SHA256())
        )


@dataclass(frozen=True, slots=True)
class SoftwareKey:
    """One passkey. The flags say what the authenticator claims about the person and itself."""

    rp_id: str
    user_handle: bytes
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def public_key(self) -> bytes:
        return write_cose_key(self.private.public_key())

    def attest(
        self,
        origin: str,
        challenge: bytes,
        *,
        maker: Maker | None,
        at: datetime,
        flags: int = USER_PRESENT | USER_VERIFIED,
    ) -> Attestation:
        """Register the key: `packed` attestation with a maker, `none` without."""
        client_data = write_client_data("webauthn.create", challenge, origin)
        length = len(self.credential_id).to_bytes(2, "big")
        data = self._data(flags | ATTESTED_DATA) + AAGUID + length + self.credential_id + self.public_key
        proof: dict[str, Any] = {}
        if maker:
            batch = ec.generate_private_key(ec.SECP256R1())
            signature = _sign(batch, data, client_data)
            proof = {"alg": -7, "sig": signature, "x5c": [_der(maker.certify(batch.public_key(), at))]}
        form = "packed" if maker else "none"
        return Attestation(client_data, cbor2.dumps({"fmt": form, "attStmt": proof, "authData": data}))

    def sign(self, origin: str, challenge: bytes, *, flags: int = USER_PRESENT | USER_VERIFIED) -> Assertion:
        client_data = write_client_data("webauthn.get", challenge, origin)
        data = self._data(flags)
        return Assertion(self.credential_id, client_data, data, _sign(self.private, data, client_data))

    def _data(self, flags: int) -> bytes:
        counter = b"\x00" * 4  # keeps no count, as many authenticators
        return hashlib.sha256(self.rp_id.encode("ascii")).digest() + bytes([flags]) + counter


COPYABLE = USER_PRESENT | USER_VERIFIED | BACKUP_ELIGIBLE
UNVERIFIED = USER_PRESENT


def write_client_data(ceremony: str, challenge: bytes, origin: str) -> bytes:
    said = {"type": ceremony, "challenge": b64(challenge), "origin": origin, "crossOrigin": False}
    return json.dumps(said, separators=(",", ":")).encode()


def _sign(key: ec.EllipticCurvePrivateKey, data: bytes, client_data: bytes) -> bytes:
    return key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))


def _certificate(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, at: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(hours=1))
        .not_valid_after(at + _YEARS)
    )


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)
