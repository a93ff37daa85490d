"""Every look leaves a trace that the person can see; where none can be written, nothing is opened."""

import psycopg
import pytest

from tests.vault.world import CREDENTIALS, WORKER, World, refused
from workpermit.vault.dispatch import answer
from workpermit.vault.purposes import PERSONS


@pytest.fixture
def without_log(world: World):
    """The log cannot be written: the table is out of reach."""
    world.vault.database.run("ALTER TABLE access_log RENAME TO access_log_away")
    yield
    world.vault.database.run("ALTER TABLE access_log_away RENAME TO access_log")


def test_a_look_is_logged_with_person_case_purpose_and_fields(world: World):
    filing, registrar = world.filing(), world.registrar(site="registrar")
    world.ask("registrar", "open", token=registrar.token, purpose="review", records=[filing.worker_record.id])

    rows = world.ask("public", "access_log", token=filing.owner.token, case=filing.case)["rows"]

    assert rows[0] == {
        "at": int(world.now.timestamp()),
        "actor": str(registrar.account),
        "role": "registrar",
        "place": "O-50",
        "counter": "",
        "purpose": "review",
        "fields": ["answers/worker"],
        "granted": True,
        "code": "",
        "own": False,
        "helped": False,
    }


def test_the_worker_sees_the_log_and_a_stranger_does_not(world: World):
    filing = world.filing()

    assert world.ask("public", "access_log", token=filing.worker.token, case=filing.case)["rows"]
    with refused("not_yours"):
        world.ask("public", "access_log", token=world.applicant().token, case=filing.case)


def test_a_machine_is_logged_once_an_hour_for_what_it_sees(world: World):
    filing = world.filing(confirm=False)
    page = world.seal("file", filing.case, {"name": "x"})

    def looks() -> int:
        return len([row for row in world.log(filing.case) if row["purpose"] == "check"])

    def look(*records) -> None:
        world.ask("check", "open_for", case=filing.case, records=[ref.id for ref in records])

    before = looks()
    for _ in range(3):
        look(filing.worker_record)
    assert looks() == before
    look(page)
    assert looks() == before + 1
    world.later(hours=1)
    look(filing.worker_record)
    assert looks() == before + 2


def test_nothing_is_opened_when_the_log_cannot_be_written(world: World, without_log, monkeypatch):
    owner = world.applicant()
    record = world.seal("answers/worker", world.new_case(owner), WORKER).id
    opened = []
    monkeypatch.setattr("workpermit.vault.records.open_row", lambda *args: opened.append(args))

    with refused("log_unavailable"):
        world.ask("public", "open", token=owner.token, purpose="own", records=[record])

    assert opened == []


def test_a_machine_opens_nothing_either_without_the_log(world: World, without_log):
    case = world.new_case(world.applicant())
    record = world.seal("answers/worker", case, WORKER).id

    with refused("log_unavailable"):
        world.ask("check", "open_for", case=case, records=[record])


def test_the_row_is_committed_before_anything_is_opened(world: World, monkeypatch):
    owner = world.applicant()
    case = world.new_case(owner)
    record = world.seal("answers/worker", case, WORKER).id
    seen = []

    def look(call, row):
        with psycopg.connect(world.config.database) as other:
            seen.append(other.execute("SELECT granted FROM access_log WHERE case_id = %s", [case]).fetchall())
        raise RuntimeError("the process ends here")

    monkeypatch.setattr("workpermit.vault.records.open_row", look)
    with refused("fault"):
        world.ask("public", "open", token=owner.token, purpose="own", records=[record])

    assert seen == [[(True,)]]


@pytest.mark.parametrize(
    "statement", ["UPDATE access_log SET granted = true", "DELETE FROM access_log", "TRUNCATE access_log"]
)
@pytest.mark.parametrize("role", ["origin", "replica"])
def test_the_log_is_only_added_to(world: World, statement, role):
    """Also with session_replication_role = replica, which switches ordinary triggers off."""
    with psycopg.connect(world.config.database) as other:
        other.execute(f"SET session_replication_role = {role}")
        with pytest.raises(psycopg.errors.RaiseException):
            other.execute(statement)


def test_whoever_looks_too_fast_is_counted_and_logged_as_refused_alone(world: World):
    owner = world.applicant()
    case = world.new_case(owner)
    record = world.seal("label", case, {"name": "x"}).id
    limit = PERSONS["applicant", "own"].per_minute
    minute = world.now.replace(second=0, microsecond=0)
    count = "INSERT INTO use_count VALUES (%s, 'own', %s, %s)"
    world.vault.database.run(count, str(owner.account), minute, limit - 1)

    world.ask("public", "open", token=owner.token, purpose="own", records=[record])
    with refused("too_fast"):
        world.ask("public", "open", token=owner.token, purpose="own", records=[record])

    assert [(row["granted"], row["code"]) for row in world.log(case)] == [(True, ""), (False, "too_fast")]


def test_every_refusal_is_logged(world: World):
    attempts = [
        ({"v": 1, "op": "open", "as": "public", "secret": b"wrong", "args": {}}, "bad_credential"),
        ({"v": 1, "op": "open", "as": "nobody", "secret": b"", "args": {}}, "bad_credential"),
        ({"v": 1, "op": "nothing", "as": "public", "secret": CREDENTIALS["public"], "args": {}}, "bad_args"),
        ({"v": 2, "op": "open", "as": "public", "secret": CREDENTIALS["public"], "args": {}}, "bad_args"),
        ({"v": 1, "op": "open", "as": "public", "secret": CREDENTIALS["public"], "args": []}, "bad_args"),
        ({"v": 1, "op": "open", "as": "public", "secret": CREDENTIALS["public"], "args": {"token": "x"}}, "bad_token"),
        ({}, "bad_credential"),
    ]
    for request, code in attempts:
        before = world.last_log()["id"]
        assert answer(world.vault, request) == {"ok": False, "code": code}
        row = world.last_log()
        assert row["id"] > before
        assert (row["granted"], row["code"]) == (False, code)


def test_what_a_stranger_sends_does_not_reach_the_log(world: World):
    answer(world.vault, {"as": "MD123456", "op": "THIDA AUNG", "secret": b"", "v": 1})

    row = world.last_log()
    assert (row["credential"], row["purpose"]) == ("unknown", "unknown")


def test_a_refusal_that_cannot_be_logged_says_so(world: World, without_log):
    request = {"v": 1, "op": "open", "as": "public", "secret": b"wrong", "args": {}}

    assert answer(world.vault, request) == {"ok": False, "code": "log_unavailable"}


def test_a_main_database_that_is_away_is_told_and_comes_back(world: World):
    owner = world.applicant()
    record = world.seal("label", world.new_case(owner), {"name": "x"}).id
    world.vault.main.connection.execute("SELECT 1")
    with psycopg.connect(world.config.main_database, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    with refused("unavailable"):
        world.ask("public", "open", token=owner.token, purpose="own", records=[record])
    assert world.ask("public", "open", token=owner.token, purpose="own", records=[record])
