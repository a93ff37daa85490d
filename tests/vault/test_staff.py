"""Who may work at a centre, as its manager is told: accounts and roles, never names."""

from uuid import UUID

import pytest

from tests.vault.world import Person, World, refused
from workpermit.core.actors import Role


def manager(world: World, centre: str) -> Person:
    return world.sign_in(world.staff(Role.CENTRE_MANAGER, centre), "centre")


def told(world: World, person: Person) -> set[tuple[UUID, str]]:
    said = world.ask("operator", "staff", token=person.token)["staff"]
    return {(UUID(one["account"]), one["role"]) for one in said}


def test_a_manager_is_told_who_has_a_role_at_the_own_centre(world: World) -> None:
    boss, clerk = manager(world, "C-71"), world.staff(Role.OPERATOR_CLERK, "C-71")
    world.staff(Role.OPERATOR_CLERK, "C-02")

    assert told(world, boss) == {(boss.account, "centre_manager"), (clerk.account, "operator_clerk")}
    (entry,) = [
        one for one in world.ask("operator", "staff", token=boss.token)["staff"] if one["role"] == "operator_clerk"
    ]
    assert entry.keys() == {"account", "role", "until"}
    assert entry["until"] > world.now.timestamp()


def test_a_role_that_was_taken_back_is_not_told(world: World) -> None:
    boss, clerk = manager(world, "C-72"), world.staff(Role.OPERATOR_CLERK, "C-72")

    world.revoke("role", clerk.account)

    assert told(world, boss) == {(boss.account, "centre_manager")}


@pytest.mark.parametrize("role", [Role.OPERATOR_CLERK])
def test_nobody_but_a_manager_is_told(world: World, role: Role) -> None:
    clerk = world.sign_in(world.staff(role, "C-01"), "centre")

    with refused("wrong_role"):
        world.ask("operator", "staff", token=clerk.token)


def test_a_manager_opens_no_visit(world: World) -> None:
    with refused("wrong_role"):
        world.ask("operator", "device_challenge", token=manager(world, "C-73").token)


def test_a_row_that_somebody_filed_under_another_place_gives_nobody_a_place_there(world: World) -> None:
    """Where a row is found is no part of what was signed."""
    boss, stranger = manager(world, "C-74"), world.staff(Role.OPERATOR_CLERK, "C-75")
    world.vault.database.run(
        "INSERT INTO statement SELECT gen_random_uuid(), kind, subject, 'C-74', raw, signatures, added_at "
        "FROM statement WHERE kind = 'role' AND subject = %s",
        str(stranger.account),
    )

    assert told(world, boss) == {(boss.account, "centre_manager")}
