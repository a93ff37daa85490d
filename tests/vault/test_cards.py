"""A card's file opens once, at the device of its centre, for minutes; the card goes to whoever has the code."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.vault.world import Filing, Person, World, refused
from workpermit.core.ids import uuid7
from workpermit.vault.purposes import PRINT
from workpermit.vault.records import open_rows

VALUE = {"front": "AAAA", "back": "AAAA", "chip": "AAAA"}


def offered(world: World, filing: Filing, *, blank: UUID | None = None, centre: str = "C-01") -> UUID:
    blank = blank or uuid7()
    record = world.seal("card", filing.case, VALUE).id
    world.ask("document", "offer_card", blank=blank, case=filing.case, record=record, centre=centre)
    return blank


def take(world: World, clerk: Person, blank: UUID) -> dict[str, Any]:
    proof = world.sign_act(clerk, "take_card", blank)
    return world.ask("operator", "take_card", token=clerk.token, blank=blank, device=proof)


def hand_over(world: World, clerk: Person, appointment: UUID, code: str) -> None:
    proof = world.sign_act(clerk, "hand_over_card", appointment)
    world.ask("operator", "hand_over_card", token=clerk.token, appointment=appointment, code=code, device=proof)


def test_the_file_opens_once_and_each_attempt_is_in_the_log(world: World) -> None:
    filing, clerk = world.filing(), world.clerk()
    blank = offered(world, filing)

    assert take(world, clerk, blank) == VALUE
    with refused("used"):
        take(world, clerk, blank)

    rows = [row for row in world.log(filing.case) if row["purpose"] == "take_card"]
    assert [(row["granted"], row["code"], row["counter"], row["fields"]) for row in rows] == [
        (True, "", "3", ["card"]),
        (False, "used", "3", []),
    ]


def test_a_file_that_is_not_made_yet_is_said_so(world: World) -> None:
    with refused("no_such_record"):
        take(world, world.clerk(), uuid7())


def test_a_file_runs_out_after_ten_minutes_and_is_offered_anew_while_nobody_took_it(world: World) -> None:
    filing = world.filing()
    blank = offered(world, filing)
    world.later(minutes=11)
    clerk = world.clerk()

    with refused("expired"):
        take(world, clerk, blank)
    offered(world, filing, blank=blank)
    assert take(world, clerk, blank) == VALUE
    with refused("used"):
        offered(world, filing, blank=blank)


def test_a_refusal_after_the_device_costs_no_blank(world: World) -> None:
    clerk = world.clerk()
    blank = offered(world, world.filing())
    minute = world.now.replace(second=0, microsecond=0)
    count = "INSERT INTO use_count VALUES (%s, 'take_card', %s, %s)"
    world.vault.database.run(count, str(clerk.account), minute, PRINT.per_minute)

    with refused("too_fast"):
        take(world, clerk, blank)
    world.later(minutes=1)
    assert take(world, clerk, blank) == VALUE


def test_of_two_devices_at_once_one_gets_the_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = world.clerk(), world.clerk()
    blank = offered(world, world.filing())
    won: list[dict[str, Any]] = []

    def meanwhile(*given: Any, **named: Any) -> Any:
        monkeypatch.undo()
        won.append(take(world, first, blank))
        return open_rows(*given, **named)

    monkeypatch.setattr("workpermit.vault.ops.cards.open_rows", meanwhile)
    with refused("used"):
        take(world, second, blank)
    assert won == [VALUE]


def test_another_centre_and_another_device_get_nothing(world: World) -> None:
    filing, clerk = world.filing(), world.clerk()
    blank = offered(world, filing)

    with refused("not_yours"):
        take(world, world.clerk("C-02"), blank)
    with refused("unknown_device"):
        world.ask("operator", "take_card", token=clerk.token, blank=blank)
    with refused("bad_signature"):
        world.ask(
            "operator",
            "take_card",
            token=clerk.token,
            blank=blank,
            device=world.sign_act(clerk, "take_card", uuid7()),
        )
    assert take(world, clerk, blank) == VALUE


def test_an_offer_is_about_a_card_of_its_own_case(world: World) -> None:
    filing, other = world.filing(), world.filing()
    label = world.seal("label", filing.case, {"name": "A"}).id
    card = world.seal("card", other.case, VALUE).id

    for record, code in ((label, "bad_args"), (card, "not_yours")):
        with refused(code):
            world.ask("document", "offer_card", blank=uuid7(), case=filing.case, record=record, centre="C-01")


def test_a_card_is_drawn_only_where_there_is_a_permit(world: World) -> None:
    filing = world.filing()
    terms = world.seal("terms", filing.case, {"worker": "A"}).id

    with refused("no_such_record"):
        world.ask("document", "open_card", case=filing.case, records=[terms])


def test_a_code_is_asked_for_on_whatever_day_and_is_good_for_one_card(world: World) -> None:
    filing, appointment = world.filing(), uuid7()
    code = world.checkin_code(filing, appointment)
    world.later(days=3)
    clerk = world.clerk()

    with refused("bad_code"):
        hand_over(world, clerk, appointment, "00000000")
    hand_over(world, clerk, appointment, code)

    last = world.log(filing.case)[-1]
    assert (last["purpose"], last["granted"], last["counter"]) == ("hand_over_card", True, "3")
    with refused("bad_code"):
        hand_over(world, clerk, appointment, code)  # used up


def by_paper(world: World, clerk: Person, filing: Filing, appointment: UUID, birth: str = "1994-02-17") -> None:
    proof = world.sign_act(clerk, "hand_over_by_paper", appointment)
    said = {"case": filing.case, "passport_number": "MD123456", "birth_date": birth}
    world.ask("operator", "hand_over_by_paper", token=clerk.token, appointment=appointment, device=proof, **said)


def test_a_worker_without_a_telephone_shows_the_passport_and_guesses_are_counted(world: World) -> None:
    world.vault.database.run("DELETE FROM paper_attempt")
    filing, clerk, appointment = world.filing(), world.clerk(), uuid7()
    by_paper(world, clerk, filing, appointment)
    last = world.log(filing.case)[-1]
    assert (last["purpose"], last["granted"], last["fields"]) == ("hand_over_by_paper", True, ["answers/worker"])

    for _attempt in range(5):
        with refused("no_match"):
            by_paper(world, clerk, filing, appointment, "1994-02-18")
    with refused("too_many"):
        by_paper(world, clerk, filing, appointment)
    world.vault.database.run("DELETE FROM paper_attempt")


def test_the_passport_hands_no_card_over_without_device_or_for_nobody(world: World) -> None:
    filing, clerk, appointment = world.filing(), world.clerk(), uuid7()
    said = {"case": filing.case, "passport_number": "MD123456", "birth_date": "1994-02-17"}

    with refused("unknown_device"):
        world.ask("operator", "hand_over_by_paper", token=clerk.token, appointment=appointment, **said)
    with refused("not_confirmed"):
        by_paper(world, clerk, world.filing(confirm=False), appointment)


@pytest.mark.parametrize("centre", ["C-02"])
def test_a_code_counts_at_its_own_centre_and_five_times(world: World, centre: str) -> None:
    filing, appointment = world.filing(), uuid7()
    code, clerk = world.checkin_code(filing, appointment), world.clerk()

    with refused("not_yours"):
        hand_over(world, world.clerk(centre), appointment, code)
    for _attempt in range(5):
        with refused("bad_code"):
            hand_over(world, clerk, appointment, "00000000")
    with refused("too_many"):
        hand_over(world, clerk, appointment, code)


def test_a_check_in_still_needs_its_day(world: World) -> None:
    filing, appointment = world.filing(), uuid7()
    code = world.checkin_code(filing, appointment)
    world.now += timedelta(days=1)

    with refused("expired"):
        world.at_counter(world.clerk(), "check_in", appointment=appointment, code=code)
