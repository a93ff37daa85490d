"""Passive authentication (ICAO 9303-11, section 5.1): is what a chip says what its country signed?

It proves the data, not the chip: a copy of a chip passes. Whether the chip itself is the original would need active or
chip authentication, which happens in the reader; and whether its holder stands here, a look at the face.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import pycountry
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.x509.oid import NameOID

from workpermit.passports.chip.files import ChipFiles, ChipUnreadable, zone_lines
from workpermit.passports.chip.master_list import MasterList
from workpermit.passports.chip.portrait import read_portrait
from workpermit.passports.chip.signed import NotSupported, SecurityObject, read_security_object
from workpermit.passports.parse import parse_zone
from workpermit.passports.zone import ZoneBroken

_PORTRAIT = 2  # the data group
_GERMANY = "D"  # the one code of a zone that has less than three letters


class Chip(StrEnum):
    """What came of it. Only the first says that the data is what the country signed, and that nothing speaks against
    its signer.
    """

    AUTHENTIC = "authentic"
    REVOCATION_UNKNOWN = "revocation_unknown"  # authentic, but no list of revoked signers that holds now
    UNREADABLE = "unreadable"
    NOT_SUPPORTED = "not_supported"
    WRONG_SIGNATURE = "wrong_signature"
    WRONG_HASH = "wrong_hash"
    UNKNOWN_ISSUER = "unknown_issuer"
    ISSUER_EXPIRED = "issuer_expired"
    SIGNER_EXPIRED = "signer_expired"
    SIGNER_REVOKED = "signer_revoked"
    COUNTRY_DIFFERS = "country_differs"


PROVEN = frozenset({Chip.AUTHENTIC, Chip.REVOCATION_UNKNOWN})


class ChipRead(NamedTuple):
    """The result, and where the data is proven the lines of the zone and the portrait: a picture, or nothing where the
    chip holds none that can be read.
    """

    result: Chip
    lines: tuple[str, ...] = ()
    portrait: bytes = b""


def authenticate(files: ChipFiles, believed: MasterList, at: datetime) -> ChipRead:
    """The checks in the order of their weight; the first that fails is the result."""
    try:
        lines = zone_lines(files.groups[1])
        issuer = parse_zone(lines).issuer
        signed = read_security_object(files.sod)
    except (ChipUnreadable, ZoneBroken):
        return ChipRead(Chip.UNREADABLE)
    except NotSupported:
        return ChipRead(Chip.NOT_SUPPORTED)
    except InvalidSignature:
        return ChipRead(Chip.WRONG_SIGNATURE)
    if not all(signed.covers(number, group) for number, group in files.groups.items()):
        return ChipRead(Chip.WRONG_HASH)
    result = _judge(signed, issuer, believed, at)
    return ChipRead(result, lines, _portrait(files)) if result in PROVEN else ChipRead(result)


def _portrait(files: ChipFiles) -> bytes:
    """Damage here, which the country signed, is no fault of the rest."""
    try:
        return read_portrait(files.groups[_PORTRAIT]) if _PORTRAIT in files.groups else b""
    except ChipUnreadable:
        return b""


def _judge(signed: SecurityObject, issuer: str, believed: MasterList, at: datetime) -> Chip:
    """Whether the signer is one of a believed authority, valid, not revoked, and of the passport's country."""
    signer = signed.signer
    authority = next((one for one in believed.authorities if _has_issued(one, signer)), None)
    if authority is None:
        return Chip.UNKNOWN_ISSUER
    if not _holds(authority, at):
        return Chip.ISSUER_EXPIRED
    if not _holds(signer, at):
        return Chip.SIGNER_EXPIRED
    if _country(authority) != _country_of_zone(issuer):
        return Chip.COUNTRY_DIFFERS
    return _revocation(signer, authority, believed, at)


def _has_issued(authority: x509.Certificate, signer: x509.Certificate) -> bool:
    """Whether the authority's key signed the signer's certificate."""
    try:
        signer.verify_directly_issued_by(authority)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _holds(certificate: x509.Certificate, at: datetime) -> bool:
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _revocation(signer: x509.Certificate, authority: x509.Certificate, believed: MasterList, at: datetime) -> Chip:
    """Revoked by any list of this authority, however old; cleared only by one that holds now."""
    lists = [
        one
        for one in believed.revoked
        if one.issuer == authority.subject and one.is_signature_valid(authority.public_key())  # type: ignore[arg-type]
    ]
    if any(one.get_revoked_certificate_by_serial_number(signer.serial_number) for one in lists):
        return Chip.SIGNER_REVOKED
    current = any(one.next_update_utc is not None and at <= one.next_update_utc for one in lists)
    return Chip.AUTHENTIC if current else Chip.REVOCATION_UNKNOWN


def _country(certificate: x509.Certificate) -> str:
    """Two letters, in capitals; countries write them either way."""
    found = certificate.subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)
    return str(found[0].value).upper() if found else ""


def _country_of_zone(code: str) -> str:
    """The two letters of a zone's country; the code itself for those of ICAO that are no country's."""
    found = pycountry.countries.get(alpha_3="DEU" if code == _GERMANY else code)
    return str(found.alpha_2) if found else code
