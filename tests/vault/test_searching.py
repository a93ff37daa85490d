"""One against all at a counter: yes, no or ask, and neither whose account nor which case."""

import secrets

import pytest

from tests.vault import routes
from tests.vault.world import Filing, Person, World


def index(world: World, filing: Filing) -> Filing:
    """What the automatic checks do for every paid filing."""
    world.ask("check", "same_worker", case=filing.case, record=filing.worker_record.id)
    return filing


def known(world: World, filing: Filing) -> str:
    clerk = world.clerk()
    visit = world.visit(filing, clerk)
    said = world.at_counter(clerk, "open_visit", visit=visit, records=[filing.worker_record.id])
    assert said.keys() == {"records", "known", "counter"}
    return str(said["known"])


def seen_at_a_counter(world: World, filing: Filing) -> None:
    clerk = world.clerk()
    world.at_counter(clerk, "confirm_identity", visit=world.visit(filing, clerk))


@pytest.fixture
def paper() -> dict[str, str]:
    """The number of a passport that no other test uses: the register keeps everybody."""
    return {"passport_number": f"X{secrets.randbelow(10**9)}"}


def filed(world: World, paper: dict[str, str], worker: Person | None = None, **other: str) -> Filing:
    return index(world, routes.joined(world, worker or routes.with_passkey(world), **paper | other))


def test_somebody_whom_nobody_knows(world: World, paper: dict[str, str]) -> None:
    assert known(world, filed(world, paper)) == "no"


def test_a_person_whom_a_counter_saw_under_another_account(world: World, paper: dict[str, str]) -> None:
    seen_at_a_counter(world, filed(world, paper))

    assert known(world, filed(world, paper)) == "yes"


def test_the_same_number_that_no_counter_has_seen_is_to_be_asked_about(world: World, paper: dict[str, str]) -> None:
    filed(world, paper)

    assert known(world, filed(world, paper)) == "ask"


def test_the_same_number_with_another_birth_date_is_to_be_asked_about(world: World, paper: dict[str, str]) -> None:
    seen_at_a_counter(world, filed(world, paper, birth_date="1990-01-01"))

    assert known(world, filed(world, paper)) == "ask"


def test_the_same_number_of_another_country_is_another_paper(world: World, paper: dict[str, str]) -> None:
    seen_at_a_counter(world, filed(world, paper, nationality="LAO"))

    assert known(world, filed(world, paper)) == "no"


def test_another_filing_under_the_same_account_is_no_news(world: World, paper: dict[str, str]) -> None:
    worker = routes.with_passkey(world)
    seen_at_a_counter(world, filed(world, paper, worker))

    assert known(world, filed(world, paper, worker)) == "no"


def test_without_the_answers_nothing_is_searched(world: World) -> None:
    filing, clerk = world.filing(), world.clerk()
    page = world.seal("page", filing.case, {"document": "passport", "object": "x"}).id
    said = world.at_counter(clerk, "open_visit", visit=world.visit(filing, clerk), records=[page])

    assert said["known"] == ""
