"""Profiles, contacts and receipts."""

import secrets

import pytest

from tests.vault.world import World, refused
from workpermit.core.ids import uuid7
from workpermit.core.languages import LANGUAGES
from workpermit.sealing.jws import verify_jws


def test_a_person_reads_and_changes_how_to_be_reached(world: World):
    person = world.applicant()

    said = world.ask("public", "profile", token=person.token, set={"email": "new@example.org", "language": "en"})[
        "profile"
    ]

    assert said["name"] == "สมชาย ใจดี"
    assert world.ask("public", "profile", token=person.token)["profile"] == said
    assert world.ask("letter", "contact", account=person.account) == {
        "email": "new@example.org",
        "name": "สมชาย ใจดี",
        "language": "en",
    }


@pytest.mark.parametrize("change", [{"name": "Somebody else"}, {"pid": "1"}, {"email": 3}, []])
def test_what_was_signed_cannot_be_typed_over(world: World, change):
    with refused("bad_args"):
        world.ask("public", "profile", token=world.applicant().token, set=change)


@pytest.mark.parametrize("language", LANGUAGES)
def test_letters_come_in_any_language_of_the_portal(world: World, language):
    person = world.applicant()

    world.ask("public", "profile", token=person.token, set={"language": language})

    assert world.ask("letter", "contact", account=person.account)["language"] == language


@pytest.mark.parametrize("language", ["xx", "", "my-MM", "TH"])
def test_a_language_that_nobody_writes_is_refused(world: World, language):
    with refused("bad_args"):
        world.ask("public", "profile", token=world.applicant().token, set={"language": language})


@pytest.mark.parametrize(("said", "kept"), [("my", "my"), ("th", "th"), ("xx", "en"), (None, "en"), (7, "en")])
def test_a_worker_who_joins_gets_letters_in_the_language_of_the_pages(world: World, said, kept):
    cookie = secrets.token_urlsafe(32)
    ticket = world.claim(world.invite(world.filing(confirm=False)), cookie)["ticket"]

    worker = world.make_passkey(ticket, cookie, language=said)

    assert world.ask("letter", "contact", account=worker.account)["language"] == kept


def test_nothing_of_a_profile_is_stored_in_the_clear(world: World):
    person = world.applicant()
    row = world.vault.database.one("SELECT * FROM profile WHERE account = %s", person.account)

    stored = b"".join(bytes(value) for name, value in row.items() if name != "account")

    assert "สมชาย".encode() not in stored
    assert b"somchai" not in stored


def test_swapped_profiles_do_not_open(world: World):
    thief, victim = world.applicant(), world.applicant()
    world.vault.database.run(
        "UPDATE profile p SET header = v.header, body = v.body, sealed = v.sealed, commitment = v.commitment "
        "FROM profile v WHERE p.account = %s AND v.account = %s",
        thief.account, victim.account,
    )  # fmt: skip

    with refused("does_not_open"):
        world.ask("public", "profile", token=thief.token)


def test_an_account_that_is_not_there_has_no_contact(world: World):
    with refused("no_such_record"):
        world.ask("letter", "contact", account=uuid7())


def test_only_the_courier_asks_for_an_address(world: World):
    for name in ("public", "operator", "registrar", "check", "document"):
        with refused("bad_credential"):
            world.ask(name, "contact", account=world.applicant().account)


def test_a_receipt_is_signed_by_its_own_key(world: World):
    receipt = world.ask("document", "sign_receipt", kind="filing", facts={"number": "6912345678901"})["receipt"]

    said = verify_jws(receipt, world.keys.receipt.public)

    assert (said["kind"], said["facts"]) == ("filing", {"number": "6912345678901"})
    assert "DEMO" in said["iss"]
    for other in (world.keys.permit, world.keys.status):
        with refused("bad_signature"):
            verify_jws(receipt, other.public)


def test_no_other_kind_of_paper_is_signed_as_a_receipt(world: World):
    with refused("bad_args"):
        world.ask("document", "sign_receipt", kind="permit", facts={})


@pytest.mark.parametrize("facts", [{"satang": 1}, {"x": "y" * 5000}, [], {str(n): "" for n in range(41)}])
def test_facts_are_a_small_map_of_text(world: World, facts):
    with refused("bad_args"):
        world.ask("document", "sign_receipt", kind="filing", facts=facts)
