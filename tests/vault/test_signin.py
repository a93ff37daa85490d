"""Signing in: whose key, at which site, in what capacity, and nothing twice."""

import secrets
from uuid import uuid4

import pytest
from joserfc import jws
from joserfc.jwk import ECKey, OctKey

from tests.vault.world import SITES, World, id_token, refused
from workpermit.cli.authenticator import SoftAuthenticator
from workpermit.core.actors import Role
from workpermit.sealing.canonical import s256
from workpermit.sealing.token import verify_token


def claims(world: World, person):
    return verify_token(person.token, world.keys.session, now=int(world.now.timestamp()))


def test_an_applicant_comes_by_national_login(world: World):
    said = claims(world, world.applicant())

    assert (said.site, said.zone, said.role, said.place, said.method) == (
        "applicant",
        "public",
        "applicant",
        "",
        "national",
    )
    assert said.exp - said.iat == 600


def test_the_same_person_finds_the_same_account(world: World):
    assert world.applicant("1-2345").account == world.applicant("1-2345").account
    assert world.applicant("1-2346").account != world.applicant("1-2345").account


@pytest.mark.parametrize(
    ("role", "place", "site"),
    [
        (Role.REGISTRAR, "O-50", "registrar"),
        (Role.REGISTRAR, "O-50", "signing"),
        (Role.ASSISTANT_REGISTRAR, "O-50", "registrar"),
        (Role.OPERATOR_CLERK, "C-01", "centre"),
        (Role.CENTRE_MANAGER, "C-01", "centre"),
    ],
)
def test_staff_come_with_an_enrolled_key_and_their_place(world: World, role, place, site):
    said = claims(world, world.sign_in(world.staff(role, place), site))

    assert (said.site, said.role, said.place, said.method) == (site, role, place, "passkey")


@pytest.mark.parametrize(
    ("role", "site"),
    [
        (Role.OPERATOR_CLERK, "registrar"),
        (Role.OPERATOR_CLERK, "signing"),
        (Role.REGISTRAR, "centre"),
        (Role.REGISTRAR, "applicant"),
    ],
)
def test_staff_enter_only_the_sites_of_their_role(world: World, role, site):
    with refused("wrong_role"):
        world.sign_in(world.staff(role, "O-50"), site)


def test_a_role_that_was_taken_back_opens_no_site(world: World):
    person = world.staff(Role.REGISTRAR, "O-50")
    world.revoke("role", person.account)

    with refused("wrong_role"):
        world.sign_in(person, "registrar")


def test_a_key_that_ran_out_opens_no_site(world: World):
    person = world.staff(Role.REGISTRAR, "O-50")
    world.later(days=366)

    with refused("key_removed"):
        world.sign_in(person, "registrar")


def test_the_national_login_opens_no_staff_site(world: World):
    begun, nonce, _ = world.begin("registrar")
    token = id_token(begun["nonce"], subject="1")

    with refused("wrong_role"):
        world.ask("signin", "login_national", ticket=begun["ticket"], browser_nonce=nonce, id_token=token)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("bad_signature", {"iss": "http://other.localhost"}),
        ("bad_signature", {"aud": "other"}),
        ("bad_challenge", {"nonce": "another"}),
        ("expired", {"exp": 1}),
        ("bad_signature", {"key": ECKey.generate_key("P-256", {"kid": "login-1"})}),
    ],
)
def test_only_a_fresh_token_of_the_pinned_provider_counts(world: World, code, changes):
    begun, nonce, _ = world.begin("applicant")
    token = id_token(**({"nonce": begun["nonce"], "subject": "1"} | changes))

    with refused(code):
        world.ask("signin", "login_national", ticket=begun["ticket"], browser_nonce=nonce, id_token=token)


@pytest.mark.filterwarnings("ignore:JWS algorithm")
@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_an_algorithm_that_is_not_on_the_list_is_refused(world: World, algorithm):
    begun, nonce, _ = world.begin("applicant")
    registry = jws.JWSRegistry(algorithms=["none", "HS256"])
    key = OctKey.import_key(secrets.token_bytes(32))
    token = jws.serialize_compact({"alg": algorithm}, b'{"sub":"1"}', key, registry=registry)

    with refused("bad_signature"):
        world.ask("signin", "login_national", ticket=begun["ticket"], browser_nonce=nonce, id_token=token)


def test_claims_beside_the_signature_are_not_kept(world: World):
    """Only the listed signed claims become the profile."""
    begun, nonce, cookie = world.begin("applicant")
    token = id_token(begun["nonce"], subject="77", address="1 Road", pid="1103700000001")
    done = world.ask("signin", "login_national", ticket=begun["ticket"], browser_nonce=nonce, id_token=token)
    person = world.redeem("public", done["code"], cookie)

    said = world.ask("public", "profile", token=person.token)["profile"]

    assert done["new"] is True
    assert "address" not in said
    assert said["pid"] == "1103700000001"


def test_a_ticket_works_once_even_when_the_attempt_failed(world: World):
    person = world.staff(Role.REGISTRAR, "O-50")
    begun, nonce, _ = world.begin("registrar")
    wrong = person.authenticator.get(SITES["signin"], b"w" * 32)
    right = person.authenticator.get(SITES["signin"], begun["challenge"])
    with refused("bad_challenge"):
        world.ask("signin", "login_passkey", ticket=begun["ticket"], browser_nonce=nonce, assertion=wrong)

    with refused("used"):
        world.ask("signin", "login_passkey", ticket=begun["ticket"], browser_nonce=nonce, assertion=right)


def test_another_browser_cannot_finish_the_sign_in(world: World):
    person = world.staff(Role.REGISTRAR, "O-50")
    begun, _, _ = world.begin("registrar")
    assertion = person.authenticator.get(SITES["signin"], begun["challenge"])

    with refused("bad_challenge"):
        world.ask("signin", "login_passkey", ticket=begun["ticket"], browser_nonce="other", assertion=assertion)


def test_an_old_ticket_is_refused(world: World):
    person = world.staff(Role.REGISTRAR, "O-50")
    begun, nonce, _ = world.begin("registrar")
    assertion = person.authenticator.get(SITES["signin"], begun["challenge"])
    world.later(minutes=10)

    with refused("expired"):
        world.ask("signin", "login_passkey", ticket=begun["ticket"], browser_nonce=nonce, assertion=assertion)


def test_an_unknown_ticket_is_refused(world: World):
    with refused("bad_token"):
        world.ask("signin", "login_national", ticket="nothing", browser_nonce="x", id_token="y")


def test_an_unknown_site_is_refused(world: World):
    with refused("bad_args"):
        world.begin("nowhere")


def test_an_unknown_key_is_refused(world: World):
    stranger = SoftAuthenticator()
    stranger.create(SITES["signin"], b"c", uuid4().bytes, at=world.now)
    begun, nonce, _ = world.begin("registrar")
    assertion = stranger.get(SITES["signin"], begun["challenge"])

    with refused("unknown_key"):
        world.ask("signin", "login_passkey", ticket=begun["ticket"], browser_nonce=nonce, assertion=assertion)


@pytest.mark.parametrize(
    ("flag", "value", "code"), [("verified", False, "not_verified_user"), ("copyable", True, "copyable_key")]
)
def test_staff_keys_verify_the_person_and_are_not_copied(world: World, flag, value, code):
    person = world.staff(Role.OPERATOR_CLERK, "C-01")
    setattr(person.authenticator, flag, value)

    with refused(code):
        world.sign_in(person, "centre")


def test_a_decision_key_signs_nobody_in(world: World):
    person = world.staff(Role.REGISTRAR, "O-50")
    begun, nonce, _ = world.begin("registrar")
    assertion = person.authenticator.get(SITES["signing"], begun["challenge"])

    with refused("unknown_key"):
        world.ask("signin", "login_passkey", ticket=begun["ticket"], browser_nonce=nonce, assertion=assertion)


def test_the_code_goes_to_the_browser_that_holds_the_sites_cookie(world: World):
    begun, nonce, cookie = world.begin("applicant")
    token = id_token(begun["nonce"], subject="5")
    code = world.ask("signin", "login_national", ticket=begun["ticket"], browser_nonce=nonce, id_token=token)["code"]

    with refused("bad_code"):
        world.redeem("public", code, "another cookie")
    with refused("wrong_zone"):
        world.redeem("operator", code, cookie)
    world.redeem("public", code, cookie)
    with refused("used"):
        world.redeem("public", code, cookie)


def test_a_code_lives_for_a_minute(world: World):
    begun, nonce, cookie = world.begin("applicant")
    token = id_token(begun["nonce"], subject="5")
    code = world.ask("signin", "login_national", ticket=begun["ticket"], browser_nonce=nonce, id_token=token)["code"]
    world.later(seconds=60)

    with refused("expired"):
        world.redeem("public", code, cookie)


def test_an_unknown_code_is_refused(world: World):
    with refused("bad_code"):
        world.redeem("public", "nothing", "cookie")


def test_only_signin_begins(world: World):
    for name in ("public", "operator", "registrar", "signing", "check"):
        with refused("bad_credential"):
            world.ask(name, "begin_login", site="applicant", pre=s256("x"), browser=s256("y"))
