"""What ends a sign-in code: attempts, time, use, another browser, a newer code; and how many there are."""

import secrets
from uuid import uuid4

import pytest

from tests.vault.codes import Attempt, address, holder, wrong
from tests.vault.world import World, refused
from workpermit.vault.ops.email_codes import ATTEMPTS, PER_BROWSER, PER_HOUR


def test_five_wrong_codes_end_it_even_for_the_right_one(world: World):
    email = address()
    holder(world, email)
    one = Attempt(world, email)
    code = one.letter()["code"]
    for _ in range(ATTEMPTS):
        with refused("bad_code"):
            one.type(wrong(code))

    with refused("too_many"):
        one.type(code)


def test_a_code_works_once(world: World):
    email = address()
    holder(world, email)
    one = Attempt(world, email)
    code = one.letter()["code"]
    one.type(code)

    with refused("used"):
        one.type(code)
    with refused("used"):
        one.ask()


def test_a_code_lives_for_ten_minutes(world: World):
    email = address()
    holder(world, email)
    one, late = Attempt(world, email), address()
    code = one.letter()["code"]
    world.later(minutes=10)

    with refused("expired"):
        one.type(code)
    with refused("expired"):
        one.ask(email=late)


def test_a_code_that_ran_out_is_not_sent(world: World):
    email = address()
    holder(world, email)
    one = Attempt(world, email)
    world.later(minutes=10)

    assert one.letter() == {}


def test_another_browser_can_neither_use_nor_renew_the_code(world: World):
    email = address()
    holder(world, email)
    one = Attempt(world, email)
    code = one.letter()["code"]

    with refused("bad_challenge"):
        one.type(code, browser_nonce="another")
    world.later(minutes=2)
    with refused("bad_challenge"):
        world.ask("signin", "begin_code", ticket=one.ticket, browser_nonce="another", email=email)
    assert one.type(code)


def test_the_code_of_one_browser_is_worthless_in_another_that_asked_too(world: World):
    email = address()
    holder(world, email)
    one = Attempt(world, email)
    code = one.letter()["code"]
    world.later(minutes=2)
    other = Attempt(world, email)

    with refused("bad_code"):
        other.type(code)


def test_after_a_minute_a_new_code_is_sent_and_the_old_one_is_over(world: World):
    email = address()
    holder(world, email)
    one = Attempt(world, email)
    old = one.letter()["code"]
    with refused("too_fast"):
        one.ask()
    world.later(minutes=1)

    one.ask()

    new = one.letter()["code"]
    if old != new:
        with refused("bad_code"):
            one.type(old)
    assert one.type(new)


def test_a_new_code_ends_an_old_one_that_was_not_sent_yet(world: World):
    email = address()
    holder(world, email)
    one = Attempt(world, email)
    old = one.request
    world.later(minutes=1)
    one.ask()

    assert world.ask("letter", "take_code_letter", request=old) == {}


@pytest.mark.parametrize("known", [True, False])
def test_an_address_gets_five_codes_in_an_hour(world: World, known):
    email = address()
    if known:
        holder(world, email)
    for _ in range(PER_HOUR):
        Attempt(world, email)
        world.later(minutes=2)

    with refused("too_fast"):
        Attempt(world, email)
    world.later(minutes=60)
    Attempt(world, email)


def test_an_account_gets_five_codes_in_an_hour_whatever_its_address(world: World):
    person = holder(world, address())
    for _ in range(PER_HOUR):
        email = address()
        world.ask("public", "profile", token=person.token, set={"email": email}, signs_in=True)
        Attempt(world, email)
        world.later(seconds=61)
        world.ask("public", "renew", token=person.token)
    email = address()
    world.ask("public", "profile", token=person.token, set={"email": email}, signs_in=True)

    with refused("too_fast"):
        Attempt(world, email)


def test_a_browser_asks_for_ten_codes_in_an_hour(world: World):
    nonce = secrets.token_urlsafe(32)
    for _ in range(PER_BROWSER):
        Attempt(world, address(), nonce=nonce)

    with refused("too_fast"):
        Attempt(world, address(), nonce=nonce)


def test_nobody_floods_mailboxes_through_this_service(world: World, monkeypatch):
    monkeypatch.setattr("workpermit.vault.ops.email_codes.PER_MINUTE", 0)

    with refused("too_fast"):
        Attempt(world, address())


@pytest.mark.parametrize("site", ["registrar", "signing", "centre"])
def test_staff_never_come_by_code(world: World, site):
    with refused("wrong_role"):
        Attempt(world, address(), site=site)


def test_a_code_without_a_request_is_refused(world: World):
    begun, nonce, _ = world.begin("applicant")

    for op in ("login_code", "begin_code"):
        with refused("bad_code"):
            world.ask("signin", op, ticket=begun["ticket"], browser_nonce=nonce, code="12345678")


def test_an_unknown_ticket_or_request_gives_nothing(world: World):
    for op in ("login_code", "begin_code"):
        with refused("bad_token"):
            world.ask("signin", op, ticket="none", browser_nonce="x", code="1", email="a@example.org")
    assert world.ask("letter", "take_code_letter", request=uuid4()) == {}


def test_only_the_sign_in_site_begins_and_ends_it(world: World):
    for name in ("public", "operator", "registrar", "signing", "letter"):
        for op in ("begin_code", "login_code"):
            with refused("bad_credential"):
                world.ask(name, op, ticket="x", browser_nonce="y", code="1", email="z@example.org")
