"""Makes chips of passports of people who do not exist: an authority, its signer, and what the signer signs."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from asn1crypto import algos, cms, core
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from tests.passports.make import SOPHEA
from workpermit.passports.chip.files import ChipFiles
from workpermit.passports.chip.master_list import MasterList
from workpermit.passports.write import write_zone

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def tlv(tag: bytes, value: bytes) -> bytes:
    """One element of BER-TLV."""
    size = len(value)
    if size < 0x80:
        return tag + bytes([size]) + value
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return tag + bytes([0x80 | len(length)]) + length + value


GROUP_1 = tlv(b"\x61", tlv(b"\x5f\x1f", "".join(write_zone(SOPHEA)).encode()))
GROUP_2 = tlv(b"\x75", b"no real portrait " * 20)


def face_block(picture: bytes, *, kind: int = 0, points: int = 0, sides: tuple[int, int] = (413, 531)) -> bytes:
    """One picture of a face record (ISO/IEC 19794-5, sections 5.5 to 5.8); `kind` is 0 for JPEG, 1 for JPEG 2000."""
    image = bytes([1, kind]) + b"".join(side.to_bytes(2) for side in sides) + bytes(6)
    rest = points.to_bytes(2) + bytes(14) + bytes(8 * points) + image + picture
    return (len(rest) + 4).to_bytes(4) + rest


def face_record(*blocks: bytes) -> bytes:
    """A face record of these pictures."""
    body = b"".join(blocks)
    return b"FAC\x00010\x00" + (14 + len(body)).to_bytes(4) + len(blocks).to_bytes(2) + body


def portrait_group(*records: bytes) -> bytes:
    """Data group 2: a template for each face record."""
    header = tlv(b"\xa1", tlv(b"\x87", b"\x01\x01") + tlv(b"\x88", b"\x00\x08"))
    templates = b"".join(tlv(b"\x7f\x60", header + tlv(b"\x5f\x2e", record)) for record in records)
    return tlv(b"\x75", tlv(b"\x7f\x61", tlv(b"\x02", bytes([len(records)])) + templates))


@dataclass
class Signer:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: Key


def certify(
    name: str,
    country: str = "KH",
    *,
    by: Signer | None = None,
    key: Key | None = None,
    years: tuple[int, int] = (-1, 9),
) -> Signer:
    """A certificate that holds between two years around now; signed by itself where nobody else does."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, country), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(AT + timedelta(days=365 * years[0]))
        .not_valid_after(AT + timedelta(days=365 * years[1]))
    )
    return Signer(builder.sign(by.key if by else key, hashes.SHA256()), key)


def revoke(authority: Signer, *revoked: Signer, days: int = 30) -> x509.CertificateRevocationList:
    """The authority's list of revoked signers, which holds for so many days from now."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(AT - timedelta(days=40))
        .next_update(AT + timedelta(days=days))
    )
    for one in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number).revocation_date(AT)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(authority.key, hashes.SHA256())


def sign(signer: Signer, groups: dict[int, bytes], *, digest: str = "sha256", padded: str = "") -> bytes:
    """EF.SOD over these data groups; `padded` is `pss` or `pkcs1` for a key of RSA."""
    values = [{"number": number, "value": hashlib.new(digest, group).digest()} for number, group in groups.items()]
    content = _SecurityObject(
        {"version": 0, "hash_algorithm": algos.DigestAlgorithm({"algorithm": digest}), "hashes": values}
    ).dump()
    attributes = cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["2.23.136.1.1.1"]},
            {"type": "message_digest", "values": [hashlib.new(digest, content).digest()]},
        ]
    )
    certificate = asn1.Certificate.load(signer.certificate.public_bytes(serialization.Encoding.DER))
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {"issuer_and_serial_number": {"issuer": certificate.issuer, "serial_number": certificate.serial_number}}
            ),
            "digest_algorithm": {"algorithm": digest},
            "signed_attrs": attributes,
            "signature_algorithm": _algorithm(digest, padded),
            "signature": _signature(signer.key, attributes.dump(), digest, padded),
        }
    )
    signed = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [{"algorithm": digest}],
            "encap_content_info": {"content_type": "2.23.136.1.1.1", "content": content},
            "certificates": [certificate],
            "signer_infos": [info],
        }
    )
    return tlv(b"\x77", cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def chip(signer: Signer, groups: dict[int, bytes] | None = None, **how: str) -> ChipFiles:
    """A chip with a zone and a portrait."""
    held = groups or {1: GROUP_1, 2: GROUP_2}
    return ChipFiles(sign(signer, held, **how), held)


def believed(authority: Signer, *revoked: x509.CertificateRevocationList) -> MasterList:
    """A list of this one authority; without lists of its own, one that revokes nobody."""
    return MasterList([authority.certificate], revoked or [revoke(authority)])


class _GroupHash(core.Sequence):
    _fields: ClassVar = [("number", core.Integer), ("value", core.OctetString)]


class _GroupHashes(core.SequenceOf):
    _child_spec = _GroupHash


class _SecurityObject(core.Sequence):
    _fields: ClassVar = [("version", core.Integer), ("hash_algorithm", algos.DigestAlgorithm), ("hashes", _GroupHashes)]


def _algorithm(digest: str, padded: str) -> algos.SignedDigestAlgorithm:
    if padded == "pss":
        parameters = {
            "hash_algorithm": {"algorithm": digest},
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": digest}},
            "salt_length": 32,
        }
        return algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": parameters})
    return algos.SignedDigestAlgorithm({"algorithm": f"{digest}_rsa" if padded else f"{digest}_ecdsa"})


def _signature(key: Key, message: bytes, digest: str, padded: str) -> bytes:
    used = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha384": hashes.SHA384}[digest]()
    if isinstance(key, rsa.RSAPrivateKey):
        how = padding.PSS(padding.MGF1(used), 32) if padded == "pss" else padding.PKCS1v15()
        return key.sign(message, how, used)
    return key.sign(message, ec.ECDSA(used))
