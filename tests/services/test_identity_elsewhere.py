"""A counter that sees a person under another account: the accounts from before get letters, and nobody else."""

import secrets

import pytest

from tests import make
from tests.jobs import queued
from tests.services.drive import Drive
from tests.sites.staff import Stage
from workpermit.applications.tasks import tell_of_identity
from workpermit.letters.models import Letter
from workpermit.permits.models import Permit


@pytest.fixture
def first(stage: Stage) -> Drive:
    # The vault remembers the people of other tests.
    drive = Drive(stage, "s59_new", changes={"worker": {"passport_number": f"MX{secrets.randbelow(10**7):07}"}})
    drive.to_outcome()
    return drive


def of(drive: Drive, template: str) -> list[Letter]:
    assert drive.worker is not None
    return list(Letter.objects.filter(template=template, account=drive.worker.account))


def changed(first: Drive) -> Drive:
    """A change of the permit, filed for the same papers, whose worker joins with a new account."""
    permit = Permit.objects.get(application=first.case)
    held = {"number": permit.number, "valid_until": permit.valid_until.isoformat()}
    same = {"worker": make.ANSWERS["worker"] | first.changes["worker"], "employer": dict(make.ANSWERS["employer"])}
    drive = Drive(first.stage, "change_items", changes=same | {"permit": held})
    drive.to_outcome()
    for case in queued("tell_of_identity"):
        tell_of_identity(str(case))
    return drive


def test_a_person_whom_a_counter_sees_for_the_first_time_gets_no_such_letter(first: Drive) -> None:
    assert queued("tell_of_identity") == [first.case]

    tell_of_identity(str(first.case))

    assert not Letter.objects.filter(template__endswith="_elsewhere").exists()


def test_the_account_from_before_hears_of_the_identity_and_of_the_permit_that_ended(first: Drive) -> None:
    later = changed(first)

    (found,) = of(first, "identity_elsewhere")
    (ended,) = of(first, "permit_ended_elsewhere")

    assert found.root == ended.root == found.account  # no party of the application: the letter is about the account
    assert found.facts == {"number": later.now.number}
    assert ended.facts == {"number": later.now.number, "permit": Permit.objects.get(application=first.case).number}
