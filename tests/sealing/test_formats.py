"""Canonical JSON, tokens, statements, decisions, permits, JWS: bytes that are signed."""

import dataclasses
import subprocess
import sys
from datetime import UTC, date, datetime
from uuid import uuid4

import cwt
import pytest
import rfc8785
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey

from workpermit.sealing.canonical import NotCanonical, b64, canonical, parse_canonical, s256, unb64
from workpermit.sealing.cose import PERMIT, PermitClaims, Words, mask_name, sign_permit, verify_permit
from workpermit.sealing.decision import (
    Bound,
    Decision,
    Dossier,
    confirmation_challenge,
    decision_challenge,
)
from workpermit.sealing.jws import read_jwk, sign_jws, verify_jws
from workpermit.sealing.keys import jwk
from workpermit.sealing.refusal import Refused
from workpermit.sealing.statement import Statement, is_signed, sign_bytes
from workpermit.sealing.token import Claims, sign_token, verify_token

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
P256 = ec.generate_private_key(ec.SECP256R1())
ED25519 = Ed25519PrivateKey.generate()


def es256(message: bytes) -> bytes:
    r, s = decode_dss_signature(P256.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def code_of(call, *args, **kwargs) -> str:
    with pytest.raises(Refused) as said:
        call(*args, **kwargs)
    return said.value.code


# Canonical JSON and base64url.


def test_canonical_json_sorts_names_as_rfc_8785_does():
    assert canonical({"b": 1, "a": "ก", "\U0001f600": True}) == '{"a":"ก","b":1,"😀":true}'.encode()


TEXTS = st.text(st.characters(exclude_categories=()), max_size=8)  # halves of surrogate pairs too
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from([2**53 - 1, 2**53, -(2**53)]) | st.floats() | TEXTS,
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(TEXTS, parts, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_canonical_json_is_what_the_reference_implementation_writes_and_refuses(value):
    try:
        expected = rfc8785.dumps(value)
    except ValueError as refusal:
        with pytest.raises(type(refusal)):
            canonical(value)
        return
    assert canonical(value) == expected


@given(st.dictionaries(st.text(max_size=4), st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=8), max_size=4))
def test_what_was_written_canonically_is_read_back(value):
    assert parse_canonical(canonical(value)) == value


def test_names_beyond_ascii_sort_by_their_utf_16_units():
    """By code point the last two would change places."""
    said = canonical({"\ue000": 1, "\U0001f600": 2})

    assert said == '{"\U0001f600":2,"\ue000":1}'.encode()


@pytest.mark.parametrize("raw", [b'{"a":9007199254740993}', b'{"a":100000000000000000000}', b'{"a":NaN}'])
def test_numbers_that_other_readers_would_round_are_refused(raw):
    with pytest.raises(NotCanonical):
        parse_canonical(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b"[]",
        b"1",
        b"",
        b"\xff",
        b'{"a":1}\n',
        b'{"a":1.0}',
        b"{" * 5000,
    ],
)
def test_only_the_one_form_is_read(raw):
    with pytest.raises(NotCanonical):
        parse_canonical(raw)


@given(st.binary(max_size=100))
def test_base64url_comes_back(raw):
    assert unb64(b64(raw)) == raw


@pytest.mark.parametrize("text", ["=", "YQ==", "YR", "a b", "a+b/", "ก", "YQ=", "A"])
def test_another_spelling_of_base64url_is_refused(text):
    with pytest.raises(ValueError, match="base64url"):
        unb64(text)


def test_s256_is_that_of_pkce():
    """RFC 7636 appendix B."""
    assert s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


# Session tokens.

CLAIMS = Claims("sid", "account", "public", "applicant", "applicant", "", "passkey", 1000, 1600)


def test_a_token_holds_until_its_end():
    token = sign_token(CLAIMS, lambda message: ED25519.sign(message))

    assert verify_token(token, ED25519.public_key(), now=1599) == CLAIMS
    assert code_of(verify_token, token, ED25519.public_key(), now=1600) == "expired"


def test_another_key_or_domain_makes_no_token():
    said = sign_token(CLAIMS, lambda message: ED25519.sign(message.replace(b"session", b"decision")))

    assert code_of(verify_token, said, ED25519.public_key(), now=0) == "bad_token"
    other = sign_token(CLAIMS, Ed25519PrivateKey.generate().sign)
    assert code_of(verify_token, other, ED25519.public_key(), now=0) == "bad_token"


@pytest.mark.parametrize("change", [{"exp": "x"}, {"exp": True}, {"role": 1}, {"extra": "x"}, {"v": 2}, {"sid": None}])
def test_claims_of_another_shape_are_no_token(change):
    said = canonical({"v": 1, **dataclasses.asdict(CLAIMS), **change})
    signature = ED25519.sign(b"e-WorkPermitOS/session/v1\x00" + said)

    assert code_of(verify_token, f"{b64(said)}.{b64(signature)}", ED25519.public_key(), now=0) == "bad_token"


# Statements.


def test_a_statement_comes_back_and_one_key_signs_it():
    said = Statement(uuid4(), "role", "DEMO", "x", {"role": "registrar"}, 1, 2)
    raw = said.to_bytes()
    signature = sign_bytes(raw, ED25519)

    assert Statement.from_bytes(raw) == said
    assert is_signed(raw, signature, ED25519.public_key())
    assert not is_signed(raw + b" ", signature, ED25519.public_key())


@pytest.mark.parametrize(
    "change", [{"kind": "king"}, {"valid_from": "1"}, {"body": []}, {"subject": 1}, {"valid_until": None}]
)
def test_a_statement_of_another_shape_is_refused(change):
    said = Statement(uuid4(), "role", "DEMO", "x", {}, 1, 2)

    assert code_of(Statement.from_bytes, dataclasses.replace(said, **change).to_bytes()) == "bad_statement"


# Decisions.


def decision(**changes) -> Decision:
    return Decision(
        **(
            {
                "decision_id": uuid4(),
                "application_id": uuid4(),
                "application_number": "6912345678901",
                "service": "s59_new",
                "outcome": "granted",
                "terms": Bound(uuid4(), b"c" * 32),
                "reason": None,
                "law_refs": ("s.59",),
                "permit_fee": 310000,
                "valid_from": date(2026, 12, 1),
                "valid_until": date(2027, 11, 30),
                "dossier": Dossier((uuid4(),), b"r" * 32),
                "registrar": uuid4(),
                "office": "O-50",
                "decided_at": NOW,
                "nonce": b"n" * 32,
                "expires_at": NOW,
            }
            | changes
        )
    )


def test_a_decision_comes_back_from_its_bytes():
    for said in (
        decision(),
        decision(outcome="refused", reason=Bound(uuid4(), b"x"), valid_from=None, valid_until=None),
    ):
        assert Decision.from_bytes(said.to_bytes()) == said


def test_money_and_times_are_text():
    raw = decision().to_bytes()

    assert b'"permit_fee":"310000"' in raw
    assert b'"decided_at":"2026-11-23T03:00:00Z"' in raw


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"granted"', b'"maybe"'),
        (b'"310000"', b'"0310000"'),
        (b'"310000"', b"310000"),
        (b'"v":1', b'"v":2'),
        (b'"2026-12-01"', b'"20261201"'),
        (b'"s.59"', b"59.5"),
        (b'{"application', b'{"a":1,"application'),
    ],
)
def test_other_bytes_are_no_decision(old, new):
    raw = decision().to_bytes()
    assert old in raw

    assert code_of(Decision.from_bytes, raw.replace(old, new)) == "bad_args"


@given(st.integers(0, 5000), st.integers(0, 7))
def test_every_bit_of_a_decision_counts(place, bit):
    raw = bytearray(decision().to_bytes())
    raw[place % len(raw)] ^= 1 << bit

    assert decision_challenge(bytes(raw)) != decision_challenge(decision().to_bytes())


def test_a_confirmation_and_a_decision_never_share_a_challenge():
    raw = decision().to_bytes()

    assert decision_challenge(raw) != confirmation_challenge(raw)


# Permits.

PERMIT_CLAIMS = PermitClaims(
    "DEMO",
    "1234567890123",
    Words("บริษัท", "วิศวกร", "เชียงใหม่"),
    Words("Company", "Engineers", "Chiang Mai"),
    date(2026, 12, 1),
    date(2027, 11, 30),
    1,
    2,
)


def test_a_permit_comes_back():
    credential = sign_permit(PERMIT_CLAIMS, b"kid12345", es256)

    assert verify_permit(credential, b"kid12345", P256.public_key()) == PERMIT_CLAIMS
    assert len(credential) < 400


def test_a_permit_whose_terms_had_no_english_comes_back_without():
    for english in (Words(), Words(job="Engineers")):
        claims = dataclasses.replace(PERMIT_CLAIMS, english=english)
        credential = sign_permit(claims, b"kid12345", es256)

        assert verify_permit(credential, b"kid12345", P256.public_key()) == claims
        assert (b"\x62en" in credential) == bool(english.job)


def test_a_second_implementation_reads_the_permit():
    credential = sign_permit(dataclasses.replace(PERMIT_CLAIMS, expires_at=2**32), b"kid12345", es256)
    key = cwt.COSEKey.from_jwk(
        {**jwk(P256.public_key()), "alg": "ES256", "kid": "kid12345", "use": "sig", "key_ops": ["verify"]}
    )

    said = cwt.decode(credential, key)

    assert said[1] == "DEMO"
    assert said[PERMIT]["number"] == "1234567890123"


def test_a_permit_of_another_key_is_refused():
    credential = sign_permit(PERMIT_CLAIMS, b"kid12345", es256)
    other = ec.generate_private_key(ec.SECP256R1()).public_key()

    assert code_of(verify_permit, credential, b"kid12345", other) == "bad_signature"
    assert code_of(verify_permit, credential, b"otherkid", P256.public_key()) == "unknown_key"


def test_one_changed_bit_makes_no_permit():
    credential = sign_permit(PERMIT_CLAIMS, b"kid12345", es256)
    for place in range(len(credential)):
        raw = bytearray(credential)
        raw[place] ^= 1
        assert code_of(verify_permit, bytes(raw), b"kid12345", P256.public_key()) in {"bad_signature", "unknown_key"}


@pytest.mark.parametrize(("name", "masked"), [("Somsri Jaidee", "S*** J***"), ("นางสมศรี ใจดี", "น*** ใ***"), ("", "")])
def test_a_household_shows_first_letters(name, masked):
    assert mask_name(name) == masked


# JWS.


def test_a_second_implementation_reads_the_jws():
    token = sign_jws({"a": "ก"}, algorithm="ES256", kid="k", typ="x+jwt", sign=es256)

    said = jws.deserialize_compact(token, ECKey.import_key(jwk(P256.public_key())), algorithms=["ES256"])

    assert said.payload == '{"a":"ก"}'.encode()
    assert verify_jws(token, P256.public_key()) == {"a": "ก"}


def test_the_key_decides_on_the_algorithm():
    token = sign_jws({}, algorithm="EdDSA", kid="k", typ="x", sign=ED25519.sign)
    lying = sign_jws({}, algorithm="none", kid="k", typ="x", sign=ED25519.sign)

    assert verify_jws(token, ED25519.public_key()) == {}
    assert code_of(verify_jws, token, P256.public_key()) == "bad_signature"
    assert code_of(verify_jws, lying, ED25519.public_key()) == "bad_signature"


DEEP = b64(b"[" * 100_000)  # past the interpreter's limit of nesting


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c.d", "..", "e30.e30.", "bnVsbA.e30.AA", f"{DEEP}.e30.AA"])
def test_what_is_no_jws_is_refused(token):
    assert code_of(verify_jws, token, P256.public_key()) == "bad_signature"


def test_keys_of_other_kinds_are_not_read():
    assert read_jwk(jwk(P256.public_key())).public_numbers() == P256.public_key().public_numbers()
    with pytest.raises(ValueError, match="key type"):
        read_jwk({"kty": "RSA"})


# The vault imports these modules without Django.


def test_the_formats_and_the_vault_need_no_django():
    code = (
        "import sys, workpermit.vault.server, workpermit.vault.demo\n"
        "from workpermit.sealing import stream, cose, software_key, keys\n"
        "sys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
