"""A yes or no for another office: who may ask, what it learns, and what the worker sees of it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.vault import routes
from tests.vault.agencies import BASIS, EMPLOYER, NAME, OTHER, Agency, employed
from tests.vault.world import NOW, World, refused
from workpermit.core.ids import new_permit_number
from workpermit.sealing.agreement import LIFE
from workpermit.sealing.refusal import Refused
from workpermit.vault.proposals import propose

TODAY = NOW.date()


@pytest.fixture
def agency(world: World) -> Agency:
    return Agency(world).agree()


def test_a_valid_permit_of_this_employer_is_a_yes_and_all_else_a_no(world: World, agency: Agency):
    permit = routes.permit(world, employed(world), valid_from=TODAY)

    assert agency.ask(permit) == "yes"
    assert agency.ask(permit, OTHER) == "no"
    assert agency.ask(new_permit_number()) == "no"


def test_a_permit_that_has_not_begun_or_has_ended_is_a_no(world: World, agency: Agency):
    permit = routes.permit(world, employed(world), valid_from=TODAY + timedelta(days=3))

    assert agency.ask(permit) == "no"
    world.later(days=4)
    assert agency.ask(permit) == "yes"
    world.later(days=400)
    assert Agency(world).agree().ask(permit) == "no"


def test_a_permit_that_names_no_number_is_unknown(world: World, agency: Agency):
    assert agency.ask(routes.permit(world, employed(world, ""), valid_from=TODAY)) == "unknown"


def test_the_worker_sees_which_office_asked_and_by_which_law(world: World, agency: Agency):
    filing = employed(world)
    permit = routes.permit(world, filing, valid_from=TODAY)

    agency.ask(permit, OTHER)

    assert filing.worker is not None
    row = world.ask("public", "access_log", token=filing.worker.token, case=filing.case)["rows"][0]
    assert (row["role"], row["place"], row["purpose"]) == ("agency", f"{NAME} · {BASIS}", "check_employer")
    assert (row["fields"], row["granted"]) == ([], True)


def test_the_vault_keeps_no_employer_in_the_clear(world: World):
    permit = routes.permit(world, employed(world), valid_from=TODAY)

    row = world.vault.database.one("SELECT * FROM permit WHERE number = %s", permit)
    assert row is not None
    assert len(row["employer"]) == 32
    assert EMPLOYER.encode() not in bytes(row["employer"])


def test_nobody_asks_without_an_agreement(world: World):
    with refused("bad_credential"):
        Agency(world).ask(new_permit_number())


def test_an_agreement_that_was_taken_back_or_has_ended_counts_no_more(world: World, agency: Agency):
    world.revoke("agreement", agency.consumer)
    with refused("bad_credential"):
        agency.ask(new_permit_number())
    later = Agency(world).agree()
    world.later(days=366)
    with refused("bad_credential"):
        later.ask(new_permit_number())


def test_a_question_is_signed_by_the_key_of_the_agreement(world: World, agency: Agency):
    stranger = Agency(world, agency.consumer)
    with refused("bad_signature"):
        agency.send(stranger.question(new_permit_number()))


def test_a_question_is_good_once(agency: Agency):
    question = agency.question(new_permit_number())
    agency.send(question)

    with refused("used"):
        agency.send(question)


@pytest.mark.parametrize("seconds", [-LIFE - 1, LIFE + 1])
def test_an_old_question_and_one_from_the_future_are_refused(world: World, agency: Agency, seconds: int):
    with refused("expired"):
        agency.ask(new_permit_number(), iat=int(world.now.timestamp()) + seconds)


def test_the_rate_of_the_agreement_holds(world: World):
    agency = Agency(world).agree(per_minute=2)
    for _ in range(2):
        agency.ask(new_permit_number())

    with refused("too_fast"):
        agency.ask(new_permit_number())


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "somebody"},
        {"aud": "x"},
        {"v": 2},
        {"jti": "short"},
        {"iat": 1.5},
        {"permit": "1"},
        {"employer": 5},
        {"x": 1},
    ],
    ids=str,
)
def test_a_question_that_says_anything_else_is_refused(agency: Agency, changes: dict[str, Any]):
    with refused("bad_args"):
        agency.send(agency.question(**({"permit": new_permit_number()} | changes)))


@pytest.mark.parametrize("part", ["name", "basis", "key", "purpose", "per_minute"])
def test_an_agreement_without_a_part_is_not_proposed(world: World, part: str):
    agency = Agency(world)
    body = {"name": NAME, "key": agency.jwk(), "purpose": "check_employer", "basis": BASIS, "per_minute": 60}
    propose("agreement", "sso", body, issuer="x", valid_from=NOW, valid_until=NOW + timedelta(days=1))

    with pytest.raises(Refused):
        propose("agreement", "sso", {name: one for name, one in body.items() if name != part},
                issuer="x", valid_from=NOW, valid_until=NOW + timedelta(days=1))  # fmt: skip
    with pytest.raises(Refused):
        propose("agreement", "sso", {**body, "key": {**agency.jwk(), "d": "secret"}},
                issuer="x", valid_from=NOW, valid_until=NOW + timedelta(days=1))  # fmt: skip
