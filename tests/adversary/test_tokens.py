"""Session tokens that are not the caller's, not for this place, over, or never signed: nothing opens."""

import json
import secrets
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from tests.adversary.realm import Realm
from tests.vault.world import Filing, World, refused
from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.sealing.canonical import b64, canonical, unb64, with_domain
from workpermit.sealing.refusal import Refused
from workpermit.sealing.software_device import SoftwareDevice
from workpermit.sealing.token import DOMAIN


@pytest.fixture(scope="module")
def filing(realm: Realm) -> Filing:
    return realm.filing()


def changed(token: str, **claims: object) -> str:
    said, signature = token.split(".")
    return f"{b64(canonical(json.loads(unb64(said)) | claims))}.{signature}"


def expect_refusal(world: World, filing: Filing, code: str, *, name: str, token: str, purpose: str = "own") -> None:
    """The worker's record does not open, and the access log has the refusal."""
    before = world.last_log()["id"]

    with refused(code):
        world.ask(name, "open", token=token, purpose=purpose, records=[filing.worker_record.id])

    row = world.last_log()
    assert row["id"] > before
    assert (row["credential"], row["granted"], row["code"]) == (name, False, code)


def test_the_measure_the_owners_token_opens(realm: Realm, filing: Filing) -> None:
    record = filing.worker_record.id

    assert realm.ask("public", "open", token=filing.owner.token, purpose="own", records=[record])["records"]


def test_another_persons_token_opens_nothing_and_the_person_sees_who_tried(realm: Realm, filing: Filing) -> None:
    stranger = realm.applicant()
    expect_refusal(realm, filing, "not_yours", name="public", token=stranger.token)

    seen = realm.ask("public", "access_log", token=filing.owner.token, case=filing.case)["rows"][0]
    assert (seen["actor"], seen["granted"], seen["code"]) == (str(stranger.account), False, "not_yours")


@pytest.mark.parametrize("name", ["registrar", "signing"])
def test_an_applicants_token_is_worth_nothing_at_the_governments_sites(realm: Realm, filing: Filing, name: str) -> None:
    expect_refusal(realm, filing, "wrong_zone", name=name, token=filing.owner.token, purpose="decide")


def test_a_clerks_token_opens_no_case_of_the_public_zone(realm: Realm, filing: Filing) -> None:
    expect_refusal(realm, filing, "wrong_zone", name="public", token=realm.clerk().token)


def test_a_token_of_one_government_site_is_worth_nothing_at_the_other(realm: Realm, filing: Filing) -> None:
    registrar = realm.registrar(site="registrar")
    expect_refusal(realm, filing, "wrong_zone", name="signing", token=registrar.token, purpose="decide")


def test_an_officer_of_another_office_opens_nothing(realm: Realm, filing: Filing) -> None:
    officer = realm.registrar("O-20", site="registrar")
    expect_refusal(realm, filing, "no_jurisdiction", name="registrar", token=officer.token, purpose="review")


@pytest.mark.parametrize(
    "claims",
    [
        {"account": str(uuid4())},
        {"role": "registrar"},
        {"site": "registrar", "zone": "government", "role": "registrar", "place": "O-50"},
        {"exp": 4102444800},
        {"sid": str(uuid4())},
        {"v": 2},
        {"alg": "none"},
    ],
    ids=lambda claims: "-".join(claims),
)
def test_a_token_with_a_changed_claim_is_no_token(realm: Realm, filing: Filing, claims: dict[str, object]) -> None:
    expect_refusal(realm, filing, "bad_token", name="public", token=changed(filing.owner.token, **claims))


def forgeries(realm: Realm, token: str) -> dict[str, str]:
    """Other ways to write or to sign a token: no signature, the attacker's, a public key taken for a secret."""
    said, signature = token.split(".")
    raw = unb64(said)
    public = realm.keys.session.public_bytes_raw()
    mac = HMAC(public, SHA256())
    mac.update(f"{said}".encode())
    jwt_header = b64(canonical({"alg": "none", "typ": "JWT"}))
    hs_header = b64(canonical({"alg": "HS256", "typ": "JWT"}))
    attacker = Ed25519PrivateKey.generate()
    return {
        "no signature": f"{said}.",
        "nothing after": said,
        "no claims": f".{signature}",
        "alg none": f"{jwt_header}.{said}.",
        "alg none with signature": f"{jwt_header}.{said}.{signature}",
        "hs256 with the public key": f"{hs_header}.{said}.{b64(mac.finalize())}",
        "the attacker's key": f"{said}.{b64(attacker.sign(with_domain(DOMAIN, raw)))}",
        "zeros": f"{said}.{b64(bytes(64))}",
        "padded": f"{said}=.{signature}",
        "other spelling": f"{b64(raw.replace(b':', b': '))}.{signature}",
        "signature twice": f"{said}.{signature}.{signature}",
        "a space": f"{token} ",
        "random": secrets.token_urlsafe(200),
    }


FORGERIES = (
    "no signature", "nothing after", "no claims", "alg none", "alg none with signature", "hs256 with the public key",
    "the attacker's key", "zeros", "padded", "other spelling", "signature twice", "a space", "random",
)  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
def test_no_other_form_of_a_token_counts(realm: Realm, filing: Filing, name: str) -> None:
    expect_refusal(realm, filing, "bad_token", name="public", token=forgeries(realm, filing.owner.token)[name])


@pytest.mark.parametrize("kind", ["receipt", "status", "statement"])
def test_what_the_vault_signed_for_something_else_is_no_token(realm: Realm, filing: Filing, kind: str) -> None:
    if kind == "statement":
        row = realm.vault.database.one("SELECT raw, signatures FROM statement WHERE kind = 'role' LIMIT 1")
        assert row is not None
        text = f"{b64(row['raw'])}.{row['signatures'][0]['signature']}"
    else:
        facts = {"case": str(filing.case)}
        signed = realm.ask("document", "sign_receipt", kind="filing", facts=facts)["receipt"]
        text = signed if kind == "receipt" else signed.split(".", 1)[1]
    expect_refusal(realm, filing, "bad_token", name="public", token=text)


def test_a_session_that_was_ended_opens_nothing_at_once(realm: Realm, filing: Filing) -> None:
    token = realm.applicant().token
    realm.ask("public", "end_session", token=token)

    expect_refusal(realm, filing, "revoked", name="public", token=token)
    with refused("revoked"):
        realm.ask("public", "renew", token=token)


def test_a_token_that_is_over_opens_nothing(world: World) -> None:
    """Ten minutes, on a clock that the test sets."""
    filing = world.filing()
    world.later(minutes=10)

    expect_refusal(world, filing, "expired", name="public", token=filing.owner.token)


def test_a_session_ends_after_twelve_hours_however_often_it_is_renewed(world: World) -> None:
    filing = world.filing()
    token = filing.owner.token
    for _ in range(12 * 60 // 9 - 1):
        world.later(minutes=9)
        token = world.ask("public", "renew", token=token)["token"]
    world.later(minutes=9)

    expect_refusal(world, filing, "expired", name="public", token=token)


def test_a_dismissed_officers_session_opens_nothing_from_that_moment(realm: Realm, filing: Filing) -> None:
    officer = realm.sign_in(realm.staff(Role.REGISTRAR, "O-50"), "registrar")
    record = filing.worker_record.id
    assert realm.ask("registrar", "open", token=officer.token, purpose="review", records=[record])["records"]
    realm.revoke("role", officer.account)

    expect_refusal(realm, filing, "wrong_role", name="registrar", token=officer.token, purpose="review")


def test_a_one_time_code_is_worth_nothing_without_the_browsers_secret_and_nothing_twice(realm: Realm) -> None:
    begun, nonce, cookie = realm.begin("applicant")
    token = realm.id_token(begun["nonce"], subject=secrets.token_hex(8))
    code = realm.ask("signin", "login_national", ticket=begun["ticket"], browser_nonce=nonce, id_token=token)["code"]

    with refused("bad_code"):
        realm.ask("public", "redeem", code=code, verifier=secrets.token_urlsafe(32))
    with refused("wrong_zone"):
        realm.ask("registrar", "redeem", code=code, verifier=cookie)
    assert realm.ask("public", "redeem", code=code, verifier=cookie)["token"]
    with refused("used"):
        realm.ask("public", "redeem", code=code, verifier=cookie)


def test_a_clerk_confirms_nobody_without_a_visit_of_his_own(realm: Realm, filing: Filing) -> None:
    clerk, other = realm.clerk(), realm.clerk("BKK-SC-M-001")
    visit = realm.visit(filing, clerk)

    with refused("wrong_zone"):
        realm.ask("operator", "confirm_identity", token=filing.owner.token, visit=visit)
    with refused("not_yours"):
        realm.at_counter(other, "confirm_identity", visit=visit)
    with refused("not_yours"):
        realm.at_counter(clerk, "confirm_identity", visit=uuid4())
    assert realm.at_counter(clerk, "confirm_identity", visit=visit) == {}


def test_a_clerks_session_alone_is_worth_nothing_at_another_machine(realm: Realm, filing: Filing) -> None:
    """Whoever takes a clerk's token, and even the visitor's code, has no enrolled device."""
    clerk, appointment = realm.clerk(), uuid7()
    code = realm.checkin_code(filing, appointment)
    visit = realm.visit(filing, clerk)
    own, clerk.device = clerk.device, SoftwareDevice("CMI-SC-M-001", "1")

    with refused("unknown_device"):
        realm.ask("operator", "check_in", token=clerk.token, appointment=appointment, code=code)
    with refused("unknown_device"):
        realm.at_counter(clerk, "check_in", appointment=appointment, code=code)
    for act, more in (("open_visit", {"records": [filing.worker_record.id]}), ("confirm_identity", {})):
        with refused("unknown_device"):
            realm.at_counter(clerk, act, visit=visit, **more)

    clerk.device = own
    assert realm.at_counter(clerk, "check_in", appointment=appointment, code=code)["visit"]


def test_a_clerk_who_knows_a_passport_number_does_not_find_the_birth_date_by_trying(
    realm: Realm, filing: Filing
) -> None:
    realm.vault.database.run("DELETE FROM paper_attempt")
    clerk, colleague, codes = realm.clerk(), realm.clerk("BKK-SC-M-001"), []
    for one, birth in [(clerk, f"1994-02-{day}") for day in range(10, 16)] + [(colleague, "1994-02-17")]:
        said = {"appointment": uuid7(), "case": filing.case, "passport_number": "MD123456", "birth_date": birth}
        with pytest.raises(Refused) as caught:
            realm.at_counter(one, "check_in_by_paper", **said)
        codes.append(caught.value.code)

    assert codes == ["no_match"] * 5 + ["too_many"] * 2
    seen = realm.ask("public", "access_log", token=filing.owner.token, case=filing.case)["rows"]
    tried = [row["code"] for row in seen if row["purpose"] == "check_in_by_paper"]
    assert sorted(tried) == sorted(codes)
    realm.vault.database.run("DELETE FROM paper_attempt")
