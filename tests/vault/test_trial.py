"""The facts of past cases, for a trial of other rules: nothing else, in numbers, every look in the log."""

from typing import Any
from uuid import UUID

import pytest

from tests.vault.test_opening import use_up
from tests.vault.world import World, refused
from workpermit.core.ids import uuid7
from workpermit.vault.purposes import MACHINES


def facts_of(world: World, *values: dict[str, Any]) -> dict[UUID, UUID]:
    """A case for each value, and the record of its facts."""
    cases = [world.new_case(world.applicant()) for _ in values]
    return {case: world.seal("facts", case, value).id for case, value in zip(cases, values, strict=True)}


def test_a_trial_opens_the_facts_of_many_cases_and_each_look_is_a_row_of_the_case(world: World) -> None:
    kept = facts_of(world, {"months": 12}, {"months": 6})
    first, second = kept.values()

    found = world.ask("trial", "open_facts", records=[first, second])["facts"]

    assert found == {str(first): {"months": 12}, str(second): {"months": 6}}
    for case, record in kept.items():
        row = world.log(case)[-1]
        assert (row["credential"], row["purpose"], row["granted"]) == ("trial", "trial", True)
        assert (row["records"], row["fields"]) == ([record], ["facts"])


def test_a_trial_opens_nothing_but_facts(world: World) -> None:
    filing = world.filing()
    (record,) = facts_of(world, {"months": 12}).values()

    with refused("not_yours"):
        world.ask("trial", "open_facts", records=[record, filing.worker_record.id])
    with refused("bad_credential"):
        world.ask("trial", "open_for", case=filing.case, records=[filing.worker_record.id])


def test_a_trial_opens_a_hundred_at_a_time(world: World) -> None:
    with refused("too_many"):
        world.ask("trial", "open_facts", records=[uuid7() for _ in range(101)])


@pytest.mark.parametrize("name", ["check", "document", "public", "registrar"])
def test_nobody_else_has_this_door(world: World, name: str) -> None:
    (record,) = facts_of(world, {"months": 12}).values()

    with refused("bad_credential"):
        world.ask(name, "open_facts", records=[record])


def test_a_trial_has_a_limit(world: World) -> None:
    (record,) = facts_of(world, {"months": 12}).values()
    use_up(world, "trial", "trial", MACHINES["trial"].per_minute)

    with refused("too_fast"):
        world.ask("trial", "open_facts", records=[record])
