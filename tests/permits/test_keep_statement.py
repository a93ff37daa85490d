"""The status statement is renewed before it ends, published as a file, and an old one never replaces a newer one."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from tests import make
from tests.permits.signing import keys, statement
from workpermit.applications.lifecycle import Status
from workpermit.core.ids import new_permit_number
from workpermit.permits import services, tasks
from workpermit.permits.models import Permit
from workpermit.permits.queries import find_permit, find_statement, list_due
from workpermit.permits.services import ask_again, keep_statement, statements_folder
from workpermit.permits.statement import Statement, find_statement_file, read_statement
from workpermit.sealing.client import VaultRefused, VaultUnreachable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]
DAY = timedelta(days=1)


class FakeVault:
    """States the status of whatever permit it is asked for, except what it is told to refuse."""

    def __init__(self, now: datetime) -> None:
        self.now, self.life, self.status = now, DAY, "valid"
        self.unknown: set[str] = set()
        self.asked: list[str] = []

    def permit_status(self, *, number: str) -> str:
        self.asked.append(number)
        if number in self.unknown:
            raise VaultRefused("no_such_record")
        iat = int(self.now.timestamp())
        return statement(number, iat=iat, exp=iat + int(self.life.total_seconds()), status=self.status)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the statements of this test are published."""
    monkeypatch.setitem(settings.EWP, "statements", str(tmp_path / "statements"))
    return tmp_path / "statements"


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> FakeVault:
    """The vault as the clock's task finds it, thirteen hours after noon."""
    fake = FakeVault(make.NOON + timedelta(hours=13))
    monkeypatch.setattr(tasks, "vault", lambda name: fake)
    monkeypatch.setattr(tasks, "public_keys", keys)
    monkeypatch.setattr(timezone, "now", lambda: fake.now)
    return fake


def issued() -> Permit:
    permit = find_permit(make.application(status=Status.ISSUED).pk)
    assert permit is not None
    return permit


def said(number: str, word: str, at: datetime) -> Statement:
    return Statement(word, number, "valid", at, at + DAY)


def published(number: str) -> str | None:
    return find_statement_file(statements_folder(), number)


def test_an_issued_permit_is_published_at_once() -> None:
    permit = issued()

    assert published(permit.number) == "header.valid.signature"


def test_a_newer_statement_replaces_an_older_one_in_table_and_file() -> None:
    permit = issued()

    assert keep_statement(permit, said(permit.number, "newer", make.NOON + timedelta(hours=1)))
    assert not keep_statement(permit, said(permit.number, "older", make.NOON - timedelta(hours=1)))
    assert not keep_statement(permit, said(permit.number, "as old", make.NOON + timedelta(hours=1)))

    assert find_statement(permit.number) == "newer"
    assert published(permit.number) == "newer"


def test_what_cannot_be_published_is_not_kept_and_stays_due(monkeypatch: pytest.MonkeyPatch) -> None:
    permit = issued()

    def full(folder: Path, statement: Statement) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(services, "write_statement", full)
    with pytest.raises(OSError, match="No space"):
        keep_statement(permit, said(permit.number, "newer", make.NOON + DAY))

    assert find_statement(permit.number) == "header.valid.signature"
    assert list_due(make.NOON + DAY) == [permit]


def test_a_statement_of_another_permit_is_not_kept() -> None:
    with pytest.raises(ValueError, match="another permit"):
        keep_statement(issued(), said(new_permit_number(), "other", make.NOON + DAY))


def test_a_permit_nobody_issued_has_no_statement() -> None:
    assert find_statement("1000000000000") is None


def test_only_what_is_due_is_stated_again() -> None:
    permit = issued()

    assert list_due(make.NOON + timedelta(hours=12) - timedelta(seconds=1)) == []
    assert list_due(make.NOON + timedelta(hours=12)) == [permit]


def test_the_clock_renews_a_statement_of_half_a_day_and_its_file(vault: FakeVault) -> None:
    permit = issued()

    tasks.refresh_statements(0)

    text = find_statement(permit.number)
    assert text is not None
    assert text == published(permit.number)
    assert read_statement(text, keys()).stated_at == vault.now
    assert list_due(vault.now) == []


def test_a_state_that_ends_by_itself_is_stated_again_at_that_moment(vault: FakeVault) -> None:
    permit = issued()
    vault.life = timedelta(minutes=30)
    tasks.refresh_statements(0)

    vault.now, vault.life, vault.status = vault.now + timedelta(minutes=30), DAY, "expired"
    tasks.refresh_statements(0)

    assert read_statement(published(permit.number) or "", keys()).status == "expired"


def test_a_permit_that_the_vault_never_issued_does_not_keep_the_others_waiting(vault: FakeVault) -> None:
    forged, permit = issued(), issued()
    vault.unknown = {forged.number}

    tasks.refresh_statements(0)
    tasks.refresh_statements(0)

    assert vault.asked.count(forged.number) == 1
    assert published(forged.number) == "header.valid.signature", "its old word runs out"
    assert read_statement(published(permit.number) or "", keys()).stated_at == vault.now


def test_a_permit_whose_status_was_changed_is_stated_again_by_the_next_look(vault: FakeVault) -> None:
    changed, other = issued(), issued()
    tasks.refresh_statements(0)
    vault.now, vault.status = vault.now + timedelta(minutes=1), "replaced"

    ask_again(changed.number, at=vault.now)
    tasks.refresh_statements(0)

    assert read_statement(published(changed.number) or "", keys()).status == "replaced"
    assert read_statement(published(other.number) or "", keys()).status == "valid"


def test_what_was_signed_with_another_key_is_not_published(vault: FakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    from workpermit.sealing.refusal import Refused
    from workpermit.sealing.services import public_keys

    permit = issued()
    monkeypatch.setattr(tasks, "public_keys", public_keys)

    with pytest.raises(Refused, match="bad_signature"):
        tasks.refresh_statements(0)

    assert published(permit.number) == "header.valid.signature"


def test_a_vault_that_is_away_leaves_everything_due(monkeypatch: pytest.MonkeyPatch) -> None:
    permit = issued()

    class Away:
        def permit_status(self, *, number: str) -> str:
            raise VaultUnreachable

    monkeypatch.setattr(tasks, "vault", lambda name: Away())
    monkeypatch.setattr(timezone, "now", lambda: make.NOON + DAY)

    with pytest.raises(VaultUnreachable):
        tasks.refresh_statements(0)

    assert list_due(make.NOON + DAY) == [permit]


def test_one_run_gives_way_to_other_jobs_and_the_next_goes_on(
    vault: FakeVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = {issued().number for _ in range(3)}
    monkeypatch.setattr(tasks, "LONGEST", -1.0)

    for _ in range(3):
        tasks.refresh_statements(0)

    assert set(vault.asked) == numbers
    assert len(vault.asked) == 3
