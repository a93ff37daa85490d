"""Passkey assertions and attestations, from raw bytes."""

import json
from datetime import UTC, datetime, timedelta

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from webauthn import verify_authentication_response, verify_registration_response
from webauthn.helpers.structs import AttestationFormat

from workpermit.sealing.assertion import (
    BACKED_UP,
    BACKUP_ELIGIBLE,
    USER_PRESENT,
    USER_VERIFIED,
    Assertion,
    Relying,
    verify_assertion,
)
from workpermit.sealing.attestation import Attestation, verify_attestation
from workpermit.sealing.canonical import b64
from workpermit.sealing.cose_key import read_cose_key
from workpermit.sealing.refusal import Refused
from workpermit.sealing.software_key import AAGUID, Maker, SoftwareKey, _sign

ORIGIN = "http://signing.localhost:8401"
RELYING = Relying.at(ORIGIN)
CHALLENGE = b"c" * 32
NOW = datetime(2026, 11, 23, tzinfo=UTC)
BOTH = USER_PRESENT | USER_VERIFIED


@pytest.fixture
def key() -> SoftwareKey:
    return SoftwareKey("signing.localhost", b"user")


def verify(key: SoftwareKey, assertion: Assertion, *, single_device: bool = True):
    return verify_assertion(
        assertion, challenge=CHALLENGE, relying=RELYING, public_key=key.public_key, single_device=single_device
    )


def refusal(key: SoftwareKey, assertion: Assertion, **how) -> str:
    with pytest.raises(Refused) as said:
        verify(key, assertion, **how)
    return said.value.code


def resign(key: SoftwareKey, **client_data) -> Assertion:
    """The key really signs this client data, as a page or browser that lies would have it."""
    said = {"type": "webauthn.get", "challenge": b64(CHALLENGE), "origin": ORIGIN, "crossOrigin": False} | client_data
    raw = json.dumps({name: value for name, value in said.items() if value is not None}).encode()
    first = key.sign(ORIGIN, CHALLENGE)
    signature = _sign(key.private, first.authenticator_data, raw)
    return Assertion(first.credential_id, raw, first.authenticator_data, signature)


def test_accepts_its_own_key(key):
    assert verify(key, key.sign(ORIGIN, CHALLENGE)).flags == BOTH


def test_a_second_implementation_accepts_what_is_accepted(key):
    """py_webauthn reads the very same bytes."""
    assertion = key.sign(ORIGIN, CHALLENGE)
    said = verify_authentication_response(
        credential={
            "id": b64(assertion.credential_id),
            "rawId": b64(assertion.credential_id),
            "type": "public-key",
            "response": {
                "clientDataJSON": b64(assertion.client_data),
                "authenticatorData": b64(assertion.authenticator_data),
                "signature": b64(assertion.signature),
            },
        },
        expected_challenge=CHALLENGE,
        expected_rp_id="signing.localhost",
        expected_origin=ORIGIN,
        credential_public_key=key.public_key,
        credential_current_sign_count=0,
        require_user_verification=True,
    )

    assert said.user_verified


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (USER_PRESENT, "not_verified_user"),
        (USER_VERIFIED, "not_present_user"),
        (BOTH | BACKUP_ELIGIBLE, "copyable_key"),
        (BOTH | BACKUP_ELIGIBLE | BACKED_UP, "copyable_key"),
        (BOTH | BACKED_UP, "copyable_key"),
    ],
)
def test_flags_that_a_decision_does_not_allow(key, flags, code):
    assert refusal(key, key.sign(ORIGIN, CHALLENGE, flags=flags)) == code


def test_elsewhere_a_copied_key_is_allowed_but_no_contradiction(key):
    assert verify(key, key.sign(ORIGIN, CHALLENGE, flags=BOTH | BACKUP_ELIGIBLE | BACKED_UP), single_device=False)
    assert refusal(key, key.sign(ORIGIN, CHALLENGE, flags=BOTH | BACKED_UP), single_device=False) == "copyable_key"


@pytest.mark.parametrize(
    ("client_data", "code"),
    [
        ({"type": "webauthn.create"}, "bad_challenge"),
        ({"challenge": b64(b"d" * 32)}, "bad_challenge"),
        ({"challenge": b64(CHALLENGE) + "="}, "bad_args"),
        ({"challenge": 5}, "bad_args"),
        ({"challenge": None}, "bad_args"),
        ({"origin": "http://signing.localhost"}, "bad_origin"),
        ({"origin": "https://signing.localhost:8401"}, "bad_origin"),
        ({"origin": "http://signing.localhost:8401/"}, "bad_origin"),
        ({"origin": "http://registrar.localhost:8401"}, "bad_origin"),
        ({"crossOrigin": True}, "bad_origin"),
        ({"crossOrigin": 0}, "bad_origin"),
        ({"topOrigin": ORIGIN}, "bad_origin"),
    ],
)
def test_client_data_that_is_not_exactly_ours(key, client_data, code):
    assert refusal(key, resign(key, **client_data)) == code


def test_an_absent_cross_origin_is_fine(key):
    assert verify(key, resign(key, crossOrigin=None))


def test_a_key_of_another_site_is_refused():
    key = SoftwareKey("signin.localhost", b"user")

    assert refusal(key, key.sign(ORIGIN, CHALLENGE)) == "bad_origin"


@pytest.mark.parametrize("part", ["client_data", "authenticator_data", "signature"])
def test_one_changed_bit_is_refused(key, part):
    assertion = key.sign(ORIGIN, CHALLENGE)
    for place in range(len(getattr(assertion, part))):
        raw = bytearray(getattr(assertion, part))
        raw[place] ^= 1
        parts = {name: getattr(assertion, name) for name in Assertion.__dataclass_fields__} | {part: bytes(raw)}
        assert refusal(key, Assertion(**parts)) in {"bad_args", "bad_challenge", "bad_origin", "bad_signature"}


@pytest.mark.parametrize("raw", [b"", b"x" * 36, b"x" * 40])
def test_authenticator_data_of_another_shape_is_refused(key, raw):
    assertion = key.sign(ORIGIN, CHALLENGE)

    assert refusal(key, Assertion(assertion.credential_id, assertion.client_data, raw, b"")) in {
        "bad_args",
        "bad_signature",
    }


def test_eddsa_keys_serve_too():
    private = Ed25519PrivateKey.generate()
    cose = cbor2.dumps({1: 1, 3: -8, -1: 6, -2: private.public_key().public_bytes_raw()})

    assert read_cose_key(cose).is_signed(private.sign(b"m"), b"m")
    assert not read_cose_key(cose).is_signed(private.sign(b"n"), b"m")


@pytest.mark.parametrize(
    "cose", [{1: 3, 3: -257}, {1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32}, {1: 2, 3: -7, -1: 1}, [], 5]
)
def test_keys_of_another_kind_are_refused(cose):
    with pytest.raises(Refused) as said:
        read_cose_key(cbor2.dumps(cose))
    assert said.value.code == "bad_signature"


@pytest.mark.parametrize("said", [None, [], {}, {"credential_id": b"x"}, {"credential_id": "x"}])
def test_an_assertion_has_four_binary_parts(said):
    with pytest.raises(Refused) as refused:
        Assertion.from_map(said)
    assert refused.value.code == "bad_args"


# Attestation.

MAKER = Maker.create("Maker", NOW)


def register(attestation: Attestation, *, roots=(MAKER.root,), at=NOW, single_device=True):
    return verify_attestation(
        attestation, challenge=CHALLENGE, relying=RELYING, single_device=single_device, roots=roots, at=at
    )


def registration_refusal(attestation: Attestation, **how) -> str:
    with pytest.raises(Refused) as said:
        register(attestation, **how)
    return said.value.code


def changed(attestation: Attestation, **proof) -> Attestation:
    said = cbor2.loads(attestation.attestation_object)
    said["attStmt"] |= proof
    return Attestation(attestation.client_data, cbor2.dumps(said))


def test_a_key_of_a_trusted_maker_is_registered(key):
    made = register(key.attest(ORIGIN, CHALLENGE, maker=MAKER, at=NOW))

    assert (made.credential_id, made.public_key, made.aaguid) == (key.credential_id, key.public_key, AAGUID)


def test_a_second_implementation_accepts_the_registration(key):
    attestation = key.attest(ORIGIN, CHALLENGE, maker=None, at=NOW)
    said = verify_registration_response(
        credential={
            "id": b64(key.credential_id),
            "rawId": b64(key.credential_id),
            "type": "public-key",
            "response": {
                "clientDataJSON": b64(attestation.client_data),
                "attestationObject": b64(attestation.attestation_object),
            },
        },
        expected_challenge=CHALLENGE,
        expected_rp_id="signing.localhost",
        expected_origin=ORIGIN,
        require_user_verification=True,
    )

    assert said.fmt == AttestationFormat.NONE
    assert said.credential_public_key == key.public_key


def test_another_makers_key_is_refused(key):
    stranger = Maker.create("Maker", NOW)

    assert registration_refusal(key.attest(ORIGIN, CHALLENGE, maker=stranger, at=NOW)) == "unknown_key"


def test_a_key_without_attestation_is_refused_where_a_maker_is_asked_for(key):
    attestation = key.attest(ORIGIN, CHALLENGE, maker=None, at=NOW)

    assert registration_refusal(attestation) == "unknown_key"
    assert register(attestation, roots=None)


def test_no_roots_trust_nobody(key):
    assert registration_refusal(key.attest(ORIGIN, CHALLENGE, maker=MAKER, at=NOW), roots=()) == "unknown_key"


@pytest.mark.parametrize("days", [-2, 8000])
def test_a_certificate_out_of_its_time_is_refused(key, days):
    attestation = key.attest(ORIGIN, CHALLENGE, maker=MAKER, at=NOW)

    assert registration_refusal(attestation, at=NOW + timedelta(days=days)) == "unknown_key"


def test_a_self_attested_key_is_refused(key):
    attestation = key.attest(ORIGIN, CHALLENGE, maker=MAKER, at=NOW)
    said = cbor2.loads(attestation.attestation_object)
    del said["attStmt"]["x5c"]

    assert registration_refusal(Attestation(attestation.client_data, cbor2.dumps(said))) == "unknown_key"


@pytest.mark.parametrize(
    ("proof", "code"),
    [
        ({"alg": -257}, "unknown_key"),
        ({"sig": b"x"}, "bad_signature"),
        ({"x5c": []}, "unknown_key"),
        ({"x5c": [b"x"]}, "unknown_key"),
    ],
)
def test_a_proof_that_was_changed_is_refused(key, proof, code):
    assert registration_refusal(changed(key.attest(ORIGIN, CHALLENGE, maker=MAKER, at=NOW), **proof)) == code


def test_the_makers_root_itself_does_not_attest(key):
    """A certificate that may issue others is not one of an authenticator."""
    attestation = key.attest(ORIGIN, CHALLENGE, maker=MAKER, at=NOW)
    data = cbor2.loads(attestation.attestation_object)["authData"]
    proof = {"sig": _sign(MAKER.key, data, attestation.client_data), "x5c": [MAKER.root.public_bytes(Encoding.DER)]}

    assert registration_refusal(changed(attestation, **proof)) == "unknown_key"


def test_a_certificate_for_another_model_is_refused(key, monkeypatch):
    """The maker's certificate names the model that it stands for."""
    attestation = key.attest(ORIGIN, CHALLENGE, maker=MAKER, at=NOW)
    batch = ec.generate_private_key(ec.SECP256R1())
    monkeypatch.setattr("workpermit.sealing.software_key.AAGUID", b"another model...")
    certificate = MAKER.certify(batch.public_key(), NOW)
    data = cbor2.loads(attestation.attestation_object)["authData"]
    proof = {"sig": _sign(batch, data, attestation.client_data), "x5c": [certificate.public_bytes(Encoding.DER)]}

    assert registration_refusal(changed(attestation, **proof)) == "unknown_key"


@pytest.mark.parametrize(
    ("flags", "code"), [(USER_PRESENT, "not_verified_user"), (BOTH | BACKUP_ELIGIBLE, "copyable_key")]
)
def test_flags_are_checked_when_a_key_is_made_too(key, flags, code):
    assert registration_refusal(key.attest(ORIGIN, CHALLENGE, maker=MAKER, at=NOW, flags=flags)) == code


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff", cbor2.dumps([]), cbor2.dumps({}), cbor2.dumps({"authData": b"", "fmt": "none", "attStmt": {}})],
)
def test_what_is_no_attestation_is_refused(key, raw):
    client_data = key.attest(ORIGIN, CHALLENGE, maker=None, at=NOW).client_data

    assert registration_refusal(Attestation(client_data, raw)) == "bad_args"


def test_a_login_does_not_register(key):
    attestation = key.attest(ORIGIN, CHALLENGE, maker=MAKER, at=NOW)
    login = Attestation(key.sign(ORIGIN, CHALLENGE).client_data, attestation.attestation_object)

    assert registration_refusal(login) == "bad_challenge"
