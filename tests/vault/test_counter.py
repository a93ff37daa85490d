"""At the counter: one visit, one clerk, named fields, fifteen minutes."""

import pytest

from tests.vault.world import World, refused
from workpermit.core.ids import uuid7
from workpermit.vault.ops.counter import ATTEMPTS


def check_in(world: World, clerk, appointment, code):
    return world.at_counter(clerk, "check_in", appointment=appointment, code=code)


def open_visit(world: World, clerk, visit, *records):
    return world.at_counter(clerk, "open_visit", visit=visit, records=list(records))["records"]


def confirm(world: World, clerk, visit):
    return world.at_counter(clerk, "confirm_identity", visit=visit)


def test_the_code_opens_a_visit_for_fifteen_minutes(world: World):
    filing, clerk, appointment = world.filing(), world.clerk(), uuid7()

    said = check_in(world, clerk, appointment, world.checkin_code(filing, appointment))

    assert said["case"] == str(filing.case)
    assert said["until"] == int(world.now.timestamp()) + 900


def test_the_clerk_sees_named_fields_only(world: World):
    filing, clerk = world.filing(), world.clerk()

    said = open_visit(world, clerk, world.visit(filing, clerk), filing.worker_record.id)

    assert said[str(filing.worker_record.id)] == {
        "given_names": "THIDA",
        "family_name": "AUNG",
        "passport_number": "MD 123-456",
        "birth_date": "1994-02-17",
        "nationality": "MMR",
    }


@pytest.mark.parametrize("kind", ["file", "page"])
def test_the_clerk_sees_photo_and_passport_and_no_other_document(world: World, kind):
    filing, clerk = world.filing(), world.clerk()
    visit = world.visit(filing, clerk)
    for document in ("photo", "passport"):
        record = world.seal(kind, filing.case, {"document": document, "object": "x"}).id
        assert open_visit(world, clerk, visit, record)[str(record)]["object"] == "x"
    for value in ({"document": "medical"}, {}):
        with refused("not_yours"):
            open_visit(world, clerk, visit, world.seal(kind, filing.case, value).id)


@pytest.mark.parametrize("kind", ["answers/workplace", "terms", "label", "reason"])
def test_other_papers_stay_closed(world: World, kind):
    filing, clerk = world.filing(), world.clerk()

    with refused("not_yours"):
        open_visit(world, clerk, world.visit(filing, clerk), world.seal(kind, filing.case, {"x": "y"}).id)


def test_papers_of_another_person_stay_closed(world: World):
    filing, other, clerk = world.filing(), world.filing(), world.clerk()

    with refused("not_yours"):
        open_visit(world, clerk, world.visit(filing, clerk), other.worker_record.id)


def test_another_clerk_does_not_share_the_visit(world: World):
    filing, clerk, colleague = world.filing(), world.clerk(), world.clerk()
    visit = world.visit(filing, clerk)

    with refused("not_yours"):
        open_visit(world, colleague, visit, filing.worker_record.id)
    with refused("not_yours"):
        confirm(world, colleague, visit)


def test_an_unknown_visit_is_nobodys(world: World):
    with refused("not_yours"):
        confirm(world, world.clerk(), uuid7())


def renew_later(world: World, clerk) -> None:
    for _ in range(2):
        world.later(minutes=7, seconds=30)
        clerk.token = world.ask("operator", "renew", token=clerk.token)["token"]


def test_after_fifteen_minutes_the_visit_is_closed(world: World):
    filing, clerk = world.filing(), world.clerk()
    visit = world.visit(filing, clerk)
    renew_later(world, clerk)

    with refused("expired"):
        open_visit(world, clerk, visit, filing.worker_record.id)
    with refused("expired"):
        confirm(world, clerk, visit)


def test_the_visitor_may_check_in_again_when_the_time_was_too_short(world: World):
    filing, clerk, appointment = world.filing(), world.clerk(), uuid7()
    code = world.checkin_code(filing, appointment)
    check_in(world, clerk, appointment, code)
    renew_later(world, clerk)

    assert check_in(world, world.clerk(), appointment, code)


def test_two_clerks_do_not_serve_one_visitor_at_the_same_time(world: World):
    filing, appointment = world.filing(), uuid7()
    code = world.checkin_code(filing, appointment)
    check_in(world, world.clerk(), appointment, code)

    with refused("used"):
        check_in(world, world.clerk(), appointment, code)


def test_a_clerk_ends_the_own_visit_and_the_next_counter_opens_one_at_once(world: World):
    filing, clerk, colleague, appointment = world.filing(), world.clerk(), world.clerk(), uuid7()
    code = world.checkin_code(filing, appointment)
    visit = check_in(world, clerk, appointment, code)["visit"]

    with refused("not_yours"):
        world.ask("operator", "end_visit", token=colleague.token, visit=visit)
    for _twice in range(2):
        world.ask("operator", "end_visit", token=clerk.token, visit=visit)

    with refused("expired"):
        open_visit(world, clerk, visit, filing.worker_record.id)
    assert check_in(world, colleague, appointment, code)


def test_after_the_identity_is_confirmed_the_code_is_used_up(world: World):
    filing, clerk, appointment = world.filing(), world.clerk(), uuid7()
    code = world.checkin_code(filing, appointment)
    visit = check_in(world, clerk, appointment, code)["visit"]
    confirm(world, clerk, visit)

    with refused("bad_code"):
        check_in(world, clerk, appointment, code)
    with refused("used"):
        check_in(world, clerk, appointment, world.checkin_code(filing, appointment))


def test_a_wrong_code_is_refused_and_five_end_it(world: World):
    filing, clerk, appointment = world.filing(), world.clerk(), uuid7()
    code = world.checkin_code(filing, appointment)
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    for _ in range(ATTEMPTS):
        with refused("bad_code"):
            check_in(world, clerk, appointment, wrong)

    with refused("too_many"):
        check_in(world, clerk, appointment, code)
    assert check_in(world, clerk, appointment, world.checkin_code(filing, appointment))


def test_a_clerk_of_another_centre_is_refused(world: World):
    filing, appointment = world.filing(), uuid7()
    code = world.checkin_code(filing, appointment)

    with refused("not_yours"):
        check_in(world, world.clerk("C-02"), appointment, code)


def test_the_code_is_good_on_the_day_of_the_appointment(world: World):
    filing, appointment = world.filing(), uuid7()
    code = world.checkin_code(filing, appointment)
    world.later(days=1)

    with refused("expired"):
        check_in(world, world.clerk(), appointment, code)


def test_an_appointment_without_code_is_refused(world: World):
    with refused("not_yours"):
        check_in(world, world.clerk(), uuid7(), "12345678")


def test_an_appointment_belongs_to_one_case(world: World):
    first, second, appointment = world.filing(), world.filing(), uuid7()
    world.checkin_code(first, appointment)

    with refused("not_yours"):
        world.checkin_code(second, appointment)


def test_a_stranger_makes_no_code(world: World):
    filing = world.filing()
    filing.worker = world.applicant()

    with refused("not_yours"):
        world.checkin_code(filing, uuid7())


def test_whoever_files_for_the_worker_makes_no_code(world: World):
    """Else an employer sends anybody to the counter, who says that he is the worker."""
    filing = world.filing()
    filing.worker = filing.owner

    with refused("not_yours"):
        world.checkin_code(filing, uuid7())


def test_a_worker_who_has_confirmed_nothing_is_not_confirmed(world: World):
    filing, clerk, appointment = world.filing(confirm=False), world.clerk(), uuid7()
    filing.worker = world.join(filing)
    visit = check_in(world, clerk, appointment, world.checkin_code(filing, appointment))["visit"]

    with refused("not_confirmed"):
        confirm(world, clerk, visit)


def test_what_the_clerk_saw_is_in_the_persons_log(world: World):
    filing, clerk = world.filing(), world.clerk()
    open_visit(world, clerk, world.visit(filing, clerk), filing.worker_record.id)

    row = world.ask("public", "access_log", token=filing.owner.token, case=filing.case)["rows"][0]

    assert (row["role"], row["place"], row["counter"], row["purpose"]) == ("operator_clerk", "C-01", "3", "visit")


def test_a_clerk_compares_with_the_answers_that_the_worker_confirmed(world: World):
    """Whoever owns the main database can seal answers about somebody else and name them to the counter."""
    filing, clerk = world.filing(), world.clerk()
    visit = world.visit(filing, clerk)
    forged = world.seal("answers/worker", filing.case, {"family_name": "SOMEBODY ELSE"}, version=9)

    with refused("not_yours"):
        open_visit(world, clerk, visit, forged.id)
    assert open_visit(world, clerk, visit, filing.worker_record.id)
