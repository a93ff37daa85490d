"""A worker whom a counter has seen comes once for all of his cases, if the papers agree."""

import pytest

from tests.vault import routes
from tests.vault.world import World, refused


@pytest.fixture
def known(world: World):
    """A worker with a permit; a counter has seen him."""
    filing = world.filing()
    routes.permit(world, filing)
    assert filing.worker is not None
    return filing.worker


def confirmed(world: World, filing) -> bool:
    return bool(world.ask("document", "identity", case=filing.case)["confirmed"])


def test_a_worker_whom_a_counter_knows_needs_no_second_visit(world: World, known):
    filing = routes.joined(world, known)
    raw, assertion = routes.grant(world, filing, service="change_items")

    assert confirmed(world, filing)
    assert routes.issue(world, filing, raw, assertion)["number"]


def test_taking_over_what_a_counter_found_is_logged(world: World, known):
    filing = routes.joined(world, known)

    assert [row["actor"] for row in world.log(filing.case) if row["purpose"] == "inherit"] == [known.account]


@pytest.mark.parametrize(
    "other", [{"passport_number": "MD999999"}, {"birth_date": "1994-02-18"}, {"nationality": "LAO"}]
)
def test_one_difference_in_the_papers_and_the_worker_comes_again(world: World, known, other):
    filing = routes.joined(world, known, **other)
    raw, assertion = routes.grant(world, filing, service="change_items")

    assert not confirmed(world, filing)
    with refused("identity_not_confirmed"):
        routes.issue(world, filing, raw, assertion)


def test_the_same_papers_under_another_account_inherit_nothing(world: World, known):
    filing = routes.joined(world, routes.with_passkey(world))
    routes.grant(world, filing, service="change_items")

    assert not confirmed(world, filing)


def test_a_link_that_no_counter_confirmed_is_not_inherited(world: World):
    worker = routes.with_passkey(world)
    routes.joined(world, worker)
    filing = routes.joined(world, worker)
    routes.grant(world, filing, service="change_items")

    assert not confirmed(world, filing)


def test_answers_about_another_person_sealed_after_the_joining_are_not_covered(world: World, known):
    filing = routes.joined(world, known, confirm=False)
    filing.worker_record = world.seal("answers/worker", filing.case, routes.WORKER | {"passport_number": "ZZ1"})
    world.confirm(filing)
    raw, assertion = routes.grant(world, filing, service="change_items")

    assert not confirmed(world, filing)
    with refused("identity_not_confirmed"):
        routes.issue(world, filing, raw, assertion)


def test_who_files_for_himself_inherits_too(world: World, known):
    filing = routes.own(world, known)
    raw, assertion = routes.grant(world, filing, service="s59_renew")

    assert confirmed(world, filing)
    assert routes.issue(world, filing, raw, assertion)["number"]
