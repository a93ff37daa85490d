"""The bank's callback from outside: repeated, over another sum, signed by somebody else, malformed."""

import json
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.adversary.doors import Visitor
from tests.adversary.realm import Realm
from tests.adversary.superuser import Superuser
from tests.vault.world import Filing
from workpermit.sealing.canonical import b64, canonical, unb64

FEE = 310_000  # satang
ADDRESS = "/bank/payments/"


@pytest.fixture
def billed(realm: Realm) -> Filing:
    """A granted application whose permit fee is open, as rows of the main database."""
    filing, root, now = realm.filing(), Superuser(realm), realm.now
    root.application(filing, status="granted")
    root.insert(
        "fees_bill",
        status="open",
        status_changed_at=now,
        application=filing.case,
        kind="P1",
        ref1=filing.number,
        satang=FEE,
        billed_at=now,
        due_at=now.replace(year=now.year + 1),
        receipt="",
    )
    return filing


def send(realm: Realm, body: str | bytes) -> httpx.Response:
    with Visitor(realm, "api") as bank:
        return bank.client.post(ADDRESS, content=body, headers={"Content-Type": "application/jose"})


def state(realm: Realm, case: UUID) -> tuple[str, str, int]:
    """(the bill's status, the application's, how many notices)."""
    row = realm.vault.main.one(
        "SELECT b.status AS bill, a.status AS application, "
        "(SELECT count(*) FROM fees_banknotice n WHERE n.ref1 = a.number) AS notices "
        "FROM fees_bill b JOIN applications_application a ON a.id = b.application WHERE a.id = %s",
        case,
    )
    assert row is not None
    return row["bill"], row["application"], row["notices"]


def wait(realm: Realm, case: UUID, done: Callable[[tuple[str, str, int]], bool]) -> tuple[str, str, int]:
    for _ in range(100):
        if done(said := state(realm, case)):
            return said
        time.sleep(0.1)
    return state(realm, case)


def outcome(realm: Realm, number: str) -> str:
    row = realm.vault.main.one(
        "SELECT outcome FROM fees_banknotice WHERE ref1 = %s ORDER BY received_at DESC LIMIT 1", number
    )
    assert row is not None
    return str(row["outcome"])


def test_the_banks_notice_settles_the_bill_once_however_often_it_comes(realm: Realm, billed: Filing) -> None:
    notice = realm.paid(billed.number)
    first = send(realm, notice)
    assert (first.status_code, first.json()["repeated"]) == (202, False)
    assert wait(realm, billed.case, lambda said: said[0] == "paid") == ("paid", "awaiting_visit", 1)
    moves = "SELECT count(*) AS n FROM casework_auditentry WHERE root = %s AND kind IN ('application', 'bill')"
    history = realm.vault.main.one(moves, billed.case)

    for _ in range(3):
        again = send(realm, notice)
        assert (again.status_code, again.json()["repeated"]) == (202, True)

    time.sleep(1)
    assert state(realm, billed.case) == ("paid", "awaiting_visit", 1)
    assert realm.vault.main.one(moves, billed.case) == history


@pytest.mark.parametrize("amount", ["309999", "310001", "1", "31000000"])
def test_another_sum_settles_nothing_and_is_kept_for_a_refund(realm: Realm, billed: Filing, amount: str) -> None:
    assert send(realm, realm.paid(billed.number, amount=amount)).status_code == 202

    for _ in range(100):
        if outcome(realm, billed.number) != "waiting":
            break
        time.sleep(0.1)
    assert outcome(realm, billed.number) == "wrong_amount"
    assert state(realm, billed.case) == ("open", "granted", 1)


def test_a_payment_for_another_kind_of_fee_settles_nothing(realm: Realm, billed: Filing) -> None:
    assert send(realm, realm.paid(billed.number, ref2="F1")).status_code == 202

    time.sleep(1)
    assert state(realm, billed.case)[:2] == ("open", "granted")


def forgeries(realm: Realm, number: str) -> dict[str, str | bytes]:
    true = realm.paid(number)
    header, payload, signature = true.split(".")
    said: dict[str, Any] = json.loads(unb64(payload))
    none = b64(canonical({"alg": "none"}))
    hs256 = b64(canonical({"alg": "HS256"}))
    return {
        "another key": realm.paid(number, key=Ed25519PrivateKey.generate()),
        "another biller": realm.paid(number, biller="000000000000000"),
        "no algorithm": f"{none}.{payload}.",
        "hmac": f"{hs256}.{payload}.{signature}",
        "changed amount": f"{header}.{b64(canonical(said | {'amount': '1'}))}.{signature}",
        "changed application": f"{header}.{b64(canonical(said | {'ref1': '6900000000000'}))}.{signature}",
        "negative": realm.paid(number, amount="-310000"),
        "no sum": realm.paid(number, amount=""),
        "a sum in words": realm.paid(number, amount="3100 baht"),
        "nothing": "",
        "json": json.dumps(said),
        "bytes": b"\xff\xfe\x00",
        "an address as id": realm.paid(number, id="../../etc/passwd"),
        "too long": realm.paid(number, id="x" * 5000),
    }


@pytest.mark.parametrize(
    "name",
    [
        "another key", "another biller", "no algorithm", "hmac", "changed amount", "changed application", "negative",
        "no sum", "a sum in words", "nothing", "json", "bytes", "an address as id", "too long",
    ],
)  # fmt: skip
def test_what_the_bank_did_not_sign_is_refused_and_leaves_nothing(realm: Realm, billed: Filing, name: str) -> None:
    response = send(realm, forgeries(realm, billed.number)[name])

    assert response.status_code in (400, 413)
    assert response.headers["content-type"] == "application/problem+json"
    assert billed.number not in response.text
    assert state(realm, billed.case) == ("open", "granted", 0)
