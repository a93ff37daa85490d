"""What a counter's device signs, byte for byte: its script and the vault must write the same."""

from uuid import UUID

import pytest

from workpermit.sealing.device import (
    DeviceProof,
    act_bytes,
    device_fingerprint,
    is_signed_by_device,
    read_device_key,
    request_bytes,
)
from workpermit.sealing.refusal import Refused
from workpermit.sealing.software_device import SoftwareDevice

ABOUT, SESSION = UUID("0190c0de-0000-7000-8000-000000000001"), UUID("0190c0de-0000-4000-8000-000000000002")


def test_an_act_is_signed_with_its_session_and_challenge() -> None:
    assert act_bytes("open_visit", ABOUT, SESSION, "nonce") == (
        b"e-WorkPermitOS/device-act/v1\x00"
        b'{"about":"0190c0de-0000-7000-8000-000000000001","act":"open_visit","challenge":"nonce",'
        b'"session":"0190c0de-0000-4000-8000-000000000002","v":1}'
    )


def test_a_request_names_centre_counter_and_key() -> None:
    assert request_bytes("BKK-SC-M-001", "๓", b"\x04\x01") == (
        b'e-WorkPermitOS/device-request/v1\x00{"centre":"BKK-SC-M-001","counter":"'
        + "๓".encode()
        + b'","key":"BAE","v":1}'
    )


def test_the_proof_of_a_request_is_no_signature_over_an_act() -> None:
    device = SoftwareDevice("C-01", "3")
    proof = device.sign_act("check_in", ABOUT, SESSION, "nonce")

    assert is_signed_by_device(act_bytes("check_in", ABOUT, SESSION, "nonce"), proof.signature, device.key)
    assert not is_signed_by_device(request_bytes("C-01", "3", device.key), proof.signature, device.key)
    assert not is_signed_by_device(act_bytes("check_in", ABOUT, ABOUT, "nonce"), proof.signature, device.key)


@pytest.mark.parametrize("length", [0, 63, 65])
def test_a_signature_has_sixty_four_bytes(length: int) -> None:
    assert not is_signed_by_device(b"", bytes(length), SoftwareDevice("C-01", "3").key)


def test_only_a_whole_point_of_the_curve_is_a_key() -> None:
    key = SoftwareDevice("C-01", "3").key

    assert read_device_key(key)
    for wrong in (
        b"",
        key[:-1],
        key + b"\x00",
        bytes(65),
        bytes([2 + key[-1] % 2]) + key[1:33],
        key[:-1] + bytes([key[-1] ^ 1]),
    ):
        with pytest.raises(ValueError, match="not a point"):
            read_device_key(wrong)


def test_a_fingerprint_is_eight_groups_of_the_keys_hash() -> None:
    assert device_fingerprint(b"key") == "2c70 e12b 7a06 46f9 2279 f427 c7b3 8e73"


@pytest.mark.parametrize(
    "said",
    [None, {}, {"key": "x", "challenge": "x", "signature": b""}, {"key": b"", "challenge": b"", "signature": b""}],
)
def test_what_is_no_proof_is_refused(said: object) -> None:
    with pytest.raises(Refused, match="bad_args"):
        DeviceProof.from_map(said)


def test_a_keyrings_entry_makes_the_same_device_again() -> None:
    device = SoftwareDevice("C-01", "3")

    assert SoftwareDevice.from_map(device.to_map()).key == device.key
