"""Sessions: ten minutes at a time, twelve hours at the most, over at once when they are ended."""

import pytest

from tests.vault.world import World, refused
from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.sealing.canonical import b64, unb64
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
