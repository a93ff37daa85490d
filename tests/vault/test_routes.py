"""What each kind of service needs before the vault signs: no fee, a late confirmation, none, a letter instead."""

import hashlib

import pytest

from tests.vault import routes
from tests.vault.world import World, payment, refused
from workpermit.core.ids import is_number
from workpermit.sealing.canonical import b64
from workpermit.sealing.jws import verify_jws

LATE, DEMAND, AUTHORITY = "s60_1_mou_overseas", "s46_mou_request", "s62_boi_new"
NO_DAYS = {"valid_from": None, "valid_until": None}


def demand(world: World, **changes):
    """A demand for workers that was granted: it has nobody who confirms."""
    filing = world.filing(confirm=False)
    raw, assertion = routes.grant(world, filing, service=DEMAND, permit_fee=None, **(NO_DAYS | changes))
    return filing, raw, assertion


def test_bytes_that_name_no_fee_need_no_payment(world: World):
    filing = world.filing()

    assert routes.permit(world, filing, permit_fee=None)


def test_without_a_payment_a_fee_in_the_bytes_stays_unpaid(world: World):
    filing, _, raw, assertion = world.granted()

    with refused("not_paid"):
        world.ask("document", "issue_permit", case=filing.case, decision=raw, assertion=assertion)


def test_a_fee_of_nought_is_not_the_same_as_none(world: World):
    filing = world.filing()
    raw, assertion = routes.grant(world, filing, permit_fee=0)
    routes.identify(world, filing)

    with refused("not_paid"):
        world.ask("document", "issue_permit", case=filing.case, decision=raw, assertion=assertion)


def test_a_worker_abroad_confirms_after_the_visit_and_before_the_permit(world: World):
    filing = world.filing(confirm=False)
    raw, assertion = routes.grant(world, filing, service=LATE)
    filing.worker = world.join(filing)
    routes.identify(world, filing)

    with refused("not_confirmed"):
        routes.issue(world, filing, raw, assertion)
    world.confirm(filing)
    assert routes.issue(world, filing, raw, assertion)["number"]


def test_a_late_confirmation_must_cover_what_was_decided_on(world: World):
    filing = world.filing(confirm=False)
    raw, assertion = routes.grant(world, filing, service=LATE)
    filing.worker = world.join(filing)
    decided = filing.worker_record
    filing.worker_record = world.seal("answers/worker", filing.case, routes.WORKER | {"email": "x@example.org"})
    world.confirm(filing)
    routes.identify(world, filing)
    assert decided.id != filing.worker_record.id

    with refused("bad_dossier"):
        routes.issue(world, filing, raw, assertion)


@pytest.mark.parametrize("service", ["s59_new", "s60_2_skilled_overseas", "a_service_that_nobody_knows"])
def test_every_other_service_waits_for_the_worker_before_the_decision(world: World, service):
    filing = world.filing(confirm=False)

    with refused("not_confirmed"):
        routes.grant(world, filing, service=service)


def test_what_an_authority_vouches_for_needs_no_confirmation_but_a_visit(world: World):
    filing = world.filing(confirm=False)
    raw, assertion = routes.grant(world, filing, service=AUTHORITY)
    filing.worker = world.join(filing)

    with refused("identity_not_confirmed"):
        routes.issue(world, filing, raw, assertion)
    routes.identify(world, filing)
    assert routes.issue(world, filing, raw, assertion)["number"]


def test_a_clerk_is_shown_the_worker_who_was_decided_on_and_nobody_else(world: World):
    filing = world.filing(confirm=False)
    routes.grant(world, filing, service=AUTHORITY)
    filing.worker = world.join(filing)
    other = world.seal("answers/worker", filing.case, routes.WORKER | {"passport_number": "ZZ2"})
    clerk = world.clerk()
    visit = world.visit(filing, clerk)

    assert world.at_counter(clerk, "open_visit", visit=visit, records=[filing.worker_record.id])["records"]
    with refused("not_yours"):
        world.at_counter(clerk, "open_visit", visit=visit, records=[other.id])


def test_a_visit_before_anything_was_confirmed_or_decided_identifies_nobody(world: World):
    filing = world.filing(confirm=False)
    filing.worker = world.join(filing)
    clerk = world.clerk()

    with refused("not_confirmed"):
        world.at_counter(clerk, "confirm_identity", visit=world.visit(filing, clerk))


def test_a_granted_demand_becomes_a_signed_letter_that_binds_the_decision(world: World):
    filing, raw, assertion = demand(world)

    issued = routes.issue(world, filing, raw, assertion, "issue_approval")

    said = verify_jws(issued["receipt"], world.keys.receipt.public)
    assert said["kind"] == "approval"
    assert said["facts"]["decision"] == b64(hashlib.sha256(raw).digest())
    assert said["facts"]["number"] == issued["number"]
    assert is_number(issued["number"])
    assert issued["number"][0] == "2"


def test_asking_twice_gives_the_same_letter(world: World):
    filing, raw, assertion = demand(world)

    first, second = (routes.issue(world, filing, raw, assertion, "issue_approval") for _ in range(2))

    assert first == second


def test_an_approval_never_becomes_a_permit(world: World):
    filing, raw, assertion = demand(world, valid_from=None)

    with refused("not_granted"):
        routes.issue(world, filing, raw, assertion, "issue_permit")


def test_a_permit_is_not_given_out_as_a_letter(world: World):
    filing, _, raw, assertion = world.granted()

    with refused("not_granted"):
        world.ask(
            "document",
            "issue_approval",
            case=filing.case,
            decision=raw,
            assertion=assertion,
            payment=payment(filing.number),
        )


def test_a_permit_says_from_when_until_when(world: World):
    filing = world.filing()

    with refused("bad_dossier"):
        routes.grant(world, filing, **NO_DAYS)


def test_a_decision_on_a_demand_is_not_copied_to_another_case(world: World):
    _, raw, assertion = demand(world)
    other = world.filing(confirm=False)

    with refused("not_yours"):
        routes.issue(world, other, raw, assertion, "issue_approval")


def test_a_letter_is_signed_by_the_worker_that_makes_documents_alone(world: World):
    filing, raw, assertion = demand(world)

    for name in ("public", "operator", "registrar", "signing", "check"):
        with refused("bad_credential"):
            world.ask(name, "issue_approval", case=filing.case, decision=raw, assertion=assertion)


def test_a_person_has_one_reference_in_a_cohort_and_another_in_the_next(world: World):
    filing, same, other = world.filing(), world.filing(), routes.own(world, passport_number="ZZ3")

    def reference(of, cohort):
        said = world.ask("check", "cohort_reference", case=of.case, record=of.worker_record.id, cohort=cohort)
        return said["reference"]

    assert reference(filing, "A") == reference(same, "A") != ""
    assert reference(filing, "A") != reference(filing, "B")
    assert reference(filing, "A") != reference(other, "A")


def test_an_employer_has_one_word_whoever_files_and_none_without_a_number(world: World):
    number, other = {"employer_number": "0105530000125"}, {"employer_number": "0105530000133"}

    def reference(said):
        filing = world.filing()
        record = world.seal("answers/employer", filing.case, said, version=2)
        return world.ask("check", "employer_reference", case=filing.case, record=record.id)["reference"]

    assert reference(number) == reference(number | {"name_en": "Another spelling"}) != ""
    assert reference(number) != reference(other)
    assert number["employer_number"] not in reference(number)
    assert reference({"name_en": "A household"}) == ""


def test_only_the_checks_learn_the_word_for_an_employer_and_of_nothing_else(world: World):
    filing = world.filing()

    with refused("bad_args"):
        world.ask("check", "employer_reference", case=filing.case, record=filing.worker_record.id)
    for name in ("public", "operator", "registrar", "signing", "document"):
        with refused("bad_credential"):
            world.ask(name, "employer_reference", case=filing.case, record=filing.worker_record.id)


def test_a_passport_number_that_a_filer_typed_takes_nobodys_place(world: World):
    """The worker must have confirmed these very answers."""
    filing = world.filing(confirm=False)
    said = {"case": filing.case, "record": filing.worker_record.id, "cohort": "cr_1"}
    assert world.ask("check", "cohort_reference", **said)["reference"] == ""

    filing.worker = world.join(filing)
    world.confirm(filing)
    changed = world.seal("answers/worker", filing.case, routes.WORKER | {"passport_number": "ZZ1"}, version=2)

    assert world.ask("check", "cohort_reference", **said)["reference"]
    assert world.ask("check", "cohort_reference", **(said | {"record": changed.id}))["reference"] == ""
