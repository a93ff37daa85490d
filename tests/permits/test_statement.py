"""A statement counts with the vault's signature alone, and its file is replaced in one step."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from tests.permits.signing import keys, statement
from workpermit.core.ids import new_permit_number
from workpermit.permits.statement import (
    RENEW_AFTER,
    Statement,
    find_statement_file,
    read_statement,
    statement_path,
    write_statement,
)
from workpermit.sealing.refusal import Refused

NUMBER = new_permit_number()
IAT, DAY = 1_795_400_000, 24 * 3600


def said(**changes: object) -> Statement:
    claims: dict[str, object] = {"iat": IAT, "exp": IAT + DAY, **changes}
    return read_statement(statement(NUMBER, **claims), keys())  # type: ignore[arg-type]


def test_what_the_vault_signed_is_read() -> None:
    one = said()

    assert (one.number, one.status, one.stated_at.timestamp()) == (NUMBER, "valid", IAT)
    assert one.until - one.stated_at == timedelta(days=1)


def test_it_is_renewed_at_half_life_or_when_its_state_ends() -> None:
    assert said().renew_at == said().stated_at + RENEW_AFTER
    assert said(exp=IAT + 60).renew_at == said(exp=IAT + 60).until


@pytest.mark.parametrize(
    "changes",
    [{"iss": "Somebody"}, {"status": "fine"}, {"exp": None}, {"iat": "now"}, {"sub": "../../etc/passwd"}, {"sub": 1}],
    ids=["another issuer", "unknown word", "no end", "no time", "no number", "not text"],
)
def test_nothing_else_is_a_statement(changes: dict[str, object]) -> None:
    with pytest.raises(Refused, match="bad_signature"):
        said(**changes)


def test_a_changed_statement_is_none() -> None:
    header, payload, signature = statement(NUMBER, iat=IAT, exp=IAT + DAY).split(".")
    other = statement(NUMBER, iat=IAT, exp=IAT + 9 * DAY).split(".")[1]

    with pytest.raises(Refused):
        read_statement(f"{header}.{other}.{signature}", keys())
    with pytest.raises(Refused):
        read_statement("", keys())


def test_files_are_spread_over_folders_by_digits_that_are_random() -> None:
    assert statement_path("1234567890123") == "23/45/1234567890123.txt"


def test_the_file_is_replaced_and_everybody_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_statement(tmp_path / "statements", said(status="valid"))
        write_statement(tmp_path / "statements", said(status="expired"))
    finally:
        os.umask(before)

    file = tmp_path / "statements" / statement_path(NUMBER)
    assert read_statement(file.read_text(), keys()).status == "expired"
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    assert {stat.S_IMODE(part.stat().st_mode) for part in list(file.parents)[:3]} == {0o755}
    assert list(file.parent.iterdir()) == [file]


def test_a_disk_that_is_full_leaves_the_old_word_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_statement(tmp_path, said(status="valid"))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_statement(tmp_path, said(status="expired"))

    file = tmp_path / statement_path(NUMBER)
    assert read_statement(file.read_text(), keys()).status == "valid"
    assert list(file.parent.iterdir()) == [file]


def test_a_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert find_statement_file(tmp_path, NUMBER) is None
    write_statement(tmp_path, said())
    (tmp_path / statement_path(NUMBER)).write_bytes(b"\xff\xfe")
    assert find_statement_file(tmp_path, NUMBER) is None
