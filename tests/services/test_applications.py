"""Every application service of the catalogue, driven to its outcome through the slices and a vault that judges."""

import pytest

from tests import make
from tests.catalogue import samples
from tests.services.drive import Drive
from tests.sites.staff import Stage
from workpermit.applications.lifecycle import Act, Status
from workpermit.applications.models import CheckResult
from workpermit.casework.queries import list_entries
from workpermit.catalogue.kinds import Confirmation, Outcome, Visit
from workpermit.permits.models import Approval, Permit
from workpermit.sealing.jws import verify_jws
from workpermit.vault.services import Confirmed, rule_of
from workpermit.vault.services import Outcome as Ends

APPLICATIONS = [name for name in samples.service_ids() if samples.service(name).kind != "notice"]
OWN = [name for name in APPLICATIONS if samples.service(name).files_for_self()]
LETTERS = ("s41_mou_request", "s46_mou_request", "s63_2_agn_change")


@pytest.mark.parametrize("service_id", APPLICATIONS)
def test_it_is_driven_to_its_outcome(stage: Stage, service_id: str) -> None:
    definition = samples.service(service_id)
    drive = Drive(stage, service_id, self_filed=definition.filed_by == ("foreigner",))

    done = drive.to_outcome()

    assert done.status == Status.ISSUED
    assert done.receipt
    found = {row.code: row.outcome for row in CheckResult.objects.filter(application=done.pk)}
    assert not {code for code, outcome in found.items() if outcome == CheckResult.Outcome.STOP}
    assert Permit.objects.filter(application=done.pk).exists() == (definition.outcome is Outcome.PERMIT)
    assert Approval.objects.filter(application=done.pk).exists() == (definition.outcome is Outcome.APPROVAL)


@pytest.mark.parametrize("service_id", OWN)
def test_a_worker_files_it_for_himself(stage: Stage, service_id: str) -> None:
    drive = Drive(stage, service_id, self_filed=True)

    done = drive.to_outcome()

    assert done.status == Status.ISSUED
    assert done.worker_account == done.filing_account


@pytest.mark.parametrize("service_id", APPLICATIONS)
def test_catalogue_and_vault_agree_on_what_it_needs(service_id: str) -> None:
    definition, rule = samples.service(service_id), rule_of(service_id)
    before = {
        Confirmation.SUBMIT: Confirmed.DECISION,
        Confirmation.ISSUE: Confirmed.ISSUE,
        Confirmation.NONE: Confirmed.NEVER,
    }

    assert rule.confirmed is before[definition.confirm_before()]
    assert (rule.outcome is Ends.APPROVAL) == (definition.outcome is Outcome.APPROVAL)
    assert rule.self_filed == definition.files_for_self()
    # A change of a name list changes no permit.
    assert rule.ends_old == (definition.kind in ("change", "substitute") and definition.outcome is Outcome.PERMIT)


@pytest.mark.parametrize("service_id", LETTERS)
def test_a_letter_names_its_number_and_nobody(stage: Stage, service_id: str) -> None:
    done = Drive(stage, service_id).to_outcome()

    approval = Approval.objects.get(application=done.pk)
    said = verify_jws(approval.receipt, stage.world.keys.receipt.public)
    assert said["facts"]["number"] == approval.number
    assert said["facts"]["application"] == done.number
    assert "ตัวอย่าง" not in approval.receipt


def test_what_has_neither_fee_nor_visit_flows_on_by_itself(stage: Stage) -> None:
    done = Drive(stage, "s46_mou_request").to_outcome()

    acts = [entry.act for entry in list_entries(done.pk) if entry.subject == done.pk]
    assert [act for act in acts if act.startswith("pass")] == [
        Act.PASS_FILING_FEE,
        Act.PASS_PERMIT_FEE,
        Act.PASS_VISIT,
    ]


def test_a_change_of_employer_ends_the_old_permit_and_needs_no_second_visit(stage: Stage) -> None:
    worker = {"nationality": "MMR"}
    first = Drive(stage, "s59_mou_renew", changes={"worker": worker})
    first.to_outcome()
    old = Permit.objects.get(application=first.case)
    changes = {"worker": worker, "permit": {"number": old.number}}
    second = Drive(stage, "change_items", worker=first.worker, changes=changes)

    done = second.to_outcome()

    assert done.basis == old.number
    acts = {entry.act for entry in list_entries(done.pk)}
    assert Act.PASS_VISIT in acts
    assert Act.CONFIRM_IDENTITY not in acts
    new = Permit.objects.get(application=done.pk)
    assert new.valid_until == old.valid_until
    said = stage.world.ask("public", "permit_status", number=old.number)["statement"]
    assert verify_jws(said, stage.world.keys.status.public)["status"] == "replaced"


def test_a_worker_whom_no_counter_knows_comes_in_spite_of_a_change(stage: Stage) -> None:
    drive = Drive(stage, "change_items")

    done = drive.to_outcome()

    assert Act.CONFIRM_IDENTITY in {entry.act for entry in list_entries(done.pk)}
    assert samples.service("change_items").visit is Visit.IF_NEEDED


def test_one_person_has_one_place_in_a_cohort(stage: Stage) -> None:
    service = "s63_2_cr_20260714_renew"
    first, second = Drive(stage, service), Drive(stage, service, changes={"permit": {"number": "6900000000028"}})
    first.submit()
    first.check()

    second.submit()
    second.check()

    def taken(drive: Drive) -> str:
        return CheckResult.objects.get(application=drive.case, code="already_in_cohort").outcome

    assert (taken(first), taken(second)) == ("pass", "stop")


def test_an_application_that_came_to_nothing_gives_its_place_back(stage: Stage) -> None:
    service = "s63_2_cr_20260714_renew"
    first, second = Drive(stage, service), Drive(stage, service)
    first.submit()
    first.check()
    make.withdraw(first.now, at=stage.at)

    second.submit()
    second.check()

    assert CheckResult.objects.get(application=second.case, code="already_in_cohort").outcome == "pass"
