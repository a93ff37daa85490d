"""A worker without a passkey confirms at a counter: code, paper, person, and the device's signature."""

from uuid import UUID

import pytest

from tests.vault.world import Person, World, refused
from workpermit.core.ids import uuid7
from workpermit.sealing.decision import confirmation_challenge
from workpermit.sealing.device import act_bytes, is_signed_by_device
from workpermit.vault.ops.confirming_at_counter import ATTEMPTS

PAPER = {"passport_number": "md 123456", "birth_date": "1994-02-17"}


@pytest.fixture
def filing(world: World):
    one = world.filing(confirm=False)
    one.worker = world.join(one)
    by_code(world, one.worker)
    return one


def by_code(world: World, person: Person) -> None:
    """As if a code by e-mail had signed this person in."""
    sql = "UPDATE session SET method = 'code' WHERE account = %s"
    world.vault.database.run(sql, person.account)


def ask(world: World, filing, *records) -> str:
    ids = list(records) or [ref.id for ref in filing.answers]
    said = {"token": filing.worker.token, "case": filing.case, "records": ids, "at_counter": True}
    return str(world.ask("public", "begin_confirmation", **said)["code"])


def compare(world: World, clerk: Person, code: str, **changes):
    device = world.sign_act(clerk, "compare_confirmation", session_of(world, clerk))
    return world.ask("operator", "compare_confirmation", token=clerk.token, code=code, device=device, **PAPER | changes)


def confirm(world: World, clerk: Person, compared, content: bytes | None = None):
    request = UUID(compared["request"])
    device = world.sign_act(clerk, "confirm_at_counter", request, content or compared["content"])
    return world.ask("operator", "confirm_at_counter", token=clerk.token, request=request, device=device)


def session_of(world: World, clerk: Person) -> UUID:
    return UUID(world.ask("operator", "device_challenge", token=clerk.token)["session"])


def test_the_device_signs_what_a_passkey_would_sign(world: World, filing):
    clerk, code = world.clerk(), ask(world, filing)

    compared = compare(world, clerk, code)
    assert confirm(world, clerk, compared) == {"case": str(filing.case)}

    said = world.ask("registrar", "confirmed", case=filing.case)
    assert said["records"] == [str(ref.id) for ref in filing.answers]
    assert (said["how"], said["centre"], said["counter"]) == ("counter", "C-01", "3")


def test_what_is_kept_can_be_verified_again(world: World, filing):
    clerk = world.clerk()
    confirm(world, clerk, compare(world, clerk, ask(world, filing)))

    row = world.vault.database.one("SELECT * FROM confirmation WHERE case_id = %s", filing.case)
    assert row is not None
    assert row["clerk"] == clerk.account
    content = confirmation_challenge(bytes(row["raw"]))
    signed = act_bytes("confirm_at_counter", row["request"], row["device_session"], row["device_challenge"], content)
    assert is_signed_by_device(signed, bytes(row["signature"]), bytes(row["device"]))


def test_a_confirmation_by_passkey_says_so(world: World):
    assert world.ask("check", "confirmed", case=world.filing().case)["how"] == "passkey"


def test_the_person_reads_who_compared_and_who_confirmed_where(world: World, filing):
    clerk = world.clerk()
    confirm(world, clerk, compare(world, clerk, ask(world, filing)))

    rows = [row for row in world.log(filing.case) if row["actor"] == clerk.account]
    assert [(row["purpose"], row["place"], row["counter"], row["granted"]) for row in rows] == [
        ("compare_confirmation", "C-01", "3", True),
        ("confirm_at_counter", "C-01", "3", True),
    ]


def test_the_clerk_is_shown_nothing_of_the_filing(world: World, filing):
    assert compare(world, world.clerk(), ask(world, filing)).keys() == {"request", "content", "until"}


def test_who_came_by_a_code_of_an_email_signs_nothing_alone(world: World, filing):
    ids = [ref.id for ref in filing.answers]
    with refused("stronger_sign_in"):
        world.ask("public", "begin_confirmation", token=filing.worker.token, case=filing.case, records=ids)


def test_only_the_worker_asks_for_a_code(world: World, filing):
    filing.worker = filing.owner
    with refused("not_yours"):
        ask(world, filing)


def test_answers_that_do_not_say_who_it_is_are_not_confirmed_at_a_counter(world: World, filing):
    with refused("not_confirmed"):
        ask(world, filing, filing.workplace.id)


def test_a_passkey_does_not_sign_what_waits_for_a_counter(world: World, filing):
    ask(world, filing)
    row = world.vault.database.one("SELECT request FROM confirmation WHERE case_id = %s", filing.case)
    assert row is not None

    with refused("no_such_record"):
        world.ask("signin", "confirmation", request=row["request"])


@pytest.mark.parametrize("typed", [{"passport_number": "MD123457"}, {"birth_date": "1994-02-18"}])
def test_a_paper_of_somebody_else_does_not_fit(world: World, filing, typed):
    with refused("no_match"):
        compare(world, world.clerk(), ask(world, filing), **typed)


def test_five_wrong_papers_end_the_code_and_a_new_one_works(world: World, filing):
    clerk, code = world.clerk(), ask(world, filing)
    for _ in range(ATTEMPTS):
        with refused("no_match"):
            compare(world, clerk, code, birth_date="2000-01-01")

    with refused("too_many"):
        compare(world, clerk, code)
    assert compare(world, clerk, ask(world, filing))


def test_the_newest_code_of_a_filing_works_alone(world: World, filing):
    clerk, old = world.clerk(), ask(world, filing)
    compared = compare(world, clerk, old)
    ask(world, filing)

    with refused("bad_code"):
        compare(world, clerk, old)
    with refused("expired"):
        confirm(world, clerk, compared)


def test_a_clerk_compares_a_dozen_papers_a_minute(world: World, filing):
    clerk, code = world.clerk(), ask(world, filing)
    for _ in range(12):
        compare(world, clerk, code)

    with refused("too_fast"):
        compare(world, clerk, code)


def test_a_code_lasts_a_fortnight(world: World, filing):
    code = ask(world, filing)
    world.later(days=14)

    with refused("expired"):
        compare(world, world.clerk(), code)


def test_a_code_confirms_once(world: World, filing):
    clerk, code = world.clerk(), ask(world, filing)
    compared = compare(world, clerk, code)
    confirm(world, clerk, compared)

    with refused("used"):
        confirm(world, clerk, compared)
    with refused("used"):
        compare(world, clerk, code)


def test_another_clerk_does_not_confirm_what_this_one_compared(world: World, filing):
    compared = compare(world, world.clerk(), ask(world, filing))

    with refused("not_yours"):
        confirm(world, world.clerk(), compared)


def test_another_counter_does_not_confirm_what_this_one_compared(world: World, filing):
    clerk = world.clerk()
    compared = compare(world, clerk, ask(world, filing))
    clerk.device = world.device(counter="4")

    with refused("other_device"):
        confirm(world, clerk, compared)


def test_after_a_quarter_of_an_hour_the_person_is_compared_again(world: World, filing):
    clerk, code = world.clerk(), ask(world, filing)
    compared = compare(world, clerk, code)
    for _ in range(2):
        world.later(minutes=7, seconds=30)
        clerk.token = world.ask("operator", "renew", token=clerk.token)["token"]

    with refused("expired"):
        confirm(world, clerk, compared)


def test_nothing_is_confirmed_that_was_not_compared(world: World, filing):
    ask(world, filing)
    row = world.vault.database.one("SELECT request, raw FROM confirmation WHERE case_id = %s", filing.case)
    assert row is not None
    said = {"request": str(row["request"]), "content": confirmation_challenge(bytes(row["raw"]))}

    with refused("not_yours"):
        confirm(world, world.clerk(), said)


def test_the_device_signs_this_confirmation_and_no_other(world: World, filing):
    clerk = world.clerk()
    compared = compare(world, clerk, ask(world, filing))

    with refused("bad_signature"):
        confirm(world, clerk, compared, content=b"x" * 32)


def test_without_an_enrolled_device_nothing_is_compared(world: World, filing):
    clerk, code = world.clerk(), ask(world, filing)
    clerk.device = world.device("C-02")

    with refused("other_centre"):
        compare(world, clerk, code)
    with refused("unknown_device"):
        world.ask("operator", "compare_confirmation", token=clerk.token, code=code, **PAPER)


def test_a_request_that_nobody_made_is_nobodys(world: World):
    clerk = world.clerk()
    with refused("not_yours"):
        confirm(world, clerk, {"request": str(uuid7()), "content": b"x" * 32})


def test_a_worker_who_joined_later_confirms_anew(world: World, filing):
    """A confirmation counts only for the account that is linked to the case."""
    clerk = world.clerk()
    confirm(world, clerk, compare(world, clerk, ask(world, filing)))
    sql = "UPDATE link SET account = %s WHERE case_id = %s"
    world.vault.database.run(sql, uuid7(), filing.case)

    with refused("not_confirmed"):
        world.ask("check", "confirmed", case=filing.case)


def test_a_permit_is_granted_on_what_a_counter_confirmed(world: World, filing):
    clerk, registrar = world.clerk(), world.registrar()
    confirm(world, clerk, compare(world, clerk, ask(world, filing)))
    world.at_counter(clerk, "confirm_identity", visit=world.visit(filing, clerk))
    raw = world.decide(filing, registrar)
    assertion = world.sign(registrar, raw)

    world.verify(registrar, raw, assertion)
    assert world.issue(filing, raw, assertion)["number"]


def test_confirming_at_a_counter_is_not_the_identity_check(world: World, filing):
    clerk = world.clerk()
    confirm(world, clerk, compare(world, clerk, ask(world, filing)))

    assert world.ask("document", "identity", case=filing.case) == {"confirmed": False}
