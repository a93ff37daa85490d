"""EF.SOD: which hashes the data groups have, and who signed that (CMS, RFC 5652; ICAO 9303-10, section 4.6.2)."""

import hashlib
from dataclasses import dataclass
from typing import ClassVar

from asn1crypto import algos, cms, core
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from workpermit.passports.chip.files import ChipUnreadable, inside

_SECURITY_OBJECT = "2.23.136.1.1.1"
# SHA-1 is left out: no passport that is still valid should need it, and a second message can be made for it.
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


class NotSupported(Exception):
    """An algorithm or a form of key that is not verified here."""


class _GroupHash(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar = [("number", core.Integer), ("value", core.OctetString)]


class _GroupHashes(core.SequenceOf):  # type: ignore[misc]
    _child_spec = _GroupHash


class _SecurityObject(core.Sequence):  # type: ignore[misc]
    _fields: ClassVar = [
        ("version", core.Integer),
        ("hash_algorithm", algos.DigestAlgorithm),
        ("hashes", _GroupHashes),
        ("version_info", core.Any, {"optional": True}),
    ]


@dataclass(frozen=True, slots=True)
class SecurityObject:
    """The hashes of the data groups by number, their algorithm, and the certificate whose key signed them."""

    algorithm: str
    hashes: dict[int, bytes]
    signer: x509.Certificate

    def covers(self, number: int, group: bytes) -> bool:
        """Whether this data group is the one that was signed."""
        return self.hashes.get(number) == hashlib.new(self.algorithm, group).digest()


def read_security_object(sod: bytes) -> SecurityObject:
    """What EF.SOD says, once its signature is verified against the certificate inside it.

    Raises ChipUnreadable, NotSupported, or cryptography's InvalidSignature.
    """
    try:
        info = cms.ContentInfo.load(inside(sod, b"\x77"), strict=True)
        if info["content_type"].native != "signed_data":
            raise ChipUnreadable("EF.SOD is not signed")
        signed = info["content"]
        held = signed["encap_content_info"]
        content = bytes(held["content"])
        if held["content_type"].dotted != _SECURITY_OBJECT or len(signed["signer_infos"]) != 1:
            raise ChipUnreadable("EF.SOD holds something else")
        (signer,) = signed["signer_infos"]
        certificate = _certificate(signed, signer)
        _verify(signer, content, certificate)
        said = _SecurityObject.load(content, strict=True)
        values = {one["number"].native: one["value"].native for one in said["hashes"]}
        return SecurityObject(_known(said["hash_algorithm"]["algorithm"].native), values, certificate)
    except (ValueError, TypeError, KeyError) as error:
        raise ChipUnreadable("EF.SOD is not of its form") from error
    except UnsupportedAlgorithm as error:
        raise NotSupported from error


def _certificate(signed: cms.SignedData, signer: cms.SignerInfo) -> x509.Certificate:
    """The certificate that the signer names by issuer and serial number, or by the identifier of its key."""
    sid = signer["sid"].chosen
    for one in signed["certificates"]:
        found = one.chosen
        if isinstance(sid, cms.IssuerAndSerialNumber):
            same = found.issuer == sid["issuer"] and found.serial_number == sid["serial_number"].native
        else:
            same = found.key_identifier == sid.native
        if same:
            return x509.load_der_x509_certificate(found.dump())
    raise ChipUnreadable("EF.SOD does not hold its signer's certificate")


def _verify(signer: cms.SignerInfo, content: bytes, certificate: x509.Certificate) -> None:
    """RFC 5652, section 5.4: the signature is over the attributes, which hold the digest of the content."""
    digest = _known(signer["digest_algorithm"]["algorithm"].native)
    said = {one["type"].native: one["values"] for one in signer["signed_attrs"]}
    if said["content_type"][0].dotted != _SECURITY_OBJECT or len(said["message_digest"]) != 1:
        raise ChipUnreadable("EF.SOD was signed as something else")
    if said["message_digest"][0].native != hashlib.new(digest, content).digest():
        raise InvalidSignature
    message = signer["signed_attrs"].untag().dump()
    verify(certificate, signer["signature_algorithm"], digest, signer["signature"].native, message)


def verify(
    certificate: x509.Certificate, algorithm: algos.SignedDigestAlgorithm, digest: str, signature: bytes, message: bytes
) -> None:
    """Raises InvalidSignature, or NotSupported for an algorithm that is not known here."""
    key, kind = certificate.public_key(), algorithm.signature_algo
    if kind == "rsassa_pss" and isinstance(key, rsa.RSAPublicKey):
        parameters = algorithm["parameters"]
        used = _HASHES[_known(parameters["hash_algorithm"]["algorithm"].native)]()
        mask = _HASHES[_known(parameters["mask_gen_algorithm"]["parameters"]["algorithm"].native)]()
        salt = parameters["salt_length"].native
        key.verify(signature, message, padding.PSS(padding.MGF1(mask), salt), used)
        return
    used = _HASHES[digest]()
    if algorithm["algorithm"].native.startswith("sha"):
        used = _HASHES[_known(algorithm.hash_algo)]()
    if kind == "rsassa_pkcs1v15" and isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, message, padding.PKCS1v15(), used)
    elif kind == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, message, ec.ECDSA(used))
    else:
        raise NotSupported


def _known(name: str) -> str:
    """Raises NotSupported for a hash that is not accepted."""
    if name not in _HASHES:
        raise NotSupported
    return name
