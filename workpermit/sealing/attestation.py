"""New passkeys (WebAuthn registration) and the maker's word for them: `packed` attestation.

An applicant's passkey needs no attestation. A key that decides needs a chain to a root that the
key store trusts; the model that an authenticator merely claims (AAGUID) proves nothing.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import cbor2
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from workpermit.sealing.assertion import ATTESTED_DATA, AuthenticatorData, Relying, check_client_data
from workpermit.sealing.cose_key import read_cose_key
from workpermit.sealing.refusal import Refused

_AAGUID_EXTENSION = x509.ObjectIdentifier("1.3.6.1.4.1.45724.1.1.4")
_ES256 = -7


@dataclass(frozen=True, slots=True)
class Attestation:
    """Raw bytes as the browser gave them."""

    client_data: bytes
    attestation_object: bytes

    @classmethod
    def from_map(cls, said: Any) -> "Attestation":
        """Raises Refused with `bad_args`."""
        names = cls.__dataclass_fields__.keys()
        if not isinstance(said, dict) or said.keys() != names or any(type(said[name]) is not bytes for name in names):
            raise Refused("bad_args")
        return cls(**said)


@dataclass(frozen=True, slots=True)
class NewCredential:
    credential_id: bytes
    public_key: bytes  # COSE
    aaguid: bytes
    flags: int


def verify_attestation(
    attestation: Attestation,
    *,
    challenge: bytes,
    relying: Relying,
    single_device: bool,
    roots: Sequence[x509.Certificate] | None,
    at: datetime,
) -> NewCredential:
    """Verify a registration; with `roots` also that its maker's chain ends in one of them at `at`.

    Raises Refused with the codes of verify_assertion, or `unknown_key` for a chain that is not trusted.
    """
    check_client_data(attestation.client_data, "webauthn.create", challenge, relying.origin)
    try:
        said = cbor2.loads(attestation.attestation_object)
        raw, form, proof = said["authData"], said["fmt"], said["attStmt"]
    except (cbor2.CBORDecodeError, KeyError, TypeError, ValueError) as error:
        raise Refused("bad_args") from error
    data = AuthenticatorData.from_bytes(raw)
    data.check(relying, single_device=single_device)
    credential = _credential(data)
    if roots is not None:
        if form != "packed":
            raise Refused("unknown_key")
        signed = raw + hashlib.sha256(attestation.client_data).digest()
        _check_packed(proof, signed, credential, roots, at)
    return credential


def _credential(data: AuthenticatorData) -> NewCredential:
    if not data.flags & ATTESTED_DATA or len(data.rest) < 18:
        raise Refused("bad_args")
    length = int.from_bytes(data.rest[16:18], "big")
    credential_id, encoded = data.rest[18 : 18 + length], data.rest[18 + length :]
    if len(credential_id) != length or not 0 < length <= 1023:
        raise Refused("bad_args")
    try:
        key = cbor2.dumps(cbor2.loads(encoded))  # extensions may follow; the first item is the key
    except (cbor2.CBORDecodeError, ValueError) as error:
        raise Refused("bad_args") from error
    if not encoded.startswith(key):
        raise Refused("bad_args")
    read_cose_key(key)
    return NewCredential(credential_id, key, data.rest[:16], data.flags)


def _check_packed(
    proof: Any, signed: bytes, credential: NewCredential, roots: Sequence[x509.Certificate], at: datetime
) -> None:
    """WebAuthn section 8.2: signed by the first certificate, which is fit for it and chains to a root."""
    try:
        chain = [x509.load_der_x509_certificate(raw) for raw in proof["x5c"]]
        key = chain[0].public_key()
        if proof["alg"] != _ES256 or not isinstance(key, ec.EllipticCurvePublicKey):
            raise Refused("unknown_key")
        key.verify(proof["sig"], signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise Refused("bad_signature") from error
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise Refused("unknown_key") from error
    _check_leaf(chain[0], credential.aaguid)
    _check_chain(chain, roots, at)


def _check_leaf(leaf: x509.Certificate, aaguid: bytes) -> None:
    unit = leaf.subject.get_attributes_for_oid(x509.NameOID.ORGANIZATIONAL_UNIT_NAME)
    try:
        constraints = leaf.extensions.get_extension_for_class(x509.BasicConstraints).value
    except x509.ExtensionNotFound as error:
        raise Refused("unknown_key") from error
    if [name.value for name in unit] != ["Authenticator Attestation"] or constraints.ca:
        raise Refused("unknown_key")
    for extension in leaf.extensions:
        # The extension wraps the AAGUID in an OCTET STRING: two bytes of tag and length.
        if extension.oid == _AAGUID_EXTENSION and extension.value.public_bytes()[2:] != aaguid:
            raise Refused("unknown_key")


def _check_chain(chain: Sequence[x509.Certificate], roots: Sequence[x509.Certificate], at: datetime) -> None:
    for certificate in chain:
        if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
            raise Refused("unknown_key")
    if not all(_issued(lower, upper) for lower, upper in zip(chain, chain[1:], strict=False)):
        raise Refused("unknown_key")
    if not any(chain[-1] == root or _issued(chain[-1], root) for root in roots):
        raise Refused("unknown_key")


def _issued(lower: x509.Certificate, upper: x509.Certificate) -> bool:
    try:
        lower.verify_directly_issued_by(upper)
        return upper.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (InvalidSignature, TypeError, ValueError, x509.ExtensionNotFound):
        return False
