"""Who reads a complaint: its owner, and the office that its owner named."""

from tests.vault.test_opening import review
from tests.vault.world import World, refused
from workpermit.core.ids import uuid7


def test_a_complaint_is_read_by_the_office_that_its_owner_named(world: World):
    owner, case = world.applicant(), uuid7()
    subject = uuid7()
    said = {"token": owner.token, "case": case, "subject": subject}
    world.ask("public", "register_case", **said, province="50")
    record = world.seal("complaint", case, {"words": "I waited."}).id

    opened = review(world, world.registrar(site="registrar"), record)

    assert opened["records"] == {str(record): {"words": "I waited."}}
    world.ask("public", "register_case", **said, province="20")  # said once and for all
    with refused("no_jurisdiction"):
        review(world, world.registrar("O-20", ("20",), site="registrar"), record)


def test_a_province_that_is_said_gives_way_to_the_sealed_workplace(world: World):
    owner, case = world.applicant(), uuid7()
    world.ask("public", "register_case", token=owner.token, case=case, subject=uuid7(), province="50")
    workplace = world.seal("answers/workplace", case, {"province": "20"}).id
    world.ask("check", "open_for", case=case, records=[workplace])

    with refused("no_jurisdiction"):
        review(world, world.registrar(site="registrar"), workplace)
