"""Trying changed rules on past cases: what would change, in steps of a hundred, stopped and gone on with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast
from uuid import UUID

import msgspec
import pytest
from django.db import connection, transaction

from tests import make as cases
from tests.jobs import queued
from tests.make import NOON
from tests.oversight.make import OFFICER, SECOND, changed, draft
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application, CheckFacts
from workpermit.applications.services import complete_checks
from workpermit.catalogue.definition import Service
from workpermit.oversight import rules, services, trials
from workpermit.oversight.models import Draft, Trial
from workpermit.oversight.subjects import Kind, read_definition
from workpermit.sealing.client import VaultClient
from workpermit.sealing.models import SealedRecord
from workpermit.zones.logins import TRIAL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]
RICH: dict[str, Any] = {"capital": 900_000_000, "foreign_staff": 1, "married_to_thai": False}
POOR = RICH | {"capital": 500_000_000}


class Vault:
    """Gives out what the test sealed; keeps which records were asked for."""

    def __init__(self, facts: dict[UUID, dict[str, Any]]) -> None:
        self.facts = facts
        self.asked: list[list[UUID]] = []

    def open_facts(self, records: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
        self.asked.append(list(records))
        return {record: self.facts[record] for record in records}


def past_cases(*facts: dict[str, Any]) -> Vault:
    """Applications whose checks were given these facts."""
    for one in facts:
        checked = cases.application(status=Status.CHECKING)
        complete_checks(application=checked, found=[], facts=one, at=NOON)
    records = CheckFacts.objects.order_by("pk").values_list("record", flat=True)
    return Vault(dict(zip(records, facts, strict=True)))


def tried(limit: int = 300_000_000) -> Draft:
    """A draft that asks for more capital, tried."""
    begun = draft()
    checks = [
        one | {"thresholds": one["thresholds"] | {"capital": limit}} if one["code"] == "capital" else one
        for one in begun.definition["checks"]
    ]
    changed(begun, begun.definition | {"checks": checks})
    return services.try_draft(draft=begun.pk, by=OFFICER, at=NOON)


def run(vault: Vault) -> Trial:
    """To its end, or until it is stopped."""
    trial = Trial.objects.get()
    while trials.advance_trial(trial.pk, vault=cast(VaultClient, vault), at=NOON):
        pass
    return Trial.objects.get()


def test_what_would_change_is_counted_by_check_and_reason_with_numbers_as_examples() -> None:
    vault = past_cases(RICH, POOR, POOR)
    tried()
    assert queued("run_trial") == [Trial.objects.get().pk]

    done = run(vault)

    assert (done.state, done.done, done.total) == ("done", 3, 3)
    assert done.changed == {"capital pass look capital_below": 2}
    numbers = set(Application.objects.values_list("number", flat=True))
    assert len(done.examples["capital pass look capital_below"]) == 2
    assert set(done.examples["capital pass look capital_below"]) < numbers


def test_a_trial_goes_in_steps_and_goes_on_where_it_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trials, "AT_ONCE", 2)
    vault = past_cases(POOR, POOR, POOR)
    begun = tried()
    trial = Trial.objects.get().pk
    trials.advance_trial(trial, vault=cast(VaultClient, vault), at=NOON)

    services.pause_trial(draft=begun.pk, goes_on=False, by=OFFICER, at=NOON)
    stopped = run(vault)
    assert (stopped.state, stopped.done) == ("stopped", 2)
    services.pause_trial(draft=begun.pk, goes_on=True, by=OFFICER, at=NOON)

    done = run(vault)
    assert (done.state, done.done, sum(done.changed.values())) == ("done", 3, 3)
    assert [len(records) for records in vault.asked] == [2, 1]
    assert queued("run_trial") == [trial, trial]


def test_nobody_but_the_author_stops_it() -> None:
    begun = tried()

    with pytest.raises(rules.NotTheAuthor):
        services.pause_trial(draft=begun.pk, goes_on=False, by=SECOND, at=NOON)


def test_a_draft_without_other_rules_is_not_tried_on_past_cases() -> None:
    draft(status="tried")

    assert not Trial.objects.exists()


def test_a_check_that_is_added_or_taken_away_is_found_too() -> None:
    version = read_definition(Kind.SERVICE, draft().definition)
    assert isinstance(version, Service)
    without = msgspec.structs.replace(version, checks=tuple(one for one in version.checks if one.code != "capital"))

    found = [(one.code, one.was, one.now) for one in trials.compare(version, without, POOR)]
    back = [(one.code, one.was, one.now) for one in trials.compare(without, version, POOR)]

    assert found == [("capital", "pass", "none")]
    assert back == [("capital", "none", "pass")]


def test_the_checks_seal_their_facts_and_keep_where() -> None:
    past_cases(RICH)

    kept = CheckFacts.objects.get()
    assert kept.service == "s59_new"
    assert b'"facts"' in bytes(SealedRecord.objects.get(pk=kept.record).header)


@contextmanager
def as_trial() -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {TRIAL}")
        yield
        cursor.execute("RESET ROLE")


def test_the_workers_own_login_can_do_it() -> None:
    vault = past_cases(POOR)
    tried()

    with as_trial():
        assert run(vault).done == 1
