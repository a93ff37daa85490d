"""The portrait in data group 2: cut out where the record is one picture of a known kind, and refused otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.passports.chip.make import AT, GROUP_1, believed, certify, chip, face_block, face_record, portrait_group, tlv
from workpermit.passports.chip.authenticate import Chip, authenticate
from workpermit.passports.chip.files import ChipUnreadable, elements
from workpermit.passports.chip.master_list import MasterList
from workpermit.passports.chip.portrait import MOST_BYTES, read_portrait

JPEG = b"\xff\xd8\xff\xe0 a portrait"
CODESTREAM = b"\xff\x4f\xff\x51 a portrait"
JP2 = b"\x00\x00\x00\x0cjP  \r\n\x87\n a portrait"
RECORD = face_record(face_block(JPEG))
GOOD = portrait_group(RECORD)
AUTHORITY = certify("CSCA of nowhere")
SIGNER = certify("Signer of nowhere", by=AUTHORITY)


@pytest.mark.parametrize(("picture", "kind"), [(JPEG, 0), (CODESTREAM, 1), (JP2, 1)])
@pytest.mark.parametrize("points", [0, 3])
def test_the_one_picture_is_cut_out(picture: bytes, kind: int, points: int) -> None:
    assert read_portrait(portrait_group(face_record(face_block(picture, kind=kind, points=points)))) == picture


def test_the_block_may_have_the_other_form_of_its_tag() -> None:
    template = tlv(b"\xa1", b"") + tlv(b"\x7f\x2e", RECORD)

    assert read_portrait(tlv(b"\x75", tlv(b"\x7f\x61", tlv(b"\x02", b"\x01") + tlv(b"\x7f\x60", template)))) == JPEG


def changed(at: int, value: bytes, record: bytes = RECORD) -> bytes:
    return portrait_group(record[:at] + value + record[at + len(value) :])


def group(*parts: bytes) -> bytes:
    return tlv(b"\x75", tlv(b"\x7f\x61", b"".join(parts)))


ONE, HEADER = tlv(b"\x02", b"\x01"), tlv(b"\xa1", b"")
BLOCK = tlv(b"\x5f\x2e", RECORD)
WRONG = {
    "nothing": b"",
    "another tag": tlv(b"\x61", GOOD[4:]),
    "more behind it": GOOD + b"\x00",
    "cut": GOOD[:-1],
    "no template": group(),
    "a count alone": group(ONE),
    "two templates": portrait_group(RECORD, RECORD),
    "a count of two": group(tlv(b"\x02", b"\x02"), tlv(b"\x7f\x60", HEADER + BLOCK)),
    "two templates and a count of one": group(ONE, *[tlv(b"\x7f\x60", HEADER + BLOCK)] * 2),
    "no header": group(ONE, tlv(b"\x7f\x60", BLOCK)),
    "two blocks": group(ONE, tlv(b"\x7f\x60", HEADER + BLOCK + BLOCK)),
    "another block": group(ONE, tlv(b"\x7f\x60", HEADER + tlv(b"\x04", RECORD))),
    "an empty block": portrait_group(b""),
    "half a header": portrait_group(RECORD[:13]),
    "another format": changed(0, b"FIR"),
    "another edition": changed(4, b"030"),
    "a record that says more": changed(8, b"\xff\xff\xff\xff"),
    "a record that says less": changed(8, bytes(4)),
    "no picture": portrait_group(face_record()),
    "a count without a picture": portrait_group(b"FAC\x00010\x00" + (14).to_bytes(4) + b"\x00\x01"),
    "two pictures": portrait_group(face_record(face_block(JPEG), face_block(JPEG))),
    "two pictures and a count of one": portrait_group(face_record(face_block(JPEG) + face_block(JPEG))),
    "a block that says more": changed(14, b"\xff\xff\xff\xff"),
    "points beyond the end": changed(18, b"\xff\xff"),
    "an empty picture": portrait_group(face_record(face_block(b""))),
    "not the kind it says": portrait_group(face_record(face_block(JPEG, kind=1))),
    "an unknown kind": portrait_group(face_record(face_block(JPEG, kind=2))),
    "a PNG": portrait_group(face_record(face_block(b"\x89PNG\r\n\x1a\n"))),
    "a huge picture": portrait_group(face_record(face_block(JPEG + bytes(MOST_BYTES)))),
    "a picture of no width": portrait_group(face_record(face_block(JPEG, sides=(0, 531)))),
    "a picture of huge height": portrait_group(face_record(face_block(JPEG, sides=(413, 65_535)))),
}


@pytest.mark.parametrize("raw", WRONG.values(), ids=WRONG)
def test_anything_else_is_no_portrait(raw: bytes) -> None:
    with pytest.raises(ChipUnreadable):
        read_portrait(raw)


@pytest.mark.parametrize(
    "raw", [b"\x75", b"\x7f", b"\x7f\x61", b"\x75\x80", b"\x75\x84\x7f\xff\xff\xff", b"\x75\x82\x01"]
)
def test_lengths_that_no_chip_has_are_refused(raw: bytes) -> None:
    with pytest.raises(ChipUnreadable):
        elements(raw)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_portrait_or_refused(raw: bytes) -> None:
    for tried in (raw, portrait_group(raw), portrait_group(RECORD[:14] + raw), tlv(b"\x75", raw)):
        try:
            found = read_portrait(tried)
        except ChipUnreadable:
            continue
        assert found in tried


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_changed_byte_never_lengthens_the_picture(at: int, value: int) -> None:
    try:
        found = read_portrait(GOOD[:at] + bytes([value]) + GOOD[at + 1 :])
    except ChipUnreadable:
        return
    assert len(found) <= len(JPEG)


@given(st.lists(st.tuples(st.sampled_from([b"\x02", b"\x75", b"\x7f\x60"]), st.binary(max_size=300)), max_size=5))
def test_elements_are_read_as_they_were_written(parts: list[tuple[bytes, bytes]]) -> None:
    assert elements(b"".join(tlv(*part) for part in parts)) == parts


# Only what the country signed


def test_a_proven_chip_gives_its_portrait_and_another_gives_none() -> None:
    files = chip(SIGNER, {1: GROUP_1, 2: GOOD})

    assert authenticate(files, believed(AUTHORITY), AT).portrait == JPEG
    assert authenticate(files, MasterList([], []), AT).portrait == b""


def test_a_signed_portrait_that_cannot_be_read_leaves_the_rest_proven() -> None:
    read = authenticate(chip(SIGNER, {1: GROUP_1, 2: portrait_group(RECORD, RECORD)}), believed(AUTHORITY), AT)

    assert (read.result, read.portrait) == (Chip.AUTHENTIC, b"")
    assert read.lines
