"""Signatures that are almost right, handed to the running vault as a decision."""

from dataclasses import replace
from hashlib import sha256

import pytest

from tests.adversary.realm import Realm
from tests.vault.world import Filing, Person, refused
from workpermit.core.actors import Role
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.decision import decision_challenge
from workpermit.sealing.refusal import Refused


@pytest.fixture(scope="module")
def filing(realm: Realm) -> Filing:
    return realm.filing()


@pytest.fixture
def registrar(realm: Realm) -> Person:
    return realm.sign_in(realm.staff(Role.REGISTRAR, "O-50"), "signing")


def expect_refusal(realm: Realm, registrar: Person, raw: bytes, assertion: Assertion, code: str) -> None:
    """Refused for the registrar at once, refused when the system would issue, and in the access log."""
    with refused(code):
        realm.verify(registrar, raw, assertion)
    row = realm.last_log()
    assert (row["credential"], row["granted"], row["code"]) == ("signing", False, code)
    said = realm.vault.database.one("SELECT count(*) AS n FROM decision WHERE digest = %s", sha256(raw).digest())
    assert said == {"n": 0}


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ({"verified": False}, "not_verified_user"),
        ({"present": False}, "not_present_user"),
        ({"copyable": True}, "copyable_key"),
        ({"copyable": True, "copied": True}, "copyable_key"),
        ({"copied": True}, "copyable_key"),
    ],
    ids=["UV=0", "UP=0", "BE=1", "BE=1 BS=1", "BS=1"],
)
def test_what_the_key_says_about_itself_counts(
    realm: Realm, filing: Filing, registrar: Person, claim: dict[str, bool], code: str
) -> None:
    raw = realm.decide(filing, registrar)
    honest = registrar.authenticator
    weak = replace(honest, **claim)  # type: ignore[arg-type]

    expect_refusal(realm, registrar, raw, weak.get(realm.sites["signing"], decision_challenge(raw)), code)
    realm.verify(registrar, raw, realm.sign(registrar, raw))


def test_a_login_assertion_is_no_decision(realm: Realm, filing: Filing, registrar: Person) -> None:
    raw = realm.decide(filing, registrar)
    login = registrar.authenticator.get(realm.sites["signin"], decision_challenge(raw))

    expect_refusal(realm, registrar, raw, login, "unknown_key")


def test_a_signature_made_on_another_sites_page_is_no_decision(realm: Realm, filing: Filing, registrar: Person) -> None:
    """The registrar's own decision key, but the page had another origin under the same name."""
    raw = realm.decide(filing, registrar)
    elsewhere = registrar.authenticator.get(realm.sites["signing"] + "0", decision_challenge(raw))

    expect_refusal(realm, registrar, raw, elsewhere, "bad_origin")


def test_a_signature_of_one_decision_does_not_serve_for_another(
    realm: Realm, filing: Filing, registrar: Person
) -> None:
    first, second = realm.decide(filing, registrar), realm.decide(filing, registrar)

    expect_refusal(realm, registrar, second, realm.sign(registrar, first), "bad_challenge")


def test_no_byte_of_the_decision_or_of_the_signature_may_differ_by_one_bit(
    realm: Realm, filing: Filing, registrar: Person
) -> None:
    raw = realm.decide(filing, registrar)
    assertion = realm.sign(registrar, raw)
    changed = [(flip(raw, place), assertion) for place in range(0, len(raw), 61)]
    for part in ("credential_id", "client_data", "authenticator_data", "signature"):
        content = getattr(assertion, part)
        changed += [(raw, replace(assertion, **{part: flip(content, place)})) for place in range(0, len(content), 7)]
    before = realm.last_log()["id"]

    for bytes_, signature in changed:
        with pytest.raises(Refused):
            realm.verify(registrar, bytes_, signature)
    refusals = realm.vault.database.one("SELECT count(*) AS n FROM access_log WHERE id > %s AND NOT granted", before)
    assert refusals == {"n": len(changed)}
    realm.verify(registrar, raw, assertion)


def flip(raw: bytes, place: int) -> bytes:
    """One bit of one byte changed."""
    return raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]


def test_a_registrar_whom_two_officers_removed_signs_nothing_more(
    realm: Realm, filing: Filing, registrar: Person
) -> None:
    raw = realm.decide(filing, registrar)
    assertion = realm.sign(registrar, raw)
    realm.revoke("role", registrar.account)

    with refused("wrong_role"):
        realm.verify(registrar, raw, assertion)
    with refused("not_registrar"):
        realm.issue(filing, raw, assertion, paid=realm.paid(filing.number))
    with refused("wrong_role"):
        realm.sign_in(registrar, "signing")


def test_a_key_that_two_officers_took_back_signs_nothing_more(realm: Realm, filing: Filing, registrar: Person) -> None:
    raw = realm.decide(filing, registrar)
    realm.revoke("key", registrar.account, "decision")

    expect_refusal(realm, registrar, raw, realm.sign(registrar, raw), "key_removed")


def test_a_login_key_that_two_officers_took_back_ends_the_session_that_it_began(
    realm: Realm, filing: Filing, registrar: Person
) -> None:
    raw = realm.decide(filing, registrar)
    realm.revoke("key", registrar.account, "login")

    with refused("revoked"):
        realm.verify(registrar, raw, realm.sign(registrar, raw))
    with refused("key_removed"):
        realm.sign_in(registrar, "signing")
