"""What has run out leaves the vault's database by itself, and nothing else does."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.vault.codes import Attempt, address, holder
from tests.vault.world import World, refused
from workpermit.core.ids import uuid7
from workpermit.vault.ops.signin import TICKET_LIFE
from workpermit.vault.sweeping import KEPT, sweep

TABLES = ("login_ticket", "email_code", "login_code", "passkey_ticket", "device_challenge", "use_count")
LONGEST = timedelta(minutes=15)  # the longest life of all: a ticket for a passkey


@pytest.fixture
def swept(world: World) -> World:
    """Nothing is left of the tests before this one, whose clocks ran ahead."""
    sweep(world.vault.database, at=world.now + timedelta(days=1000))
    return world


def rows(world: World) -> dict[str, int]:
    database = world.vault.database
    return {table: database.one(f"SELECT count(*) AS n FROM {table}")["n"] for table in TABLES}


def fill(world: World) -> Attempt:
    """One of everything that runs out."""
    email = address()
    person = holder(world, email)
    world.ask("public", "allow_passkey", token=person.token, pre="pre")
    clerk = world.clerk()
    world.sign_act(clerk, "check_in", uuid7())
    return Attempt(world, email)


def test_what_has_run_out_is_gone_after_an_hour(swept: World) -> None:
    attempt = fill(swept)
    assert min(rows(swept).values()) >= 1

    deleted = sweep(swept.vault.database, at=swept.now + LONGEST + KEPT + timedelta(seconds=1))

    assert rows(swept) == dict.fromkeys(TABLES, 0)
    assert deleted >= len(TABLES)
    with refused("bad_token"):
        attempt.type("12345678")


def test_what_ended_less_than_an_hour_ago_stays_and_says_why(swept: World) -> None:
    attempt = fill(swept)
    before = rows(swept)

    assert sweep(swept.vault.database, at=swept.now + KEPT) == 0

    assert rows(swept) == before
    swept.now += TICKET_LIFE
    with refused("expired"):
        attempt.type("12345678")


def test_a_ticket_stays_as_long_as_a_code_hangs_on_it(swept: World) -> None:
    email = address()
    holder(swept, email)
    attempt = Attempt(swept, email)
    swept.later(minutes=9)
    attempt.ask()
    swept.later(minutes=62)

    sweep(swept.vault.database, at=swept.now)

    assert (rows(swept)["login_ticket"], rows(swept)["email_code"]) == (1, 1)
    swept.later(minutes=9)
    sweep(swept.vault.database, at=swept.now)
    assert (rows(swept)["login_ticket"], rows(swept)["email_code"]) == (0, 0)


def test_the_limits_on_codes_outlive_the_sweep(swept: World) -> None:
    """Five codes an hour, however often what has run out is deleted."""
    email = address()
    holder(swept, email)
    for _ in range(5):
        Attempt(swept, email)
        swept.later(minutes=11)
        sweep(swept.vault.database, at=swept.now)

    with refused("too_fast"):
        Attempt(swept, email)


def test_sessions_statements_and_the_log_stay(swept: World) -> None:
    fill(swept)
    kept = ("session", "statement", "access_log", "account", "profile")
    counts = [swept.vault.database.one(f"SELECT count(*) AS n FROM {table}")["n"] for table in kept]

    sweep(swept.vault.database, at=swept.now + timedelta(days=400))

    assert counts == [swept.vault.database.one(f"SELECT count(*) AS n FROM {table}")["n"] for table in kept]


def test_two_processes_do_not_sweep_at_once(swept: World) -> None:
    fill(swept)
    other = type(swept.vault.database)(swept.config.database)
    with other.transaction():
        other.one("SELECT pg_advisory_xact_lock(7305215)")

        assert sweep(swept.vault.database, at=swept.now + 10 * KEPT) == 0
    other.close()
    assert sweep(swept.vault.database, at=swept.now + 10 * KEPT) > 0


def test_yesterdays_attempts_with_a_passport_are_forgotten(swept: World) -> None:
    """The day is Bangkok's: at 18:00 UTC the next one has begun."""
    database = swept.vault.database
    database.run("INSERT INTO paper_attempt VALUES ('case/1', '2026-11-23', 5)")

    sweep(database, at=datetime(2026, 11, 23, 17, 59, tzinfo=UTC))
    kept = database.one("SELECT count(*) AS n FROM paper_attempt")["n"]
    sweep(database, at=datetime(2026, 11, 23, 18, 0, tzinfo=UTC))

    assert (kept, database.one("SELECT count(*) AS n FROM paper_attempt")["n"]) == (1, 0)
