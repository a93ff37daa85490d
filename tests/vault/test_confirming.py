"""The worker's confirmation: a signature over the records of the filing."""

from uuid import uuid4

from tests.vault import routes
from tests.vault.world import SITES, World, refused
from workpermit.core.ids import uuid7
from workpermit.sealing.canonical import parse_canonical
from workpermit.sealing.decision import decision_challenge
from workpermit.sealing.merkle import root


def begin(world: World, filing, *records):
    ids = list(records) or [ref.id for ref in filing.answers]
    return world.ask("public", "begin_confirmation", token=filing.worker.token, case=filing.case, records=ids)


def finish(world: World, request, assertion):
    return world.ask("signin", "finish_confirmation", request=request, assertion=assertion)


def test_the_worker_signs_the_root_of_the_records(world: World):
    filing = world.filing()

    said = world.ask("check", "confirmed", case=filing.case)

    assert said["root"] == root([ref.commitment for ref in filing.answers])
    assert said["records"] == [str(ref.id) for ref in filing.answers]
    assert said["at"] == int(world.now.timestamp())


def test_the_document_names_case_account_and_records(world: World):
    filing = world.filing()

    said = parse_canonical(begin(world, filing)["document"])

    assert said["case"] == str(filing.case)
    assert said["account"] == str(filing.worker.account)
    assert said["dossier"]["records"] == [str(ref.id) for ref in filing.answers]


def test_a_filing_that_nobody_confirmed_says_so(world: World):
    filing = world.filing(confirm=False)
    world.join(filing)

    with refused("not_confirmed"):
        world.ask("public", "confirmed", case=filing.case)


def test_only_the_worker_confirms(world: World):
    filing = world.filing()
    filing.worker = filing.owner

    with refused("not_yours"):
        begin(world, filing)


def test_records_of_another_case_are_not_confirmed(world: World):
    filing, other = world.filing(), world.filing()

    with refused("not_yours"):
        begin(world, filing, filing.terms.id, other.terms.id)


def test_each_request_is_signed_once(world: World):
    filing = world.filing()
    begun = begin(world, filing)
    said = world.ask("signin", "confirmation", request=begun["request"])
    assertion = filing.worker.authenticator.get(SITES["signin"], said["challenge"])
    finish(world, begun["request"], assertion)

    with refused("used"):
        finish(world, begun["request"], assertion)


def test_a_request_ends_after_a_quarter_of_an_hour(world: World):
    filing = world.filing()
    begun = begin(world, filing)
    world.later(minutes=15)

    with refused("expired"):
        world.ask("signin", "confirmation", request=begun["request"])


def test_an_unknown_request_is_refused(world: World):
    with refused("no_such_record"):
        world.ask("signin", "confirmation", request=uuid4())


def test_a_signature_over_something_else_is_refused(world: World):
    """A login, or the decision's domain over the very same bytes, is not a confirmation."""
    filing = world.filing()
    begun = begin(world, filing)
    login, _, _ = world.begin("applicant")
    for challenge in (login["challenge"], decision_challenge(begun["document"])):
        with refused("bad_challenge"):
            finish(world, begun["request"], filing.worker.authenticator.get(SITES["signin"], challenge))


def test_another_persons_key_is_refused(world: World):
    filing, other = world.filing(), world.filing()
    begun = begin(world, filing)
    said = world.ask("signin", "confirmation", request=begun["request"])

    with refused("unknown_key"):
        finish(world, begun["request"], other.worker.authenticator.get(SITES["signin"], said["challenge"]))


def test_without_user_verification_there_is_no_confirmation(world: World):
    filing = world.filing()
    begun = begin(world, filing)
    said = world.ask("signin", "confirmation", request=begun["request"])
    filing.worker.authenticator.verified = False

    with refused("not_verified_user"):
        finish(world, begun["request"], filing.worker.authenticator.get(SITES["signin"], said["challenge"]))


def test_a_worker_may_use_a_passkey_that_is_copied_between_devices(world: World):
    filing = world.filing(confirm=False)
    filing.worker = world.join(filing)
    filing.worker.authenticator.copyable = True

    world.confirm(filing)

    assert world.ask("public", "confirmed", case=filing.case)


def test_another_worker_who_joins_later_has_confirmed_nothing(world: World):
    filing = world.filing()
    routes.not_handed_in(world, filing)
    world.join(filing)

    with refused("not_confirmed"):
        world.ask("public", "confirmed", case=filing.case)


def test_the_look_for_the_confirmation_is_logged(world: World):
    filing = world.filing()

    assert [row["purpose"] for row in world.log(filing.case)].count("confirm") == 1


def test_a_record_that_is_not_there_is_not_confirmed(world: World):
    with refused("no_such_record"):
        begin(world, world.filing(), uuid7())
