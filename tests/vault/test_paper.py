"""A visitor without a code: what the clerk types from the passport opens the visit, and guessing does not."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.vault.world import WORKER, Filing, Person, World, refused
from workpermit.core.ids import uuid7
from workpermit.vault.ops.paper import CLERK_A_DAY, WRONG_A_DAY

NUMBER, BIRTH = "md123456", "1994-02-17"


@pytest.fixture(autouse=True)
def new_day(world: World) -> None:
    """Every filing of these tests is about the same passport, and its attempts are counted for a day."""
    world.vault.database.run("DELETE FROM paper_attempt")


def by_paper(
    world: World,
    clerk: Person,
    filing: Filing,
    appointment: UUID | None = None,
    number: str = NUMBER,
    birth: str = BIRTH,
):
    return world.at_counter(
        clerk,
        "check_in_by_paper",
        appointment=appointment or uuid7(),
        case=filing.case,
        passport_number=number,
        birth_date=birth,
    )


def test_the_passport_opens_a_visit_for_fifteen_minutes(world: World):
    filing, clerk = world.filing(), world.clerk()

    said = by_paper(world, clerk, filing)

    assert said["case"] == str(filing.case)
    assert said["until"] == int(world.now.timestamp()) + 900
    opened = world.at_counter(clerk, "open_visit", visit=UUID(said["visit"]), records=[filing.worker_record.id])
    assert opened["records"][str(filing.worker_record.id)]["given_names"] == "THIDA"


def test_the_person_reads_that_a_counter_opened_the_visit_with_the_passport(world: World):
    filing, clerk = world.filing(), world.clerk()
    by_paper(world, clerk, filing)

    [row] = [
        row
        for row in world.ask("public", "access_log", token=filing.worker.token, case=filing.case)["rows"]
        if row["purpose"] == "check_in_by_paper"
    ]

    assert (row["actor"], row["place"], row["counter"]) == (str(clerk.account), "C-01", "3")
    assert (row["granted"], row["fields"]) == (True, ["answers/worker"])


@pytest.mark.parametrize(("number", "birth"), [("MD123457", BIRTH), (NUMBER, "1994-02-18"), ("---", BIRTH)])
def test_both_must_agree_and_what_did_not_is_in_the_persons_log(world: World, number: str, birth: str):
    filing, clerk = world.filing(), world.clerk()

    with refused("no_match"):
        by_paper(world, clerk, filing, number=number, birth=birth)

    row = world.last_log()
    assert (row["case_id"], row["actor"], row["code"]) == (filing.case, clerk.account, "no_match")


def test_a_clerk_who_tries_birth_dates_is_stopped_and_so_is_the_next_one(world: World):
    filing, clerk, colleague = world.filing(), world.clerk(), world.clerk()
    for day in range(1, WRONG_A_DAY + 1):
        with refused("no_match"):
            by_paper(world, clerk, filing, birth=f"1994-03-{day:02}")

    for one in (clerk, colleague):
        with refused("too_many"):
            by_paper(world, one, filing)
    world.later(days=1)
    assert by_paper(world, world.clerk(), filing)


def test_the_number_of_a_passport_is_counted_over_all_its_cases(world: World):
    clerk = world.clerk()
    for _ in range(WRONG_A_DAY):
        with refused("no_match"):
            by_paper(world, clerk, world.filing(), birth="1994-03-01")

    with refused("too_many"):
        by_paper(world, clerk, world.filing())


def test_a_case_is_counted_whatever_number_is_typed(world: World):
    filing, clerk = world.filing(), world.clerk()
    for last in range(WRONG_A_DAY):
        with refused("no_match"):
            by_paper(world, clerk, filing, number=f"MD20000{last}")

    with refused("too_many"):
        by_paper(world, clerk, filing)


def test_a_clerk_opens_only_so_many_visits_by_passport_a_day(world: World, monkeypatch: pytest.MonkeyPatch):
    assert CLERK_A_DAY == 40
    monkeypatch.setattr("workpermit.vault.ops.paper.CLERK_A_DAY", 2)
    clerk = world.clerk()
    for _ in range(2):
        by_paper(world, clerk, world.filing())

    filing = world.filing()
    with refused("too_many"):
        by_paper(world, clerk, filing)
    assert by_paper(world, world.clerk(), filing)


def test_the_right_passport_forgives_a_slip_of_the_finger(world: World):
    filing, clerk, appointment = world.filing(), world.clerk(), uuid7()
    for _ in range(2):
        for _ in range(WRONG_A_DAY - 1):
            with refused("no_match"):
                by_paper(world, clerk, filing, appointment, birth="1994-03-01")
        assert by_paper(world, clerk, filing, appointment)


def test_an_attempt_is_counted_only_at_an_enrolled_device(world: World):
    filing, clerk, appointment = world.filing(), world.clerk(), uuid7()
    said = {"appointment": appointment, "case": filing.case, "passport_number": NUMBER, "birth_date": BIRTH}

    with refused("unknown_device"):
        world.ask("operator", "check_in_by_paper", token=clerk.token, **said)

    other_act = world.sign_act(clerk, "check_in", appointment)
    with refused("bad_signature"):
        world.ask("operator", "check_in_by_paper", token=clerk.token, **said, device=other_act)
    assert world.vault.database.one("SELECT count(*) AS n FROM paper_attempt")["n"] == 0


def test_a_code_that_was_made_says_where_when_and_whose_the_appointment_is(world: World):
    filing, other, clerk, appointment = world.filing(), world.filing(), world.clerk(), uuid7()
    world.checkin_code(filing, appointment)

    with refused("not_yours"):
        by_paper(world, clerk, other, appointment)
    with refused("not_yours"):
        by_paper(world, world.clerk("C-02"), filing, appointment)
    assert by_paper(world, clerk, filing, appointment)
    world.now += timedelta(days=1)
    with refused("expired"):
        by_paper(world, world.clerk(), filing, appointment)


def test_two_clerks_do_not_serve_one_visitor_whichever_way_he_came_in(world: World):
    filing, appointment = world.filing(), uuid7()
    world.at_counter(world.clerk(), "check_in", appointment=appointment, code=world.checkin_code(filing, appointment))

    with refused("used"):
        by_paper(world, world.clerk(), filing, appointment)


def test_nobody_is_found_by_a_passport_who_has_not_joined_and_confirmed(world: World):
    nobody, silent, clerk = world.filing(confirm=False), world.filing(confirm=False), world.clerk()
    silent.worker = world.join(silent)

    for filing in (nobody, silent):
        with refused("not_confirmed"):
            by_paper(world, clerk, filing)
    assert world.vault.database.one("SELECT count(*) AS n FROM paper_attempt")["n"] == 0


def test_a_decision_alone_says_who_is_meant_but_not_whose_visit_it_is(world: World):
    """A worker who confirms late, or never, has joined all the same before a counter can know him."""
    filing, _registrar, _raw, _assertion = world.granted()
    world.vault.database.run("DELETE FROM link WHERE case_id = %s", filing.case)

    with refused("not_confirmed"):
        by_paper(world, world.clerk(), filing)


def test_the_passport_counts_that_the_worker_confirmed(world: World):
    """Anybody can seal answers with a passport of his own under somebody's case."""
    filing, clerk = world.filing(), world.clerk()
    world.seal("answers/worker", filing.case, {"passport_number": "XX1", "birth_date": BIRTH}, version=9)

    with refused("no_match"):
        by_paper(world, clerk, filing, number="XX1")


def test_only_a_clerk_asks_and_unknown_cases_are_nobodys(world: World):
    filing, clerk = world.filing(), world.clerk()
    owner = filing.owner
    owner.device = clerk.device

    with refused("wrong_zone"):
        by_paper(world, owner, filing)
    filing.case = uuid7()
    with refused("not_yours"):
        by_paper(world, clerk, filing)


def find(world: World, clerk: Person, number: str = NUMBER, birth: str = BIRTH, nationality: str = "MMR") -> list[str]:
    ticket = uuid7()
    said = {"passport_number": number, "birth_date": birth, "nationality": nationality}
    device = world.sign_act(clerk, "find_by_paper", ticket)
    return world.ask("operator", "find_by_paper", token=clerk.token, ticket=ticket, device=device, **said)["cases"]


def own_filing(world: World, number: str) -> Filing:
    """A filing about a person of its own, which the worker confirmed."""
    filing = world.filing(confirm=False)
    filing.worker_record = world.seal("answers/worker", filing.case, WORKER | {"passport_number": number})
    code, cookie = world.invite(filing), "c" * 43
    ticket = world.claim(code, cookie, passport_number=number)["ticket"]
    filing.worker = world.make_passkey(ticket, cookie)
    world.confirm(filing)
    return filing


def test_a_passport_finds_the_filings_that_its_holder_has_joined(world: World):
    clerk, filing, silent = world.clerk(), own_filing(world, "FD100001"), world.filing(confirm=False)
    world.join(silent)

    assert find(world, clerk, "fd 100-001") == [str(filing.case)]
    assert find(world, clerk, "FD100001", nationality="KHM") == []
    assert find(world, clerk, "FD100001", birth="1994-02-18") == []
    assert str(silent.case) not in find(world, clerk)


def test_each_search_stands_in_the_log_of_whom_it_found(world: World):
    clerk, filing = world.clerk(), own_filing(world, "FD100002")
    find(world, clerk, "FD100002")

    row = world.ask("public", "access_log", token=filing.worker.token, case=filing.case)["rows"][0]
    assert (row["purpose"], row["actor"], row["place"], row["counter"], row["granted"]) == (
        "find_by_paper", str(clerk.account), "C-01", "3", True,
    )  # fmt: skip
    find(world, clerk, "FD999999")
    last = world.last_log()
    assert (last["purpose"], last["actor"], last["case_id"]) == ("find_by_paper", clerk.account, None)


def test_searching_is_counted_with_checking_in(world: World):
    clerk = world.clerk()
    filing = own_filing(world, "FD100003")
    for day in range(1, WRONG_A_DAY + 1):
        assert find(world, clerk, "FD100003", birth=f"1994-03-{day:02}") == []

    with refused("too_many"):
        find(world, world.clerk(), "FD100003")
    with refused("too_many"):
        by_paper(world, world.clerk(), filing, number="FD100003")


def test_a_search_that_finds_forgives_a_slip_of_the_finger(world: World):
    clerk = world.clerk()
    own_filing(world, "FD100004")
    for _ in range(2):
        for _ in range(WRONG_A_DAY - 1):
            find(world, clerk, "FD100004", birth="1994-03-01")
        assert find(world, clerk, "FD100004")


def test_a_search_needs_an_enrolled_device(world: World):
    clerk = world.clerk()
    said = {"passport_number": NUMBER, "birth_date": BIRTH, "nationality": "MMR"}

    with refused("unknown_device"):
        world.ask("operator", "find_by_paper", token=clerk.token, ticket=uuid7(), **said)
    assert world.vault.database.one("SELECT count(*) AS n FROM paper_attempt")["n"] == 0
