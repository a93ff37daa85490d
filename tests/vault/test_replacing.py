"""A change or a substitute ends the permit in whose place it stands; nobody ends another worker's."""

from tests.vault import routes
from tests.vault.world import NOW, World

TODAY = NOW.date()


def held(world: World):
    """A worker, and the permit that he has."""
    filing = world.filing()
    number = routes.permit(world, filing, valid_from=TODAY)
    assert filing.worker is not None
    return filing.worker, number


def test_a_change_ends_the_permit_that_it_replaces_at_once(world: World):
    worker, old = held(world)

    new = routes.permit(
        world, routes.joined(world, worker, terms={"replaces": old}), service="change_items", valid_from=TODAY
    )

    assert routes.status(world, old) == "replaced"
    assert routes.status(world, new) == "valid"


def test_who_issues_is_told_what_ended_however_often_it_asks(world: World):
    worker, old = held(world)
    filing = routes.joined(world, worker, terms={"replaces": old})
    raw, assertion = routes.grant(world, filing, service="change_items", valid_from=TODAY)

    assert [routes.issue(world, filing, raw, assertion)["ended"] for _ in range(2)] == [[old], [old]]


def test_a_substitute_ends_the_one_that_was_lost(world: World):
    worker, old = held(world)

    routes.permit(world, routes.joined(world, worker, terms={"replaces": old}), service="replace_mou", valid_from=TODAY)

    assert routes.status(world, old) == "replaced"


def test_a_renewal_leaves_the_old_permit_to_its_own_end(world: World):
    worker, old = held(world)

    routes.permit(world, routes.joined(world, worker, terms={"replaces": old}), service="s59_renew", valid_from=TODAY)

    assert routes.status(world, old) == "valid"


def test_the_permit_of_another_worker_is_left_as_it_is(world: World):
    _, others = held(world)
    worker, old = held(world)
    mine = routes.joined(world, worker, passport_number="QQ1", terms={"replaces": others})

    # The same account and other papers, and one that shares neither with the permit named.
    stranger = routes.own(world, passport_number="QQ2", birth_date="1980-01-01", terms={"replaces": old})
    routes.permit(world, mine, service="change_items", valid_from=TODAY)
    routes.permit(world, stranger, service="change_items", valid_from=TODAY)

    assert routes.status(world, others) == "valid"
    assert routes.status(world, old) == "valid"


def test_a_number_that_no_permit_has_stops_nothing(world: World):
    worker, _ = held(world)

    assert routes.permit(
        world, routes.joined(world, worker, terms={"replaces": "1000000000000"}), service="change_items"
    )


def test_the_checks_hear_what_the_vault_knows_of_a_permit(world: World):
    worker, old = held(world)
    filing = routes.joined(world, worker)

    said = world.ask("check", "held_permit", case=filing.case, record=filing.worker_record.id, number=old)

    whose = {"own": True, "same_employer": None}  # no employer was named
    assert said == {"known": True, **whose, "status": "valid", "valid_until": "2027-11-30"}


def test_the_checks_hear_that_a_permit_is_somebody_elses(world: World):
    _, old = held(world)
    filing = routes.own(world, passport_number="QQ3")

    said = world.ask("check", "held_permit", case=filing.case, record=filing.worker_record.id, number=old)

    assert not said["own"]
