"""A chip's files are judged in a child, against the list that lies beside the public keys."""

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from tests.passports.chip.make import AT, GROUP_1, certify, chip, face_block, face_record, portrait_group, revoke
from tests.passports.make import SOPHEA
from workpermit.passports.chip.apart import authenticate_apart
from workpermit.passports.chip.authenticate import Chip, ChipRead
from workpermit.passports.chip.files import ChipFiles
from workpermit.passports.write import write_zone

AUTHORITY = certify("CSCA of nowhere")
SIGNER = certify("Signer of nowhere", by=AUTHORITY)


def as_text(files: ChipFiles) -> bytes:
    """What a reader hands over."""
    groups = {str(number): base64.b64encode(raw).decode() for number, raw in files.groups.items()}
    return json.dumps({"v": 1, "sod": base64.b64encode(files.sod).decode(), "groups": groups}).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pem = serialization.Encoding.PEM
    (tmp_path / "csca.pem").write_bytes(AUTHORITY.certificate.public_bytes(pem))
    (tmp_path / "csca-crl.pem").write_bytes(revoke(AUTHORITY).public_bytes(pem))
    return tmp_path


def test_a_chip_is_judged_by_the_list_of_the_folder(folder: Path) -> None:
    assert authenticate_apart(as_text(chip(SIGNER)), folder, AT) == ChipRead(Chip.AUTHENTIC, write_zone(SOPHEA))


def test_the_portrait_comes_out_of_the_child_as_it_was_signed(folder: Path) -> None:
    picture = b"\xff\xd8\xff" + bytes(range(256))
    files = chip(SIGNER, {1: GROUP_1, 2: portrait_group(face_record(face_block(picture)))})

    assert authenticate_apart(as_text(files), folder, AT).portrait == picture


def test_without_a_list_every_issuer_is_unknown(tmp_path: Path) -> None:
    assert authenticate_apart(as_text(chip(SIGNER)), tmp_path, AT) == ChipRead(Chip.UNKNOWN_ISSUER)


RUBBISH = {"nothing": b"", "bytes": bytes(range(256)) * 8, "form": b'{"v": 1, "sod": "AAAA", "groups": {"1": "AAAA"}}'}


@pytest.mark.parametrize("text", RUBBISH.values(), ids=RUBBISH)
def test_rubbish_is_unreadable_and_stops_nothing(folder: Path, text: bytes) -> None:
    assert authenticate_apart(text, folder, AT) == ChipRead(Chip.UNREADABLE)
