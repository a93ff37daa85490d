"""Which office reads a notice: that of the province which its sealed answers say when it is acknowledged."""

from uuid import UUID

from tests.vault.test_opening import review
from tests.vault.world import World, refused
from workpermit.core.ids import uuid7


def begin(world: World) -> UUID:
    owner, case = world.applicant(), uuid7()
    world.ask("public", "register_case", token=owner.token, case=case, subject=uuid7())
    return case


def test_the_office_of_the_province_reads_a_notice_once_it_is_acknowledged(world: World) -> None:
    case = begin(world)
    job = world.seal("answers/job", case, {"province": "50"}).id
    officer = world.registrar(site="registrar")
    with refused("no_jurisdiction"):
        review(world, officer, job)

    world.ask("document", "open_for", case=case, records=[job])

    assert review(world, officer, job)["records"] == {str(job): {"province": "50"}}
    with refused("no_jurisdiction"):
        review(world, world.registrar("O-20", ("20",), site="registrar"), job)


def test_the_province_is_read_once(world: World) -> None:
    case = begin(world)
    for province in ("50", "20"):
        record = world.seal("answers/job", case, {"province": province}).id
        world.ask("document", "open_for", case=case, records=[record])

    with refused("no_jurisdiction"):
        review(world, world.registrar("O-20", ("20",), site="registrar"), record)


def test_of_a_case_that_the_checks_have_opened_nothing_is_learned_this_way(world: World) -> None:
    case = begin(world)
    checked = world.seal("answers/employer", case, {"name_th": "x"}).id
    world.ask("check", "open_for", case=case, records=[checked])
    record = world.seal("answers/job", case, {"province": "50"}).id
    world.ask("document", "open_for", case=case, records=[record])

    with refused("no_jurisdiction"):
        review(world, world.registrar(site="registrar"), record)
