"""Sessions: ten minutes at a time, twelve hours at the most, over at once when they are ended."""

import pytest

from tests.vault.world import World, refused
from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.statement import Statement
from workpermit.sealing.token import verify_token


def renew(world: World, token: str, name: str = "public") -> str:
    return str(world.ask(name, "renew", token=token)["token"])


def test_a_session_is_renewed_while_it_is_active(world: World):
    person = world.applicant()
    world.later(minutes=9)

    token = renew(world, person.token)

    world.later(minutes=9)
    assert renew(world, token)


def test_a_token_ends_after_ten_minutes(world: World):
    person = world.applicant()
    world.later(minutes=10)

    with refused("expired"):
        renew(world, person.token)


def test_no_session_lasts_longer_than_twelve_hours(world: World):
    token = world.applicant().token
    for _ in range(79):
        world.later(minutes=9)
        token = renew(world, token)
    world.later(minutes=8, seconds=59)

    token = renew(world, token)

    assert verify_token(token, world.keys.session, now=0).exp == int(world.now.timestamp()) + 1
    world.later(seconds=1)
    with refused("expired"):
        renew(world, token)


def test_ending_a_session_works_at_once_for_every_token_of_it(world: World):
    person = world.applicant()
    newer = renew(world, person.token)

    world.ask("public", "end_session", token=person.token)

    for token in (person.token, newer):
        with refused("revoked"):
            renew(world, token)
        with refused("revoked"):
            world.ask("public", "open", token=token, purpose="own", records=[uuid7()])


def test_a_changed_token_is_refused(world: World):
    said, _, signature = world.applicant().token.partition(".")
    other = b64(unb64(said).replace(b'"role":"applicant"', b'"role":"registrar"'))
    for token in (f"{other}.{signature}", said, f"{said}.", "x", f"{said}.{b64(bytes(64))}"):
        with refused("bad_token"):
            renew(world, token)


def test_a_token_that_the_vault_signed_but_does_not_know_is_refused(world: World):
    """A restored backup, or a session deleted: the sid is looked up, the signature is not enough."""
    person = world.applicant()
    world.vault.database.run("DELETE FROM session WHERE account = %s", person.account)

    with refused("bad_token"):
        renew(world, person.token)


@pytest.mark.parametrize("name", ["operator", "registrar", "signing"])
def test_a_token_works_only_in_its_own_zone(world: World, name):
    person = world.applicant()

    with refused("wrong_zone"):
        renew(world, person.token, name)


def test_a_token_of_one_government_site_does_not_work_at_another(world: World):
    person = world.registrar(site="registrar")

    with refused("wrong_zone"):
        renew(world, person.token, "signing")


def test_a_role_that_was_taken_back_ends_the_session(world: World):
    clerk = world.clerk()
    world.revoke("role", clerk.account)

    with refused("wrong_role"):
        renew(world, clerk.token, "operator")


def test_a_role_at_another_place_does_not_carry_the_session(world: World):
    clerk = world.clerk("C-01")
    world.revoke("role", clerk.account)
    world.officers().give_role(clerk.account, Role.OPERATOR_CLERK, "C-02", "order")

    with refused("wrong_role"):
        renew(world, clerk.token, "operator")


@pytest.mark.parametrize(
    ("role", "site", "name"),
    [
        (Role.OPERATOR_CLERK, "centre", "operator"),
        (Role.ASSISTANT_REGISTRAR, "registrar", "registrar"),
    ],
)
def test_taking_a_login_key_back_ends_the_sessions_that_it_began(world: World, role: Role, site: str, name: str):
    person = world.sign_in(world.staff(role, "P-1"), site)
    assert renew(world, person.token, name)
    world.revoke("key", person.account)

    with refused("revoked"):
        renew(world, person.token, name)
    assert world.last_log()["code"] == "revoked"


def test_a_session_of_another_key_of_the_same_person_goes_on(world: World):
    person = world.sign_in(world.staff(Role.OPERATOR_CLERK, "C-01"), "centre")
    lost = world.vault.database.all(
        "SELECT raw FROM statement WHERE kind = 'key' AND subject = %s", str(person.account)
    )
    second = world.sign_in(world.staff(Role.OPERATOR_CLERK, "C-01", person.account), "centre")

    for row in lost:
        world.officers().revoke(Statement.from_bytes(row["raw"]))

    with refused("revoked"):
        renew(world, person.token, "operator")
    assert renew(world, second.token, "operator")


def test_a_code_of_a_key_that_was_taken_back_begins_no_session_that_opens_anything(world: World):
    person = world.staff(Role.OPERATOR_CLERK, "C-01")
    begun, nonce, cookie = world.begin("centre")
    assertion = person.authenticator.get(world.sites["signin"], begun["challenge"])
    done = world.ask("signin", "login_passkey", ticket=begun["ticket"], browser_nonce=nonce, assertion=assertion)
    world.revoke("key", person.account)

    with refused("revoked"):
        renew(world, world.redeem("operator", done["code"], cookie).token, "operator")


def test_a_staff_session_from_before_keys_were_kept_is_over(world: World):
    clerk = world.clerk()
    world.vault.database.run("UPDATE session SET staff_key = NULL WHERE account = %s", clerk.account)

    with refused("revoked"):
        renew(world, clerk.token, "operator")
