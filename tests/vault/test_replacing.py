"""A change or a substitute ends the permit in whose place it stands; nobody ends another worker's."""

import secrets

from tests.vault import routes
from tests.vault.world import NOW, Filing, World

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


def twice(world: World, **terms: str):
    """Two accounts that a counter knows as one person; the first holds a permit. (number, new worker)."""
    _, old = held(world)
    again = routes.with_passkey(world)
    routes.identify(world, routes.joined(world, again))
    return old, again


def test_another_account_of_the_person_ends_no_permit_without_a_visit_in_the_new_case(world: World):
    """What a counter found in an earlier case is taken over; that is no word of the person on this one."""
    old, again = twice(world)

    routes.permit(world, routes.joined(world, again, terms={"replaces": old}), service="change_items", valid_from=TODAY)

    assert routes.status(world, old) == "valid"


def test_another_account_of_the_person_ends_it_after_a_visit_in_the_new_case(world: World):
    old, again = twice(world)
    filing = routes.joined(world, again, terms={"replaces": old})
    routes.identify(world, filing)

    routes.permit(world, filing, service="change_items", valid_from=TODAY)

    assert routes.status(world, old) == "replaced"


def test_the_other_accounts_of_a_person_are_known_once_a_counter_has_seen_him(world: World):
    paper = f"RR{secrets.token_hex(6)}"
    first, second, other = (
        routes.joined(world, routes.with_passkey(world), passport_number=number)
        for number in (paper, paper, f"RR{secrets.token_hex(6)}")
    )
    assert first.worker is not None
    assert second.worker is not None

    def told(filing: Filing) -> list[str]:
        said: list[str] = world.ask("document", "same_person", case=filing.case)["accounts"]
        return said

    for filing in (first, other):
        routes.identify(world, filing)
    assert told(second) == told(first) == []
    routes.identify(world, second)

    assert told(second) == [str(first.worker.account)]
    assert told(first) == [str(second.worker.account)]
    assert told(other) == []
