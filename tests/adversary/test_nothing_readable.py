"""After a whole journey, whoever takes the operator's databases, objects, logs and backups reads nothing of it."""

import base64
import os
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from tests.adversary.canaries import Pattern, encodings, patterns, search, spellings_of_day, spellings_of_text
from tests.adversary.realm import Realm
from workpermit.cli.postgres import find_binaries
from workpermit.cli.walk.persona import Persona
from workpermit.cli.walk.story import Story

# Programs of the demonstration outside the operator's walls, and what the launcher says about them.
OUTSIDE = ("login", "bank", "mailbox", "authenticator")


@pytest.fixture(scope="module")
def wanted(realm: Realm, persona: Persona, walked: Story) -> dict[bytes, Pattern]:
    """Every text of the answers that says who or where somebody is, and the person who signed in."""
    del walked
    signed_in = realm.system.run["people"][0]
    values = {
        *persona.canaries(),
        f"{persona.given_names} {persona.family_name}",
        f"{persona.family_name} {persona.given_names}",
        f"{persona.family_name}<<{persona.given_names.replace(' ', '<')}",
        *(value for typed in persona.extra.values() for value in typed.values()),
        *(signed_in[name] for name in ("pid", "name", "name_en")),
        *(name for name, _, _ in persona.papers().values() if len(name) > 10),
    } - {persona.birth_date.isoformat()}
    return patterns(values, [persona.birth_date])


def inside(folder: Path) -> list[Path]:
    """Everything that the operator and the government keep: all of the installation but what lies outside."""
    left_out = {folder / "demo", folder / "walks", folder / "run.json", folder / "up.log"}
    left_out |= {folder / "config" / f"{name}.json" for name in OUTSIDE}
    left_out |= {folder / "log" / f"{name}.log" for name in OUTSIDE}
    tops = [folder / "config", folder / "log"]
    found = [path for path in folder.iterdir() if path not in (*left_out, *tops)]
    return [*found, *(path for top in tops for path in top.iterdir() if path not in left_out)]


def dump(realm: Realm, database: str, to: Path) -> Path:
    """A plain dump, as a backup would be."""
    realm.vault.main.run("CHECKPOINT")  # so that the files of the cluster say what the tables say
    with to.open("wb") as out:
        subprocess.run(
            [find_binaries() / "pg_dump", "--dbname", realm.address(database)],
            stdout=out,
            check=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    assert b"PostgreSQL database dump complete" in to.read_bytes()
    return to


@pytest.mark.parametrize("database", ["workpermit", "vault"])
def test_a_dump_of_a_database_shows_nothing(
    realm: Realm, wanted: dict[bytes, Pattern], tmp_path: Path, database: str
) -> None:
    assert search(wanted, [dump(realm, database, tmp_path / "dump.sql")]) == []


def test_files_logs_objects_and_the_raw_cluster_show_nothing(realm: Realm, wanted: dict[bytes, Pattern]) -> None:
    realm.vault.main.run("CHECKPOINT")
    places = inside(realm.folder)
    assert {"postgres", "objects", "secrets.json", "public.log", "vault.log"} <= {place.name for place in places}
    assert any((realm.folder / "objects").rglob("*"))

    assert search(wanted, places) == []


def test_jobs_carry_nothing_but_one_id(realm: Realm) -> None:
    """Also the jobs that wait or have failed."""
    rows = realm.vault.main.all("SELECT args FROM procrastinate_jobs WHERE task_name NOT IN ('end_windows')")
    assert all(set(row["args"]) <= {"record", "timestamp"} for row in rows)


# The search itself.

PLANTED = ("Wilhelmina Qvist-Öberg", "ปิ่นเกล้า ชูชื่น", "XK40718223")
DAY = date(1963, 5, 9)


@pytest.mark.parametrize("value", PLANTED)
def test_the_search_finds_every_way_to_write_a_value(tmp_path: Path, value: str) -> None:
    expect_found(tmp_path, patterns([value]), spellings_of_text(value))


def test_the_search_finds_every_way_to_write_a_day(tmp_path: Path) -> None:
    expect_found(tmp_path, patterns([], [DAY]), spellings_of_day(DAY))


def expect_found(folder: Path, wanted: dict[bytes, Pattern], spellings: Iterable[tuple[str, str]]) -> None:
    planted: list[tuple[Path, str]] = []
    for how, text in spellings:
        for name, raw in encodings(text):
            if len(raw) >= 8:
                file = folder / f"{len(planted)}"
                file.write_bytes(os.urandom(40) + b"\n" + raw + b"\x00" + os.urandom(40))
                planted.append((file, f"{name}, {how}"))
    found = {line.rsplit(": ", 1)[0] for line in search(wanted, [folder])}

    assert [said for file, said in planted if str(file) not in found] == []


def test_the_search_finds_base64_wherever_it_begins(tmp_path: Path) -> None:
    for before in range(9):
        for after in range(4):
            whole = base64.b64encode(os.urandom(before) + PLANTED[1].encode() + os.urandom(after))
            (tmp_path / f"{before}-{after}").write_bytes(whole)

    found = {line.rsplit(": ", 1)[0] for line in search(patterns([PLANTED[1]]), [tmp_path])}
    assert len(found) == 36


def test_the_search_finds_nothing_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "random").write_bytes(os.urandom(8 << 20))

    assert search(patterns(PLANTED, [DAY]), [tmp_path]) == []


def test_what_lies_in_a_table_is_found_in_its_dump_and_in_the_cluster(realm: Realm, tmp_path: Path) -> None:
    """The measure: a value in plain, in a column of text and in one of bytes."""
    wanted = patterns(["Marginalia Verdigris"])
    realm.vault.main.run("CREATE TABLE planted (words text, bytes bytea)")
    try:
        realm.vault.main.run(
            "INSERT INTO planted VALUES (%s, %s)", "Marginalia Verdigris", "marginalia verdigris".encode("utf-16-le")
        )
        assert len(search(wanted, [dump(realm, "workpermit", tmp_path / "dump.sql")])) >= 1
        assert any("postgres/base" in line for line in search(wanted, [realm.folder / "postgres" / "base"]))
        assert any("pg_wal" in line for line in search(wanted, [realm.folder / "postgres" / "pg_wal"]))
    finally:
        realm.vault.main.run("DROP TABLE planted")
