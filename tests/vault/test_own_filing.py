"""A worker who files for himself: one account, one human being, and only where the service allows it."""

import secrets

import pytest

from tests.vault import routes
from tests.vault.world import World, refused
from workpermit.core.ids import uuid7
from workpermit.sealing.decision import Bound
from workpermit.vault.own_filing import is_same_name

OWN = "s63_new"


def test_who_files_for_himself_confirms_by_his_own_passkey_and_gets_a_permit(world: World):
    filing = routes.own(world)

    number = routes.permit(world, filing, service=OWN)

    assert routes.status(world, number) == "not_yet_valid"


def test_a_counter_must_see_him_like_anybody_else(world: World):
    filing = routes.own(world)
    raw, assertion = routes.grant(world, filing, service=OWN)

    with refused("identity_not_confirmed"):
        routes.issue(world, filing, raw, assertion)


def test_a_service_that_only_employers_file_is_not_granted_to_who_filed_for_himself(world: World):
    """Else an employer who says that he is the worker would confirm in the worker's place."""
    filing = routes.own(world)

    with refused("own_filing"):
        routes.grant(world, filing, service="s59_mou_renew")


def test_a_filing_for_somebody_else_does_not_become_an_own_one(world: World):
    person = routes.with_passkey(world)
    case, subject = uuid7(), uuid7()
    world.ask("public", "register_case", token=person.token, case=case, subject=subject)

    with refused("not_yours"):
        world.ask("public", "register_case", token=person.token, case=case, subject=subject, self_filed=True)


def test_registering_an_own_filing_again_changes_nothing(world: World):
    person = routes.with_passkey(world)
    case, subject = uuid7(), uuid7()

    for _ in range(2):
        world.ask("public", "register_case", token=person.token, case=case, subject=subject, self_filed=True)


def test_nobody_else_takes_an_own_filing_over(world: World):
    filing, stranger = routes.own(world), routes.with_passkey(world)

    with refused("not_yours"):
        world.ask("public", "register_case", token=stranger.token, case=filing.case, subject=uuid7(), self_filed=True)
    with refused("own_filing"):
        world.invite(filing)


def test_who_files_for_somebody_else_still_cannot_join_as_the_worker(world: World):
    owner = routes.with_passkey(world)
    filing = routes.papers(world, world.new_case(owner), owner, worker=routes.WORKER, terms={})

    with refused("own_filing"):
        world.claim(world.invite(filing), secrets.token_urlsafe(32), token=owner.token)


def test_an_account_that_a_counter_knows_does_not_file_as_somebody_else(world: World):
    person = routes.with_passkey(world)
    routes.permit(world, routes.own(world, person), service=OWN)

    with refused("other_person"):
        routes.own(world, person, birth_date="1990-01-01", passport_number="XX1")


def test_a_new_passport_does_not_make_another_person(world: World):
    person = routes.with_passkey(world)
    routes.permit(world, routes.own(world, person), service=OWN)

    assert routes.own(world, person, passport_number="ME 777-888").worker is person


def test_a_permit_is_not_signed_for_another_than_the_counter_saw(world: World):
    """The answers are sealed anew between the visit and the decision."""
    filing = routes.own(world)
    routes.grant(world, filing, service=OWN)
    routes.identify(world, filing)
    world.later(seconds=1)
    filing.worker_record = world.seal("answers/worker", filing.case, routes.WORKER | {"passport_number": "ZZ999"})
    world.confirm(filing)
    raw, assertion = routes.grant(world, filing, service=OWN)

    with refused("identity_not_confirmed"):
        routes.issue(world, filing, raw, assertion)


@pytest.mark.parametrize("service", ["s63_new", "change_items", "replace_general", "s64_border"])
def test_services_of_the_workers_own_are_granted(world: World, service):
    filing = routes.own(world)

    assert routes.grant(world, filing, service=service)


def test_terms_of_another_case_are_refused_as_before(world: World):
    filing, other = routes.own(world), routes.own(world)

    with refused("not_yours"):
        routes.grant(world, filing, service=OWN, terms=Bound(other.terms.id, other.terms.commitment))


@pytest.mark.parametrize("first", ["1", "2", "5"])
def test_a_thai_person_does_not_file_as_the_worker(world: World, first: str):
    thai = routes.with_passkey(world, pid=f"{first}234567890121")

    with refused("thai_person"):
        routes.own(world, thai)


@pytest.mark.parametrize("first", ["0", "3", "4", "6", "7", "8", "9"])
def test_a_number_that_foreigners_may_have_refuses_nobody(world: World, first: str):
    routes.own(world, routes.with_passkey(world, pid=f"{first}234567890121", name_en="Thida Aung"))


def test_a_thai_person_confirms_nobody_elses_filing_as_its_worker(world: World):
    thai = routes.with_passkey(world, pid="1234567890121")

    with refused("thai_person"):
        routes.joined(world, thai)


def test_who_files_for_himself_bears_the_name_that_the_national_login_signed(world: World):
    other = routes.with_passkey(world, pid="0034567890121", name_en="Suradet Phimsuwan")

    with refused("other_name"):
        routes.own(world, other)


def test_the_look_at_the_signed_name_stands_in_the_log(world: World):
    person = routes.with_passkey(world, pid="0034567890121", name_en="Thida Aung")
    filing = routes.own(world, person)

    rows = world.ask("public", "access_log", token=person.token, case=filing.case)["rows"]
    assert any(row["fields"] == ["profile"] and row["own"] and row["granted"] for row in rows)


def test_a_name_that_an_employer_typed_is_no_signed_name(world: World):
    """The profile of an account that came by invitation holds what the filing said."""
    worker = world.filing().worker
    assert worker is not None

    routes.own(world, worker, given_names="THIDA MAY", family_name="OO")


@pytest.mark.parametrize(
    ("signed", "typed"),
    [
        ("Thida Aung", "AUNG THIDA"),
        ("Ms. Thida Aung", "THIDA AUNG"),
        ("Thida Aung", "THIDA MAY AUNG"),
        ("Nguyễn Thị Hoa", "NGUYEN THI HOA"),
        ("Mc Donald", "MCDONALD"),
        ("นางสาวหมี่จู เยอส่อ", "หมี่จู เยอส่อ"),
        ("", "THIDA AUNG"),
    ],
)
def test_two_writings_of_one_name_agree(signed: str, typed: str):
    assert is_same_name(signed, typed)


@pytest.mark.parametrize(("signed", "typed"), [("Somchai Jaidee", "THIDA AUNG"), ("สมชาย ใจดี", "หมี่จู เยอส่อ")])
def test_two_names_do_not_agree(signed: str, typed: str):
    assert not is_same_name(signed, typed)
