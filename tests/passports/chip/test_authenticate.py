"""Passive authentication: what is proven, and each way in which it is not."""

import base64
import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.passports.chip.make import AT, GROUP_1, GROUP_2, Signer, believed, certify, chip, revoke, sign, tlv
from tests.passports.make import SOPHEA
from workpermit.passports.chip.authenticate import Chip, ChipRead, authenticate
from workpermit.passports.chip.files import ChipFiles, ChipUnreadable, read_files
from workpermit.passports.chip.master_list import MasterList, read_list
from workpermit.passports.write import write_zone

AUTHORITY = certify("CSCA of nowhere")
SIGNER = certify("Signer of nowhere", by=AUTHORITY)


def result(files: ChipFiles, held: MasterList | None = None) -> Chip:
    return authenticate(files, held or believed(AUTHORITY), AT).result


def test_what_its_country_signed_is_proven_and_its_zone_given() -> None:
    assert authenticate(chip(SIGNER), believed(AUTHORITY), AT) == ChipRead(Chip.AUTHENTIC, write_zone(SOPHEA))


@pytest.mark.parametrize(("padded", "digest"), [("pss", "sha256"), ("pkcs1", "sha256"), ("", "sha384")])
def test_the_usual_signatures_are_verified(padded: str, digest: str) -> None:
    key = rsa.generate_private_key(65537, 2048) if padded else ec.generate_private_key(ec.BrainpoolP256R1())
    signer = certify("Another signer", by=AUTHORITY, key=key)

    assert result(chip(signer, padded=padded, digest=digest)) is Chip.AUTHENTIC


def test_a_changed_zone_or_portrait_has_another_hash() -> None:
    files = chip(SIGNER)
    other = GROUP_1.replace(b"SOPHEA", b"SOPHIA")

    assert result(replace(files, groups={1: other, 2: GROUP_2})) is Chip.WRONG_HASH
    assert result(replace(files, groups={1: GROUP_1, 2: tlv(b"\x75", b"another face")})) is Chip.WRONG_HASH


def test_a_group_that_nobody_signed_has_no_hash() -> None:
    assert result(ChipFiles(sign(SIGNER, {1: GROUP_1}), {1: GROUP_1, 2: GROUP_2})) is Chip.WRONG_HASH


def test_a_signature_by_another_key_is_wrong() -> None:
    forger = Signer(SIGNER.certificate, ec.generate_private_key(ec.SECP256R1()))

    assert result(chip(forger)) is Chip.WRONG_SIGNATURE


def test_changed_hashes_do_not_fit_the_signature() -> None:
    files = chip(SIGNER)
    other = GROUP_1.replace(b"SOPHEA", b"SOPHIA")
    forged = files.sod.replace(_digest(GROUP_1), _digest(other))

    assert forged != files.sod
    assert result(ChipFiles(forged, {1: other, 2: GROUP_2})) is Chip.WRONG_SIGNATURE


def test_an_authority_that_is_not_in_the_list_is_unknown_even_under_the_same_name() -> None:
    same_name = certify("CSCA of nowhere")

    assert result(chip(SIGNER), believed(same_name)) is Chip.UNKNOWN_ISSUER
    assert result(chip(SIGNER), MasterList([], [])) is Chip.UNKNOWN_ISSUER


def test_an_authority_of_another_country_does_not_sign_this_passport() -> None:
    authority = certify("CSCA of elsewhere", "LA")

    assert result(chip(certify("S", "LA", by=authority)), believed(authority)) is Chip.COUNTRY_DIFFERS


def test_an_expired_signer_and_an_expired_authority_are_told_apart() -> None:
    old = certify("Old signer", by=AUTHORITY, years=(-9, -1))
    expired = certify("Old CSCA", years=(-9, -1))

    assert result(chip(old)) is Chip.SIGNER_EXPIRED
    assert result(chip(certify("S", by=expired)), believed(expired)) is Chip.ISSUER_EXPIRED


@pytest.mark.parametrize("days", [30, -1])
def test_a_revoked_signer_stays_revoked_when_the_list_is_old(days: int) -> None:
    held = believed(AUTHORITY, revoke(AUTHORITY, SIGNER, days=days))

    assert result(chip(SIGNER), held) is Chip.SIGNER_REVOKED


def test_a_list_that_somebody_else_signed_revokes_nobody_and_clears_nobody() -> None:
    forged = revoke(Signer(AUTHORITY.certificate, ec.generate_private_key(ec.SECP256R1())), SIGNER)

    assert result(chip(SIGNER), believed(AUTHORITY, forged)) is Chip.REVOCATION_UNKNOWN


def test_without_a_list_that_holds_now_revocation_is_unknown() -> None:
    assert result(chip(SIGNER), believed(AUTHORITY, revoke(AUTHORITY, days=-1))) is Chip.REVOCATION_UNKNOWN


def test_a_broken_hash_algorithm_is_not_accepted() -> None:
    assert result(chip(SIGNER, digest="sha1")) is Chip.NOT_SUPPORTED


@pytest.mark.parametrize(
    "sod", [b"", b"\x77\x00", b"\x77\x02\x30\x00", tlv(b"\x77", b"\x30\x80" * 40), b"\x30\x03\x02\x01\x01"]
)
def test_rubbish_instead_of_a_signature_is_unreadable(sod: bytes) -> None:
    assert result(ChipFiles(sod, {1: GROUP_1})) is Chip.UNREADABLE


def test_rubbish_instead_of_a_zone_is_unreadable() -> None:
    rubbish = tlv(b"\x61", tlv(b"\x5f\x1f", b"<" * 88))

    assert result(chip(SIGNER, {1: rubbish})) is Chip.UNREADABLE


def test_nothing_of_an_unproven_chip_is_given() -> None:
    assert authenticate(chip(SIGNER), MasterList([], []), AT).lines == ()


# What a reader hands over, and the list of authorities


def said(**changes: object) -> bytes:
    return json.dumps({"v": 1, "sod": "dw==", "groups": {"1": "YQ=="}} | changes).encode()


def test_a_readers_files_are_read() -> None:
    assert read_files(said(groups={"1": "YQ==", "2": "dQ=="})) == ChipFiles(b"\x77", {1: b"\x61", 2: b"\x75"})


@pytest.mark.parametrize(
    "text",
    [
        b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000, said(v=2), said(sod=1), said(sod="not base64"),
        said(groups={}), said(groups={"2": "YQ=="}), said(groups={"1": "YQ==", "17": "YQ=="}), said(groups=[]),
        said(groups={"x": "YQ=="}), b" " * 500_000,
    ],
)  # fmt: skip
def test_anything_else_is_refused(text: bytes) -> None:
    with pytest.raises(ChipUnreadable):
        read_files(text)


def test_the_list_is_read_as_pem() -> None:
    pem = serialization.Encoding.PEM
    certificates = b"".join(one.certificate.public_bytes(pem) for one in (AUTHORITY, certify("Second")))
    lists = revoke(AUTHORITY, SIGNER).public_bytes(pem) + revoke(AUTHORITY).public_bytes(pem)
    found = read_list(certificates, lists)

    assert (len(found.authorities), len(found.revoked)) == (2, 2)
    assert read_list(b"", b"") == MasterList([], [])


def _digest(group: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(group).digest()


def test_base64_of_a_real_chip_goes_through() -> None:
    files = chip(SIGNER)
    groups = {str(number): base64.b64encode(raw).decode() for number, raw in files.groups.items()}

    assert read_files(said(sod=base64.b64encode(files.sod).decode(), groups=groups)) == files
