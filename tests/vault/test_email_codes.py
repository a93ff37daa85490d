"""Signing in by a code to the account's e-mail address: what it opens, and everything that it does not."""

from uuid import uuid4

import pytest

from tests.vault.codes import Attempt, address, by_code, holder, save
from tests.vault.world import World, refused
from workpermit.sealing.refusal import Refused
from workpermit.sealing.token import verify_token


def test_a_code_signs_in_and_says_how(world: World):
    email = address()
    person = holder(world, email)

    known = Attempt(world, email)
    letter = known.letter()
    session = world.redeem("public", known.type(letter["code"]), known.cookie)

    assert letter == {"email": email, "name": "สมชาย ใจดี", "language": "en", "code": letter["code"]}
    assert len(letter["code"]) == 8
    assert letter["code"].isdecimal()
    assert session.account == person.account
    said = verify_token(session.token, world.keys.session, now=int(world.now.timestamp()))
    assert (said.method, said.role, said.site) == ("code", "applicant", "applicant")


@pytest.mark.parametrize("typed", ["{0} {1}", " {0}-{1} "])
def test_the_code_may_be_typed_with_gaps(world: World, typed):
    email = address()
    holder(world, email)
    one = Attempt(world, email)
    code = one.letter()["code"]

    assert one.type(typed.format(code[:4], code[4:]))


def test_capital_letters_in_an_address_make_no_difference(world: World):
    email = address()
    holder(world, email)

    assert Attempt(world, f" {email.upper()} ").letter()["email"] == email


def test_the_answer_does_not_tell_whether_anybody_has_the_address(world: World):
    email = address()
    holder(world, email)
    known, unknown = Attempt(world, email), Attempt(world, address())

    rows = {}
    for name, one in (("known", known), ("unknown", unknown)):
        row = world.vault.database.one("SELECT * FROM email_code WHERE request = %s", one.request)
        rows[name] = {column: type(value) for column, value in row.items() if column != "account"}
        with refused("bad_code"):
            one.type("00000000")
        with refused("too_fast"):
            one.ask()
    assert rows["known"] == rows["unknown"]
    assert unknown.letter() == {}


def test_an_address_that_nobody_has_proved_opens_the_account_that_saved_it_last(world: World):
    """Anybody can save anybody's address; whoever reads the mailbox saves it again, and has it."""
    email = address()
    other, reader = holder(world, email), world.applicant()
    world.later(seconds=70)
    save(world, reader, email)

    assert Attempt(world, email).sign_in().account == reader.account != other.account


def test_nobody_takes_a_proved_address_by_saving_it_too(world: World):
    email = address()
    reader = holder(world, email)
    assert Attempt(world, email).sign_in().account == reader.account
    world.later(seconds=70)
    save(world, world.applicant(), email)

    assert Attempt(world, email).sign_in().account == reader.account


def test_an_account_that_changes_its_address_and_comes_back_has_to_prove_it_again(world: World):
    email = address()
    reader = holder(world, email)
    Attempt(world, email).sign_in()
    for one in (address(), email):
        save(world, reader, one)
    world.later(seconds=70)
    later = holder(world, email)

    assert Attempt(world, email).sign_in().account == later.account


def test_saving_a_proved_address_again_keeps_it(world: World):
    email = address()
    reader = holder(world, email)
    Attempt(world, email).sign_in()
    save(world, reader, email)
    world.later(seconds=70)
    holder(world, email)

    assert Attempt(world, email).sign_in().account == reader.account


def test_an_address_out_of_a_filing_gets_letters_and_opens_nothing(world: World):
    person = world.applicant()
    email = address()
    world.ask("public", "profile", token=person.token, set={"email": ""})

    said = world.ask("public", "profile", token=person.token, offer={"email": email})

    assert (said["profile"]["email"], said["email_signs_in"]) == (email, False)
    assert world.ask("letter", "contact", account=person.account)["email"] == email
    assert Attempt(world, email).letter() == {}


def test_a_filing_does_not_replace_the_address_of_the_account(world: World):
    email = address()
    person = holder(world, email)

    said = world.ask("public", "profile", token=person.token, offer={"email": address()})

    assert (said["profile"]["email"], said["email_signs_in"]) == (email, True)


@pytest.mark.parametrize("change", [{"email": ""}, {"email": "other@example.org"}])
def test_an_address_that_was_given_up_signs_nobody_in(world: World, change):
    email = address()
    person = holder(world, email)
    one = Attempt(world, email)
    world.ask("public", "profile", token=person.token, set=change)

    assert one.letter() == {}
    assert Attempt(world, address()).letter() == {}
    assert world.ask("public", "profile", token=person.token)["email_signs_in"] is False


def test_the_worker_s_address_in_the_invitation_gets_letters_and_opens_nothing(world: World):
    filing = world.filing()
    assert filing.worker is not None

    assert world.ask("letter", "contact", account=filing.worker.account)["email"] == "thida@example.org"
    assert world.ask("public", "profile", token=filing.worker.token)["email_signs_in"] is False


def test_a_worker_who_joins_with_an_account_gets_letters_where_the_filing_says(world: World):
    worker = world.applicant()
    world.ask("public", "profile", token=worker.token, set={"email": ""})
    filing = world.filing(confirm=False)

    world.claim(world.invite(filing), "cookie", token=worker.token)

    assert world.ask("letter", "contact", account=worker.account)["email"] == "thida@example.org"


def test_the_letter_is_given_out_once_and_to_the_courier_alone(world: World):
    email = address()
    holder(world, email)
    one = Attempt(world, email)
    for name in ("signin", "public", "registrar", "document"):
        with refused("bad_credential"):
            world.ask(name, "take_code_letter", request=one.request)

    assert one.letter()["code"]
    assert one.letter() == {}


def test_the_code_is_nowhere_in_the_database(world: World):
    email = address()
    holder(world, email)
    one = Attempt(world, email)
    row = world.vault.database.one("SELECT * FROM email_code WHERE request = %s", one.request)
    stored = b"".join(bytes(value) for value in row.values() if isinstance(value, bytes))

    code = one.letter()["code"]

    assert code.encode() not in stored
    assert email.encode() not in stored


def test_the_look_at_the_profile_is_logged(world: World):
    email = address()
    person = holder(world, email)

    Attempt(world, email).letter()

    last = world.log(person.account)[-1]
    assert (last["credential"], last["purpose"], last["fields"]) == ("letter", "take_code_letter", ["profile"])


def test_a_refused_code_is_logged_under_its_account(world: World):
    email = address()
    person = holder(world, email)

    with refused("bad_code"):
        Attempt(world, email).type("12")

    last = world.last_log()
    assert (last["actor"], last["purpose"], last["code"]) == (person.account, "login_code", "bad_code")


def test_it_reads_and_drafts(world: World):
    person = by_code(world)

    case = world.new_case(person)
    record = world.seal("answers/worker", case, {"given_names": "A"})

    opened = world.ask("public", "open", token=person.token, purpose="own", records=[record.id])
    assert opened["records"][str(record.id)] == {"given_names": "A"}
    assert world.ask("public", "profile", token=person.token, set={"language": "th"})["profile"]["language"] == "th"


@pytest.mark.parametrize(
    ("op", "args"),
    [
        ("allow_passkey", {"pre": "x"}),
        ("profile", {"set": {"email": "thief@example.org"}}),
        ("profile", {"set": {"phone": "1"}}),
        ("profile", {"offer": {"email": "thief@example.org"}}),
        ("create_invitation", {"case": uuid4(), "record": uuid4()}),
        ("begin_confirmation", {"case": uuid4(), "records": [uuid4()]}),
    ],
)
def test_it_makes_no_key_confirms_nothing_and_moves_no_letters(world: World, op, args):
    person = by_code(world)

    with refused("stronger_sign_in"):
        world.ask("public", op, token=person.token, **args)


def test_the_same_things_get_past_this_guard_after_a_strong_sign_in(world: World):
    person = world.applicant()

    for op in ("create_invitation", "begin_confirmation"):
        with pytest.raises(Refused) as said:
            world.ask("public", op, token=person.token, case=uuid4(), record=uuid4(), records=[uuid4()])
        assert said.value.code == "not_yours"
