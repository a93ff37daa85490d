"""The checks look at what a device took in a visit of the case, and at nothing that the operator seals besides."""

import hashlib
from uuid import UUID

import pytest

from tests.vault.world import Filing, Person, World, refused
from workpermit.sealing.services import RecordRef

PICTURE = b"a picture of somebody"
DIGEST = hashlib.sha256(PICTURE)


def visited(world: World) -> tuple[Filing, Person, UUID]:
    filing, clerk = world.filing(), world.clerk()
    return filing, clerk, world.visit(filing, clerk)


def sealed(world: World, filing: Filing, kind: str = "face") -> RecordRef:
    """Anybody can do this: the key is public."""
    return world.seal(kind, filing.case, {"sha256": DIGEST.hexdigest(), "key": "", "object": ""})


def take(world: World, clerk: Person, visit: UUID, kind: str = "face") -> None:
    content = DIGEST.digest()
    proof = world.sign_act(clerk, f"capture_{kind}", visit, content=content)
    world.ask("operator", f"capture_{kind}", token=clerk.token, visit=visit, content=content, device=proof)


@pytest.mark.parametrize("kind", ["face", "chip"])
def test_what_a_device_took_in_a_visit_is_opened_for_the_checks(world: World, kind: str) -> None:
    filing, clerk, visit = visited(world)
    record = sealed(world, filing, kind)
    take(world, clerk, visit, kind)

    assert world.ask("check", "open_captured", case=filing.case, record=record.id)["records"]


def test_a_picture_that_no_device_took_is_not(world: World) -> None:
    """Else the operator compares anybody's face with the passport of any application."""
    filing, _, _ = visited(world)

    with refused("not_yours"):
        world.ask("check", "open_captured", case=filing.case, record=sealed(world, filing).id)


def test_what_was_taken_in_another_persons_visit_is_not(world: World) -> None:
    _, clerk, visit = visited(world)
    take(world, clerk, visit)
    other = world.filing()

    with refused("not_yours"):
        world.ask("check", "open_captured", case=other.case, record=sealed(world, other).id)


def test_a_picture_is_no_chip(world: World) -> None:
    filing, clerk, visit = visited(world)
    take(world, clerk, visit)

    with refused("not_yours"):
        world.ask("check", "open_captured", case=filing.case, record=sealed(world, filing, "chip").id)


@pytest.mark.parametrize("kind", ["page", "file"])
def test_no_other_kind_passes_for_one(world: World, kind: str) -> None:
    filing, clerk, visit = visited(world)
    take(world, clerk, visit)

    with refused("not_yours"):
        world.ask("check", "open_captured", case=filing.case, record=sealed(world, filing, kind).id)


def test_there_is_no_way_around_it(world: World) -> None:
    filing, clerk, visit = visited(world)
    take(world, clerk, visit)

    with refused("not_yours"):
        world.ask("check", "open_for", case=filing.case, records=[sealed(world, filing).id])
