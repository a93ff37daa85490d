"""A passkey beside an account's own: its holder is told by letter."""

from datetime import UTC, datetime

import pytest

from tests.sites.signin.flow import Browser, challenge_of, form_of
from tests.vault.world import World
from workpermit.cli.authenticator import SoftAuthenticator
from workpermit.letters.models import Letter
from workpermit.sealing.canonical import b64, s256, unb64

pytestmark = pytest.mark.django_db
COOKIE = "c" * 43


def make_passkey(ticket: str) -> int:
    one, keys = Browser(), SoftAuthenticator()
    page = one.get(f"http://signin.localhost:8401/passkeys/new/?ticket={ticket}&site=applicant&next=/account/")
    data, hidden = form_of(page)
    made = keys.create("http://signin.localhost:8401", challenge_of(page), unb64(data["user"]), at=datetime.now(UTC))
    answer = {"client_data": b64(made.client_data), "attestation_object": b64(made.attestation_object)}
    return int(one.post_json("signin", "/passkeys/", {**hidden, **answer}).status_code)


def test_the_holder_of_the_account_is_told(vault_here: World) -> None:
    holder = vault_here.applicant()
    ticket = vault_here.ask("public", "allow_passkey", token=holder.token, pre=s256(COOKIE))["ticket"]

    assert make_passkey(ticket) == 200

    (letter,) = Letter.objects.filter(template="passkey_added")
    assert letter.account == holder.account


def test_a_worker_who_joins_is_not_told_of_his_own_first_passkey(vault_here: World) -> None:
    filing = vault_here.filing(confirm=False)
    ticket = vault_here.claim(vault_here.invite(filing), COOKIE)["ticket"]

    assert make_passkey(ticket) == 200
    assert not Letter.objects.filter(template="passkey_added").exists()
