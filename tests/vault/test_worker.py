"""The worker joins by an invitation, proves who he is, and makes a passkey."""

import secrets
from dataclasses import dataclass

import pytest

from tests.vault import routes
from tests.vault.world import WORKER, World, refused
from workpermit.cli.authenticator import SoftAuthenticator
from workpermit.sealing.assertion import Relying
from workpermit.sealing.canonical import s256
from workpermit.sealing.software_key import SoftwareKey
from workpermit.vault.matching import is_same_person
from workpermit.vault.ops.worker import ATTEMPTS


def cookie() -> str:
    return secrets.token_urlsafe(32)


def test_the_worker_joins_with_passport_and_birth_date(world: World):
    filing = world.filing(confirm=False)
    mine = cookie()

    said = world.claim(world.invite(filing), mine)
    worker = world.make_passkey(said["ticket"], mine)

    assert said["case"] == str(filing.case)
    opened = world.ask("public", "open", token=worker.token, purpose="own", records=[filing.worker_record.id])
    assert opened["records"][str(filing.worker_record.id)] == WORKER


def test_the_code_may_be_typed_as_it_is_printed(world: World):
    filing = world.filing(confirm=False)
    code = world.invite(filing)
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:]}"

    assert world.claim(typed, cookie(), passport_number=" md-123456 ")["ticket"]


@pytest.mark.parametrize(
    "changes", [{"passport_number": "MD123457"}, {"birth_date": "1994-02-18"}, {"passport_number": "- -"}]
)
def test_somebody_else_does_not_join(world: World, changes):
    filing = world.filing(confirm=False)

    with refused("no_match"):
        world.claim(world.invite(filing), cookie(), **changes)
    assert world.log(filing.case)[-1]["code"] == "no_match"


def test_an_empty_field_agrees_with_nothing():
    assert not is_same_person({}, "", "")
    assert not is_same_person({"passport_number": "X"}, "X", "")


def test_a_date_that_is_none_is_refused(world: World):
    with refused("bad_args"):
        world.claim("code", cookie(), birth_date="2537-02-30")


def test_five_wrong_attempts_end_the_invitation(world: World):
    code = world.invite(world.filing(confirm=False))
    for _ in range(ATTEMPTS):
        with refused("no_match"):
            world.claim(code, cookie(), birth_date="1990-01-01")

    with refused("too_many"):
        world.claim(code, cookie())


def test_a_guessed_code_is_refused(world: World):
    with refused("bad_code"):
        world.claim("BCDFGHJKLMNP", cookie())


def test_after_fourteen_days_the_invitation_is_over(world: World):
    code = world.invite(world.filing(confirm=False))
    world.later(days=14)

    with refused("expired"):
        world.claim(code, cookie())


def test_an_invitation_is_used_up_by_the_passkey(world: World):
    filing = world.filing(confirm=False)
    code, first, second = world.invite(filing), cookie(), cookie()
    tickets = [world.claim(code, mine)["ticket"] for mine in (first, second)]
    world.make_passkey(tickets[0], first)

    with refused("used"):
        world.make_passkey(tickets[1], second)
    with refused("used"):
        world.claim(code, cookie())


def test_a_newer_invitation_ends_the_older(world: World):
    filing = world.filing(confirm=False)
    old = world.invite(filing)
    world.invite(filing)

    with refused("used"):
        world.claim(old, cookie())


def test_only_the_owner_invites(world: World):
    filing = world.filing(confirm=False)
    filing.owner = world.applicant()

    with refused("not_yours"):
        world.invite(filing)


def test_an_invitation_is_for_the_worker_section_of_that_case(world: World):
    filing, other = world.filing(confirm=False), world.filing(confirm=False)
    for record, code in ((filing.workplace, "bad_args"), (other.worker_record, "not_yours")):
        with refused(code):
            world.ask("public", "create_invitation", token=filing.owner.token, case=filing.case, record=record.id)


def test_nobody_is_invited_once_a_counter_confirmed_the_worker(world: World):
    filing, *_ = world.granted()

    with refused("used"):
        world.invite(filing)


def test_an_older_invitation_does_not_replace_a_worker_whom_a_counter_confirmed(world: World):
    filing, clerk, mine = world.filing(), world.clerk(), cookie()
    routes.not_handed_in(world, filing)
    code = world.invite(filing)
    ticket = world.claim(code, mine)["ticket"]
    world.at_counter(clerk, "confirm_identity", visit=world.visit(filing, clerk))

    with refused("used"):
        world.make_passkey(ticket, mine)
    with refused("used"):
        world.claim(code, cookie(), token=world.applicant().token)


def test_who_is_signed_in_joins_with_that_account(world: World):
    worker, filing = world.filing().worker, world.filing(confirm=False)

    said = world.claim(world.invite(filing), cookie(), token=worker.token)

    assert said["ticket"] == ""
    assert world.ask("public", "access_log", token=worker.token, case=filing.case)["rows"]


def test_whoever_files_does_not_join_as_the_worker(world: World):
    filing = world.filing(confirm=False)
    code = world.invite(filing)

    with refused("own_filing"):
        world.claim(code, cookie(), token=filing.owner.token)

    assert world.claim(code, cookie())["ticket"]  # the refusal has used nothing up


def test_only_the_linked_worker_has_joined(world: World):
    """Not the account that filed, though it is a party of the case; and not the worker of another one."""
    filing = world.filing()

    world.ask("public", "joined", token=filing.worker.token, case=filing.case)

    for somebody in (filing.owner, world.filing().worker):
        with refused("not_yours"):
            world.ask("public", "joined", token=somebody.token, case=filing.case)


def test_the_workers_address_comes_from_the_filing(world: World):
    """So that letters reach the worker in his own account; the look is logged."""
    filing = world.filing()

    said = world.ask("letter", "contact", account=filing.worker.account)

    assert said == {"email": "thida@example.org", "name": "THIDA AUNG", "language": "en"}
    assert [row["purpose"] for row in world.log(filing.case)].count("claim") == 2


# Passkeys.


def test_a_ticket_for_a_passkey_lives_for_a_quarter_of_an_hour(world: World):
    mine = cookie()
    ticket = world.claim(world.invite(world.filing(confirm=False)), mine)["ticket"]
    world.later(minutes=15)

    with refused("expired"):
        world.make_passkey(ticket, mine)


def test_another_browser_cannot_finish_the_passkey(world: World):
    ticket = world.claim(world.invite(world.filing(confirm=False)), cookie())["ticket"]
    begun = world.ask("signin", "begin_passkey", ticket=ticket, browser=s256("one"))
    made = world.applicant().authenticator.create(
        "http://signin.localhost:8401", begun["challenge"], b"u", at=world.now
    )

    with refused("bad_challenge"):
        world.ask("signin", "finish_passkey", ticket=ticket, browser_nonce="two", attestation=made)


def test_a_passkey_for_another_challenge_is_refused(world: World):
    ticket = world.claim(world.invite(world.filing(confirm=False)), cookie())["ticket"]
    world.ask("signin", "begin_passkey", ticket=ticket, browser=s256("one"))
    made = world.applicant().authenticator.create("http://signin.localhost:8401", b"other", b"u", at=world.now)

    with refused("bad_challenge"):
        world.ask("signin", "finish_passkey", ticket=ticket, browser_nonce="one", attestation=made)


def test_an_unknown_ticket_makes_no_passkey(world: World):
    with refused("bad_token"):
        world.ask("signin", "begin_passkey", ticket="nothing", browser=s256("one"))


def test_an_applicant_adds_a_passkey_soon_after_the_national_login(world: World):
    person, mine = world.applicant(), cookie()
    ticket = world.ask("public", "allow_passkey", token=person.token, pre=s256(mine))["ticket"]
    again = world.make_passkey(ticket, mine)

    assert again.account == person.account
    assert world.sign_in(again, "applicant").account == person.account


def test_later_the_national_login_alone_adds_no_passkey(world: World):
    person = world.applicant()
    for _ in range(2):
        world.later(minutes=8)
        person.token = world.ask("public", "renew", token=person.token)["token"]

    with refused("expired"):
        world.ask("public", "allow_passkey", token=person.token, pre=s256("x"))


def test_a_passkey_adds_another_at_any_time_and_the_old_one_is_excluded(world: World):
    worker = world.filing().worker
    for _ in range(2):
        world.later(minutes=8)
        worker.token = world.ask("public", "renew", token=worker.token)["token"]

    ticket = world.ask("public", "allow_passkey", token=worker.token, pre=s256("x"))["ticket"]

    begun = world.ask("signin", "begin_passkey", ticket=ticket, browser=s256("b"))
    assert begun["exclude"] == [key.credential_id for key in worker.authenticator.keys]
    assert begun["account"] == str(worker.account)
    assert begun["rp_id"] == "signin.localhost"


def test_an_applicants_passkey_opens_no_staff_site(world: World):
    worker = world.filing().worker

    with refused("wrong_role"):
        world.sign_in(worker, "registrar")


@dataclass
class Copier(SoftAuthenticator):
    """Registers a key of its own under the credential id of somebody else's."""

    taken: bytes = b""

    def create(self, origin, challenge, user_handle, *, at):
        key = SoftwareKey(Relying.at(origin).rp_id, user_handle, self.taken)
        return key.attest(origin, challenge, maker=None, at=at, flags=self.flags)


def test_nobody_registers_the_credential_id_of_an_officers_key(world: World):
    """The officer's own sign-in would be taken for the stranger's, and refused."""
    registrar = world.registrar()
    filing, mine = world.filing(confirm=False), cookie()
    ticket = world.claim(world.invite(filing), mine)["ticket"]
    stolen = next(key for key in registrar.authenticator.keys if key.rp_id == "signin.localhost").credential_id

    with refused("used"):
        world.make_passkey(ticket, mine, Copier(taken=stolen))
    assert world.sign_in(registrar, "registrar").token


def test_a_worker_who_confirmed_what_was_handed_in_is_not_replaced(world: World):
    """The checks have opened it: neither a new invitation nor one from before takes the worker's place."""
    filing = world.filing(confirm=False)
    routes.not_handed_in(world, filing)
    filing.worker = world.join(filing)
    world.confirm(filing)
    older = world.invite(filing)
    world.ask("check", "open_for", case=filing.case, records=[ref.id for ref in filing.answers])

    with refused("used"):
        world.invite(filing)
    with refused("used"):
        world.claim(older, secrets.token_urlsafe(32), token=world.applicant().token)


def test_a_worker_who_only_joined_can_be_replaced_after_it_was_handed_in(world: World):
    """Where the worker confirms late or never, a lost passkey is no dead end."""
    filing = world.filing(confirm=False)
    world.join(filing)

    assert world.join(filing)
