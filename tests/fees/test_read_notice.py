"""Only what the bank signed with its own key, for this biller, is a payment."""

import json
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import OctKey, OKPKey

from workpermit.fees.notice import LONGEST, Notice, NoticeDoesNotVerify, read_notice
from workpermit.sealing.canonical import b64

# The library prefers the newer name "Ed25519" (RFC 9864); banks and the vault still say "EdDSA".
pytestmark = pytest.mark.filterwarnings("ignore:EdDSA is deprecated")

BANK = OKPKey.generate_key("Ed25519", parameters={"kid": "bank-1"})
STRANGER = OKPKey.generate_key("Ed25519", parameters={"kid": "bank-1"})
PUBLIC: dict[str, Any] = dict(BANK.as_dict(private=False))
BILLER = "099400016550100"
SAID: dict[str, object] = {
    "v": 1,
    "id": "7f1c6f1e-0000-4000-8000-000000000001",
    "biller": BILLER,
    "ref1": "6900000000001",
    "ref2": "F1",
    "amount": "10000",
    "paid_at": 1_795_410_000,
}


def sign(payload: object, key: OKPKey = BANK) -> str:
    content = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return jws.serialize_compact({"alg": "EdDSA", "kid": "bank-1"}, content, key, algorithms=["EdDSA"])


def read(raw: str) -> Notice:
    return read_notice(raw, bank_key=PUBLIC, biller=BILLER)


def refused(raw: str) -> bool:
    with pytest.raises(NoticeDoesNotVerify):
        read(raw)
    return True


def test_a_notice_of_the_bank_is_read() -> None:
    raw = sign(SAID)

    assert read(raw) == Notice(str(SAID["id"]), "6900000000001", "F1", 10_000, raw)


def test_another_key_under_the_same_name_is_refused() -> None:
    assert refused(sign(SAID, STRANGER))


def test_a_notice_without_a_signature_is_refused() -> None:
    payload = b64(json.dumps(SAID).encode())

    assert refused(f"{b64(json.dumps({'alg': 'none'}).encode())}.{payload}.")
    assert refused(f"{b64(json.dumps({'alg': 'EdDSA'}).encode())}.{payload}.")


@pytest.mark.parametrize(
    "secret",
    [PUBLIC["x"].encode(), json.dumps(PUBLIC).encode(), BANK.as_pem(private=False)],
    ids=["raw", "JSON", "PEM"],  # the key is new in every process
)
def test_the_public_key_does_not_serve_as_a_shared_secret(secret: bytes) -> None:
    key = OctKey.import_key(b64(secret))
    content = json.dumps(SAID).encode()

    assert refused(jws.serialize_compact({"alg": "HS256"}, content, key, algorithms=["HS256"]))


def test_one_changed_character_is_refused() -> None:
    header, payload, signature = sign(SAID).split(".")
    more = b64(json.dumps(SAID | {"amount": "90000"}).encode())

    assert refused(f"{header}.{more}.{signature}")
    other = "A" if signature[0] != "A" else "B"
    assert refused(f"{header}.{payload}.{other}{signature[1:]}")


@pytest.mark.parametrize(
    "change",
    [
        {"biller": "099400016550199"},
        {"biller": None},
        {"amount": "-10000"},
        {"amount": "0"},
        {"amount": "1e4"},
        {"amount": "100.00"},
        {"amount": "9" * 13},
        {"amount": None},
        {"ref1": "../../etc"},
        {"ref1": ""},
        {"ref1": "6" * 21},
        {"ref2": "F1; DROP TABLE"},
        {"id": ""},
        {"id": "x" * 65},
        {"id": "a b"},
    ],
    ids=lambda change: "{}={}".format(*next(iter(change.items())))[:30],
)
def test_what_no_bill_can_have_is_refused_though_the_bank_signed_it(change: dict[str, object]) -> None:
    assert refused(sign(SAID | change))


@pytest.mark.parametrize("missing", ["id", "biller", "ref1", "ref2", "amount"])
def test_a_notice_that_leaves_something_out_is_refused(missing: str) -> None:
    assert refused(sign({name: value for name, value in SAID.items() if name != missing}))


@pytest.mark.parametrize("payload", [b"not json", b"\xff\xfe", b"[]", b"null", b"7", b'"text"', b""])
def test_a_notice_that_is_no_json_object_is_refused(payload: bytes) -> None:
    assert refused(sign(payload))


@pytest.mark.parametrize("raw", ["", ".", "..", "a.b.c", "a.b.c.d", "ก.ข.ค", "{}"])
def test_what_is_no_signed_text_is_refused(raw: str) -> None:
    assert refused(raw)


def test_a_notice_longer_than_the_limit_is_refused_unread() -> None:
    raw = sign(SAID | {"note": "x" * LONGEST})

    assert len(raw) > LONGEST
    assert refused(raw)
