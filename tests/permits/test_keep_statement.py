"""The status statement is renewed before it ends, and an old one never replaces a newer one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from workpermit.applications.lifecycle import Status
from workpermit.permits import tasks
from workpermit.permits.queries import find_permit, find_statement, list_stale
from workpermit.permits.services import keep_statement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


class FakeVault:
    """States the status of whatever permit it is asked for."""

    def permit_status(self, *, number: str) -> str:
        return f"fresh.{number}.signature"


def test_a_newer_statement_replaces_an_older_one() -> None:
    permit = make.issue(make.application(status=Status.IDENTITY_CONFIRMED))

    keep_statement(permit, "newer", at=make.NOON + timedelta(hours=1))
    keep_statement(permit, "older", at=make.NOON - timedelta(hours=1))

    assert find_statement(permit.number) == "newer"


def test_a_permit_nobody_issued_has_no_statement() -> None:
    assert find_statement("1000000000000") is None


def test_only_what_is_old_is_stated_again() -> None:
    permit = make.issue(make.application(status=Status.IDENTITY_CONFIRMED))

    assert list_stale(make.NOON) == []
    assert list_stale(make.NOON + timedelta(seconds=1)) == [permit]


def test_the_clock_renews_a_statement_of_half_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "vault", lambda name: FakeVault())
    monkeypatch.setattr(timezone, "now", lambda: make.NOON + timedelta(hours=13))
    application = make.application(status=Status.ISSUED)

    tasks.refresh_statements(0)

    permit = find_permit(application.pk)
    assert permit is not None
    assert permit.statement == f"fresh.{permit.number}.signature"
