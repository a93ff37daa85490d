"""A sealed record opens whole, for the right key, at its own place, or not at all."""

import dataclasses

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from hypothesis import given
from hypothesis import strategies as st
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey

from workpermit.core.ids import uuid7
from workpermit.sealing.canonical import canonical
from workpermit.sealing.record import (
    DOMAIN,
    LARGEST_BUCKET,
    DoesNotOpen,
    Header,
    IntakeKey,
    TooLarge,
    commit,
    open_sealed,
    pad,
    seal,
    unpad,
)

PRIVATE = X25519PrivateKey.generate()
INTAKE = IntakeKey("intake-1", PRIVATE.public_key())
VALUE = {"given_names": "THIDA", "passport_number": "MD123456", "ชื่อ": "ธิดา"}


def header(**changes) -> Header:
    said = {"key": "intake-1", "kind": "answers/worker", "record": uuid7(), "case": uuid7(), "subject": uuid7()}
    return Header(**({"version": 1} | said | changes))


def test_opens_to_what_was_sealed():
    said = header()
    parts = seal(said, VALUE, INTAKE)

    opened = open_sealed(parts.header, parts.body, parts.key, PRIVATE)

    assert (opened.header, opened.value) == (said, VALUE)
    assert opened.commitment == parts.commitment == commit(opened.salt, VALUE)


def test_nothing_of_the_value_shows():
    parts = seal(header(), VALUE, INTAKE)

    for canary in (b"THIDA", b"MD123456", "ธิดา".encode()):
        assert canary not in parts.header + parts.body + parts.key + parts.commitment


def test_the_same_value_twice_looks_different():
    said = header()
    first, second = seal(said, VALUE, INTAKE), seal(said, VALUE, INTAKE)

    assert first.commitment != second.commitment
    assert first.body != second.body


def test_a_second_implementation_of_hpke_opens_the_data_key():
    parts = seal(header(), VALUE, INTAKE)
    suite = CipherSuite.new(KEMId.DHKEM_X25519_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)
    private = KEMKey.from_pyca_cryptography_key(PRIVATE)
    context = suite.create_recipient_context(parts.key[:32], private, info=DOMAIN.encode() + b"\x00" + parts.header)

    key = context.open(parts.key[32:])

    plain = AESGCMSIV(key).decrypt(parts.body[:12], parts.body[12:], parts.header)
    assert canonical(VALUE) in plain


@pytest.mark.parametrize("part", ["header", "body", "key"])
def test_parts_of_two_records_do_not_open_together(part):
    first, second = seal(header(), VALUE, INTAKE), seal(header(), {"other": "x"}, INTAKE)
    mixed = dataclasses.replace(first, **{part: getattr(second, part)})

    with pytest.raises(DoesNotOpen):
        open_sealed(mixed.header, mixed.body, mixed.key, PRIVATE)


@pytest.mark.parametrize(
    "change", [{"kind": "file"}, {"record": uuid7()}, {"case": uuid7()}, {"subject": uuid7()}, {"version": 2}]
)
def test_a_rewritten_header_does_not_open(change):
    said = header()
    parts = seal(said, VALUE, INTAKE)
    moved = dataclasses.replace(said, **change).to_bytes()

    with pytest.raises(DoesNotOpen):
        open_sealed(moved, parts.body, parts.key, PRIVATE)


def test_no_other_key_opens_it():
    parts = seal(header(), VALUE, INTAKE)

    with pytest.raises(DoesNotOpen):
        open_sealed(parts.header, parts.body, parts.key, X25519PrivateKey.generate())


@given(st.data())
def test_one_changed_bit_anywhere_does_not_open(data):
    parts = seal(header(), {"a": "b"}, INTAKE)
    name = data.draw(st.sampled_from(["header", "body", "key"]))
    raw = bytearray(getattr(parts, name))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    changed = dataclasses.replace(parts, **{name: bytes(raw)})

    with pytest.raises(DoesNotOpen):
        open_sealed(changed.header, changed.body, changed.key, PRIVATE)


@pytest.mark.parametrize("part", ["header", "body", "key"])
@pytest.mark.parametrize("length", [0, 1, 11, 12, 27])
def test_what_is_cut_short_does_not_open(part, length):
    parts = seal(header(), VALUE, INTAKE)
    short = dataclasses.replace(parts, **{part: getattr(parts, part)[:length]})

    with pytest.raises(DoesNotOpen):
        open_sealed(short.header, short.body, short.key, PRIVATE)


def test_the_header_must_name_the_key_that_it_is_sealed_to():
    with pytest.raises(ValueError, match="intake key"):
        seal(header(key="intake-2"), VALUE, INTAKE)


def test_only_the_canonical_form_is_a_header():
    said = header()
    raw = said.to_bytes()
    upper = raw.replace(str(said.case).encode(), str(said.case).upper().encode())
    versions = [raw.replace(b'"v":1', b'"v":2'), raw.replace(b'"v":1', b'"v":true')]
    braced = raw.replace(str(said.case).encode(), b"{%s}" % str(said.case).encode())
    kind = raw.replace(b'"answers/worker"', b"7")
    for other in (raw + b" ", upper, braced, kind, *versions, b"{}", b"[]", b"x", raw[:-1] + b',"z":1}'):
        if other == raw:
            continue
        with pytest.raises(DoesNotOpen):
            Header.from_bytes(other)


@given(st.binary(max_size=3000))
def test_padding_hides_the_length_and_comes_off_again(plain):
    padded = pad(plain)

    assert len(padded) in {256, 512, 1024, 2048, 4096}
    assert unpad(padded) == plain


def test_sizes_of_one_bucket_look_alike():
    short, long = (seal(header(), {"a": "x" * length}, INTAKE) for length in (1, 150))

    assert len(short.body) == len(long.body) == 12 + 256 + 16


def test_a_value_that_is_too_large_is_refused():
    with pytest.raises(TooLarge):
        seal(header(), {"a": "x" * LARGEST_BUCKET}, INTAKE)


@pytest.mark.parametrize("padded", [b"\x00\x00\x00\x05abc", b"\x00\x00\x00\x01a\x01" + bytes(250), b""])
def test_padding_that_nobody_wrote_is_refused(padded):
    if not padded:
        assert unpad(padded) == b""
        return
    with pytest.raises(ValueError, match="padding"):
        unpad(padded)
