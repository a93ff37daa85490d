"""A renewal is compared with the permit before it, by a vault that keeps worker, employer and days of each permit."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests import make
from tests.services.drive import Drive
from tests.sites.staff import Stage
from workpermit.answers.queries import list_sections
from workpermit.applications.models import CheckResult
from workpermit.permits.models import Permit
from workpermit.sealing.refusal import Refused


@pytest.fixture
def first(stage: Stage) -> Drive:
    drive = Drive(stage, "s59_new")
    drive.to_outcome()
    return drive


def renewed(first: Drive, *, another_worker: bool = False, **changes: dict[str, str]) -> Any:
    """What the check finds on a renewal of the permit, filed with the same answers but for `changes`."""
    permit = Permit.objects.get(application=first.case)
    held = {"number": permit.number, "valid_until": permit.valid_until.isoformat()}
    same = {name: dict(make.ANSWERS[name]) for name in ("worker", "employer")}
    answers = {name: one | changes.get(name, {}) for name, one in (same | {"permit": held}).items()}
    drive = Drive(first.stage, "s59_renew", worker=None if another_worker else first.worker, changes=answers)
    drive.submit()
    drive.check()
    return CheckResult.objects.get(application=drive.case, code="held_permit")


def test_the_same_worker_employer_and_last_day_are_in_order(first: Drive) -> None:
    assert renewed(first).outcome == "pass"


def test_another_employer_is_seen(first: Drive) -> None:
    found = renewed(first, employer={"employer_number": "1234567890121"})

    assert (found.outcome, found.facts) == ("look", {"differs": ["employer"]})


def test_another_worker_is_seen_and_a_new_passport_of_the_same_account_is_not(first: Drive) -> None:
    found = renewed(first, another_worker=True, worker={"passport_number": "MZ7654321", "birth_date": "1991-01-01"})
    assert (found.outcome, found.facts) == ("stop", {"differs": ["worker"]})


def test_a_new_passport_in_the_same_account_is_no_other_worker(first: Drive) -> None:
    assert renewed(first, worker={"passport_number": "MZ7654321"}).outcome == "pass"


def test_another_last_day_is_seen(first: Drive) -> None:
    until = Permit.objects.get(application=first.case).valid_until + timedelta(days=1)

    assert renewed(first, permit={"valid_until": until.isoformat()}).facts == {"differs": ["permit"]}


def test_a_permit_of_another_system_cannot_be_compared(first: Drive) -> None:
    assert renewed(first, permit={"number": "6900000000017"}).outcome == "unknown"


@pytest.mark.parametrize("given", [("employer",), ("record", "workplace")])
def test_the_vault_compares_the_worker_and_the_employer_and_no_other_answers(
    first: Drive, given: tuple[str, ...]
) -> None:
    rows = list_sections(first.case)
    records: dict[str, UUID] = {"record": rows["worker"].record, "employer": rows["employer"].record}
    asked = {"record": records["employer"]} if given == ("employer",) else {**records, "employer": rows["job"].record}

    with pytest.raises(Refused, match="bad_args"):
        first.stage.world.ask("check", "held_permit", case=first.case, number="6900000000017", **asked)
