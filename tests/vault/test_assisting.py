"""A clerk helps somebody without a phone: a session of half an hour that reaches what it begins, and nothing else."""

import json
import secrets
from uuid import UUID

import pytest

from tests.vault.test_confirming_at_counter import confirm, session_of
from tests.vault.world import WORKER, Person, World, refused
from workpermit.core.ids import uuid7
from workpermit.sealing.canonical import s256, unb64
from workpermit.vault.purposes import ASSISTED_A_MINUTE, ASSISTED_AN_HOUR

PAPER = {"passport_number": "MD 123456", "birth_date": "1994-02-17", "nationality": "MMR"}


def begin(world: World, clerk: Person, cookie: str, **changes):
    device = world.sign_act(clerk, "begin_assisted", session_of(world, clerk))
    said = {**PAPER, "pre": s256(cookie), "language": "my", **changes}
    return world.ask("operator", "begin_assisted", token=clerk.token, device=device, **said)


def helped(world: World, clerk: Person, **changes) -> Person:
    """The visitor, at the site where he files."""
    cookie = secrets.token_urlsafe(32)
    return world.redeem("public", begin(world, clerk, cookie, **changes)["code"], cookie)


def claims(person: Person) -> dict[str, object]:
    return dict(json.loads(unb64(person.token.split(".")[0])))


def own_case(world: World, visitor: Person) -> UUID:
    case = uuid7()
    world.ask("public", "register_case", token=visitor.token, case=case, subject=uuid7(), self_filed=True)
    return case


def ask_to_confirm(world: World, visitor: Person, case: UUID, **changes: str):
    record = world.seal("answers/worker", case, WORKER | changes)
    said = {"token": visitor.token, "case": case, "records": [record.id], "at_counter": True}
    return world.ask("public", "begin_confirmation", **said)


def compare(world: World, clerk: Person, request: str):
    device = world.sign_act(clerk, "compare_confirmation", session_of(world, clerk))
    return world.ask("operator", "compare_confirmation", token=clerk.token, request=request, device=device)


def renew(world: World, person: Person, name: str = "public") -> None:
    person.token = world.ask(name, "renew", token=person.token)["token"]


def test_the_visitors_token_says_who_helps_and_where(world: World):
    clerk = world.clerk()

    said = claims(helped(world, clerk))

    assert (said["method"], said["place"], said["counter"]) == ("counter", "C-01", "3")
    assert said["helper"] == str(clerk.account)
    assert said["ends"] == int(world.now.timestamp()) + 1800


def test_each_visitor_has_an_account_of_his_own(world: World):
    """So nothing that was filed before, by whomever, is in reach."""
    clerk = world.clerk()

    assert helped(world, clerk).account != helped(world, clerk).account


def test_the_person_goes_on_where_his_paper_leads(world: World):
    clerk = world.clerk()
    first = helped(world, clerk)
    paper = world.ask("public", "create_paper", token=first.token)["code"]

    assert helped(world, world.clerk("C-02"), paper=paper).account == first.account


def test_the_paper_of_somebody_else_leads_nowhere(world: World):
    clerk = world.clerk()
    paper = world.ask("public", "create_paper", token=helped(world, clerk).token)["code"]

    with refused("no_match"):
        helped(world, clerk, paper=paper, passport_number="AA000001")
    with refused("bad_code"):
        helped(world, clerk, paper="AAAABBBBCCCC")


def test_a_paper_ends_after_ninety_days_and_with_a_newer_one(world: World):
    clerk = world.clerk()
    visitor = helped(world, clerk)
    old, new = (world.ask("public", "create_paper", token=visitor.token)["code"] for _ in range(2))
    with refused("bad_code"):
        helped(world, clerk, paper=old)
    world.later(days=90)

    with refused("expired"):
        helped(world, world.clerk(), paper=new)


def test_only_somebody_who_is_being_helped_gets_a_paper(world: World):
    with refused("not_yours"):
        world.ask("public", "create_paper", token=world.applicant().token)


def test_an_assisted_token_does_not_open_what_the_person_filed_before(world: World):
    earlier, clerk = world.filing(), world.clerk()
    visitor = helped(world, clerk)

    with refused("not_yours"):
        world.ask("public", "open", token=visitor.token, purpose="own", records=[earlier.worker_record.id])
    with refused("not_yours"):
        world.ask("public", "access_log", token=visitor.token, case=earlier.case)


def test_what_is_seen_with_help_stands_in_the_log_with_the_clerk(world: World):
    clerk = world.clerk()
    visitor = helped(world, clerk)
    case = own_case(world, visitor)
    record = world.seal("answers/worker", case, WORKER).id
    world.ask("public", "open", token=visitor.token, purpose="own", records=[record])

    row = world.log(case)[-1]
    assert (row["actor"], row["helper"], row["place"], row["counter"]) == (visitor.account, clerk.account, "C-01", "3")
    said = world.ask("public", "access_log", token=visitor.token, case=case)["rows"]
    assert said[0]["helped"] is True
    assert (said[0]["place"], said[0]["counter"]) == ("C-01", "3")


def test_at_a_counter_somebody_files_for_himself_alone(world: World):
    visitor = helped(world, world.clerk())

    with refused("not_yours"):
        world.ask("public", "register_case", token=visitor.token, case=uuid7(), subject=uuid7())
    with refused("not_yours"):
        said = {"subject": uuid7(), "self_filed": True, "province": "50"}
        world.ask("public", "register_case", token=visitor.token, case=uuid7(), **said)


def test_the_visitor_confirms_at_this_very_counter_without_a_code(world: World):
    clerk = world.clerk()
    visitor = helped(world, clerk)
    case = own_case(world, visitor)

    confirm(world, clerk, compare(world, clerk, ask_to_confirm(world, visitor, case)["request"]))

    said = world.ask("public", "confirmed", case=case)
    assert (said["how"], said["counter"]) == ("counter", "3")


@pytest.mark.parametrize("change", [{"passport_number": "AA000001"}, {"birth_date": "1990-01-01"}])
def test_nobody_confirms_what_is_about_somebody_else(world: World, change: dict[str, str]):
    visitor = helped(world, world.clerk())

    with refused("other_person"):
        ask_to_confirm(world, visitor, own_case(world, visitor), **change)


def test_another_clerk_or_counter_confirms_nothing_for_this_visitor(world: World):
    clerk = world.clerk()
    visitor = helped(world, clerk)
    asked = ask_to_confirm(world, visitor, own_case(world, visitor))["request"]

    with refused("not_yours"):
        compare(world, world.clerk(), asked)
    clerk.device = world.device(counter="4")
    with refused("not_yours"):
        compare(world, clerk, asked)


def test_a_visitor_who_is_gone_confirms_nothing_more(world: World):
    clerk = world.clerk()
    visitor = helped(world, clerk)
    asked = ask_to_confirm(world, visitor, own_case(world, visitor))["request"]
    world.ask("operator", "end_assisted", token=clerk.token)

    with refused("not_yours"):
        compare(world, clerk, asked)


def test_what_the_visitor_before_was_to_confirm_is_not_confirmed_with_the_next_one(world: World):
    clerk = world.clerk()
    before = helped(world, clerk)
    asked = ask_to_confirm(world, before, own_case(world, before))["request"]
    helped(world, clerk)

    with refused("not_yours"):
        compare(world, clerk, asked)


def test_an_invitation_of_another_person_is_not_joined(world: World):
    filing, clerk = world.filing(confirm=False), world.clerk()
    visitor = helped(world, clerk, passport_number="AA000001")

    with refused("other_person"):
        world.claim(world.invite(filing), "cookie", token=visitor.token)


def test_a_printed_invitation_is_joined_with_help(world: World):
    filing, clerk = world.filing(confirm=False), world.clerk()
    visitor = helped(world, clerk)

    world.claim(world.invite(filing), "cookie", token=visitor.token)

    assert world.ask("public", "joined", token=visitor.token, case=filing.case) == {}


@pytest.mark.parametrize(
    ("op", "args"),
    [
        ("allow_passkey", {"pre": "x" * 43}),
        ("profile", {"set": {"email": "clerk@example.org"}}),
        ("profile", {"offer": {"email": "clerk@example.org"}}),
    ],
)
def test_with_help_nobody_makes_a_key_or_changes_where_letters_go(world: World, op: str, args):
    with refused("stronger_sign_in"):
        world.ask("public", op, token=helped(world, world.clerk()).token, **args)


def test_the_help_ends_after_half_an_hour(world: World):
    visitor = helped(world, world.clerk())
    for _ in range(3):
        world.later(minutes=9, seconds=50)
        renew(world, visitor)
    world.later(seconds=30)

    with refused("expired"):
        renew(world, visitor)


def test_the_next_visitor_at_a_device_ends_the_one_before(world: World):
    clerk = world.clerk()
    first = helped(world, clerk)
    helped(world, clerk)

    with refused("revoked"):
        renew(world, first)


def test_another_clerk_at_the_same_device_ends_it_too(world: World):
    clerk, colleague = world.clerk(), world.clerk()
    first = helped(world, clerk)
    colleague.device = clerk.device
    helped(world, colleague)

    with refused("revoked"):
        renew(world, first)


def test_the_clerk_or_the_visitor_ends_it(world: World):
    clerk = world.clerk()
    one = helped(world, clerk)
    world.ask("operator", "end_assisted", token=clerk.token)
    with refused("revoked"):
        renew(world, one)

    other = helped(world, clerk)
    world.ask("public", "end_session", token=other.token)
    with refused("revoked"):
        renew(world, other)


def test_it_ends_with_the_clerks_own_session(world: World):
    clerk = world.clerk()
    visitor = helped(world, clerk)
    world.ask("operator", "end_session", token=clerk.token)

    with refused("revoked"):
        renew(world, visitor)


def test_a_code_of_a_visitor_who_is_gone_opens_nothing(world: World):
    clerk, cookie = world.clerk(), secrets.token_urlsafe(32)
    code = begin(world, clerk, cookie)["code"]
    world.ask("operator", "end_assisted", token=clerk.token)

    with refused("used"):
        world.ask("public", "redeem", code=code, verifier=cookie)


def test_the_code_is_the_visitors_site_and_browser_alone(world: World):
    clerk, cookie = world.clerk(), secrets.token_urlsafe(32)
    code = begin(world, clerk, cookie)["code"]

    with refused("bad_code"):
        world.ask("public", "redeem", code=code, verifier="another")
    with refused("wrong_zone"):
        world.ask("operator", "redeem", code=code, verifier=cookie)
    world.redeem("public", code, cookie)
    with refused("used"):
        world.ask("public", "redeem", code=code, verifier=cookie)


def test_a_clerk_begins_so_many_in_a_minute_and_in_an_hour(world: World):
    clerk = world.clerk()
    for _ in range(ASSISTED_A_MINUTE):
        helped(world, clerk)
    with refused("too_fast"):
        helped(world, clerk)
    for _ in range(2):
        world.later(minutes=1)
        for _ in range(ASSISTED_A_MINUTE):
            helped(world, clerk)
    world.later(minutes=1)

    assert ASSISTED_AN_HOUR == 3 * ASSISTED_A_MINUTE
    with refused("too_many"):
        helped(world, clerk)


def test_without_an_enrolled_device_nobody_is_helped(world: World):
    clerk = world.clerk()
    clerk.device = world.device("C-02")

    with refused("other_centre"):
        helped(world, clerk)
    with refused("unknown_device"):
        world.ask("operator", "begin_assisted", token=clerk.token, **PAPER, pre="x" * 43, language="my")


def test_an_applicant_helps_nobody(world: World):
    with refused("wrong_zone"):
        world.ask("operator", "begin_assisted", token=world.applicant().token, **PAPER, pre="x" * 43, language="my")


def test_accounts_that_may_be_the_persons_are_told(world: World):
    filing, clerk = world.filing(), world.clerk()
    world.ask("check", "same_worker", case=filing.case, record=filing.worker_record.id)
    said = begin(world, clerk, "cookie")

    told = world.ask("document", "assisted_elsewhere", assisted=said["assisted"])

    assert filing.worker is not None
    assert str(filing.worker.account) in told["accounts"]
    assert told["centre"] == "C-01"


def test_from_a_phone_the_paper_makes_a_key_once(world: World):
    clerk, cookie = world.clerk(), secrets.token_urlsafe(32)
    visitor = helped(world, clerk)
    paper = world.ask("public", "create_paper", token=visitor.token)["code"]
    tickets = [world.ask("public", "claim_paper", paper=paper, **PAPER, pre=s256(cookie))["ticket"] for _ in range(2)]

    person = world.make_passkey(tickets[0], cookie)

    assert person.account == visitor.account
    assert claims(person)["method"] == "passkey"
    with refused("used"):
        world.make_passkey(tickets[1], cookie)
    with refused("revoked"):
        renew(world, visitor)
    with refused("bad_code"):
        helped(world, clerk, paper=paper)


def test_who_finds_the_paper_needs_the_passport_too(world: World):
    visitor = helped(world, world.clerk())
    paper = world.ask("public", "create_paper", token=visitor.token)["code"]
    for _ in range(5):
        with refused("no_match"):
            world.ask("public", "claim_paper", paper=paper, **PAPER | {"birth_date": "1990-01-01"}, pre="x" * 43)

    with refused("too_many"):
        world.ask("public", "claim_paper", paper=paper, **PAPER, pre="x" * 43)
