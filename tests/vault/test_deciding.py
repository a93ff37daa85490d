"""A registrar's decision: verified from its bytes, never from what a database says about it."""

import json
import subprocess
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.vault.world import SITES, World, refused
from workpermit.cli.authenticator import SoftAuthenticator
from workpermit.core.actors import Role
from workpermit.sealing.decision import Bound, Decision, Dossier, decision_challenge
from workpermit.sealing.merkle import root
from workpermit.sealing.refusal import Refused
from workpermit.sealing.software_key import Maker
from workpermit.vault.decisions import enrolment_challenge
from workpermit.vault.enrolment import Credential


def test_a_registrars_signature_over_the_decision_is_accepted(world: World):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar)

    world.verify(registrar, raw, world.sign(registrar, raw))


def test_a_stored_decision_re_verifies_with_openssl_alone(world: World, tmp_path):
    """STANDARDS 0.3: whoever trusts neither us nor our code needs the raw parts and openssl."""
    _, registrar, raw, assertion = world.granted()
    key = next(one for one in registrar.authenticator.keys if one.credential_id == assertion.credential_id)
    public = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "registrar.pem").write_bytes(public)
    (tmp_path / "signature").write_bytes(assertion.signature)
    (tmp_path / "message").write_bytes(assertion.authenticator_data + sha256(assertion.client_data).digest())

    said = subprocess.run(
        ["openssl", "dgst", "-sha256", "-verify", "registrar.pem", "-signature", "signature", "message"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == "Verified OK"
    challenge = urlsafe_b64encode(sha256(b"e-WorkPermitOS/decision/v1\x00" + raw).digest()).rstrip(b"=")
    assert json.loads(assertion.client_data)["challenge"].encode() == challenge


def test_every_changed_bit_of_the_decision_is_refused(world: World):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar)
    assertion = world.sign(registrar, raw)
    for place in range(0, len(raw), 97):
        changed = bytearray(raw)
        changed[place] ^= 1
        with pytest.raises(Refused) as said:
            world.verify(registrar, bytes(changed), assertion)
        assert said.value.code in {"bad_args", "bad_challenge", "not_registrar", "used", "expired"}


@pytest.mark.parametrize(
    ("flag", "value", "code"),
    [
        ("verified", False, "not_verified_user"),
        ("present", False, "not_present_user"),
        ("copyable", True, "copyable_key"),
    ],
)
def test_the_authenticator_must_claim_a_verified_person_and_a_single_device(world: World, flag, value, code):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar)
    setattr(registrar.authenticator, flag, value)

    with refused(code):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_an_assertion_made_on_another_page_is_refused(world: World):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar)
    [key] = [one for one in registrar.authenticator.keys if one.rp_id == "signing.localhost"]

    with refused("bad_origin"):
        world.verify(registrar, raw, key.sign(SITES["registrar"], decision_challenge(raw)))


def test_a_login_assertion_is_no_decision(world: World):
    """A login challenge is random; that of a decision is rebuilt from its bytes."""
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar)
    begun, _, _ = world.begin("signing")
    [key] = [one for one in registrar.authenticator.keys if one.rp_id == "signing.localhost"]

    with refused("bad_challenge"):
        world.verify(registrar, raw, key.sign(SITES["signing"], begun["challenge"]))


def test_the_login_key_decides_nothing(world: World):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar)
    login = registrar.authenticator.get(SITES["signin"], decision_challenge(raw))

    with refused("unknown_key"):
        world.verify(registrar, raw, login)


def test_another_registrars_key_is_refused(world: World):
    filing, registrar, other = world.filing(), world.registrar(), world.registrar()
    raw = world.decide(filing, registrar)

    with refused("unknown_key"):
        world.verify(registrar, raw, world.sign(other, raw))


def test_a_signature_that_was_changed_is_refused(world: World):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar)
    first, second = world.sign(registrar, raw), world.sign(registrar, raw)
    mixed = type(first)(
        first.credential_id, first.client_data, first.authenticator_data, second.signature[:-1] + b"\x00"
    )

    with refused("bad_signature"):
        world.verify(registrar, raw, mixed)


def test_a_key_that_two_officers_took_back_is_refused(world: World):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar)
    world.revoke("key", registrar.account, "decision")

    with refused("key_removed"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_a_removed_registrar_is_refused_at_once(world: World):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar)
    world.revoke("role", registrar.account)

    with refused("wrong_role"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_an_assistant_registrar_neither_begins_nor_signs(world: World):
    world.officers().give_jurisdiction("O-50", ["50"])
    filing = world.filing()
    assistant = world.sign_in(world.staff(Role.ASSISTANT_REGISTRAR, "O-50"), "signing")

    with refused("not_registrar"):
        world.decide(filing, assistant)


def test_a_registrar_cannot_sign_as_another(world: World):
    filing, registrar, other = world.filing(), world.registrar(), world.registrar()
    raw = world.decide(filing, registrar)

    with refused("not_registrar"):
        world.verify(other, raw, world.sign(registrar, raw))


def test_a_case_of_another_province_is_refused(world: World):
    filing, registrar = world.filing(province="83"), world.registrar()

    with refused("no_jurisdiction"):
        world.decide(filing, registrar)


def test_a_jurisdiction_that_ended_in_between_is_refused(world: World):
    office = f"O-{uuid4().hex[:6]}"
    filing, registrar = world.filing(), world.registrar(office)
    raw = world.decide(filing, registrar, office=office)
    world.revoke("jurisdiction", office)

    with refused("no_jurisdiction"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_the_office_must_be_one_that_the_registrar_is_appointed_to(world: World):
    world.officers().give_jurisdiction("O-51", ["50"])
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar, office="O-51")

    with refused("not_registrar"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_fifteen_minutes_later_the_nonce_is_worthless(world: World):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar)
    world.later(minutes=9)
    registrar.token = world.ask("signing", "renew", token=registrar.token)["token"]
    world.later(minutes=6)

    with refused("expired"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_an_end_that_the_vault_did_not_set_is_refused(world: World):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar, expires_at=world.now + timedelta(days=30))

    with refused("bad_challenge"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_one_decision_has_one_set_of_bytes(world: World):
    filing, registrar = world.filing(), world.registrar()
    decision = uuid4()
    first = world.decide(filing, registrar, decision_id=decision)
    world.verify(registrar, first, world.sign(registrar, first))
    second = world.decide(filing, registrar, decision_id=decision, permit_fee=1)

    with refused("used"):
        world.verify(registrar, second, world.sign(registrar, second))


def test_one_nonce_serves_one_decision(world: World):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar)
    nonce = Decision.from_bytes(raw).nonce
    other = world.decide(filing, registrar, nonce=nonce)

    with refused("bad_challenge"):
        world.verify(registrar, other, world.sign(registrar, other))


def test_the_root_must_be_that_of_the_records(world: World):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar, dossier=Dossier(tuple(ref.id for ref in filing.answers), b"r" * 32))

    with refused("bad_dossier"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_the_terms_must_be_those_that_were_signed(world: World):
    filing, registrar = world.filing(), world.registrar()
    other = world.seal("terms", filing.case, {"employer": "x", "job": "y", "place": "z"})
    raw = world.decide(filing, registrar, terms=Bound(other.id, filing.terms.commitment))

    with refused("bad_dossier"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_papers_of_another_case_do_not_belong_to_the_dossier(world: World):
    filing, other, registrar = world.filing(), world.filing(), world.registrar()
    raw = world.decide(filing, registrar, terms=Bound(other.terms.id, other.terms.commitment))

    with refused("not_yours"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_answers_that_the_worker_did_not_confirm_are_refused(world: World):
    """Anybody can seal a record to the vault; only the worker's signature makes it the filing."""
    filing, registrar = world.filing(), world.registrar()
    filing.workplace = world.seal("answers/workplace", filing.case, {"province": "50"}, version=2)
    raw = world.decide(filing, registrar)

    with refused("bad_dossier"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_a_filing_that_the_worker_did_not_confirm_cannot_be_granted(world: World):
    filing, registrar = world.filing(confirm=False), world.registrar()
    raw = world.decide(filing, registrar)

    with refused("not_confirmed"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_a_refusal_must_say_why(world: World):
    filing, registrar = world.filing(), world.registrar()
    raw = world.decide(filing, registrar, outcome="refused", valid_from=None, valid_until=None)

    with refused("bad_dossier"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_a_refusal_with_its_reason_is_accepted(world: World):
    filing, registrar = world.filing(), world.registrar()
    reason = world.seal("reason", filing.case, {"words": "The work is reserved."})
    raw = world.decide(
        filing,
        registrar,
        outcome="refused",
        reason=Bound(reason.id, reason.commitment),
        valid_from=None,
        valid_until=None,
    )

    world.verify(registrar, raw, world.sign(registrar, raw))


def test_a_workplace_whose_province_is_no_code_is_in_nobodys_jurisdiction(world: World):
    """Anybody can seal a record, of any shape."""
    filing, registrar = world.filing(), world.registrar()
    filing.workplace = world.seal("answers/workplace", filing.case, {"province": ["50"]}, version=2)
    reason = world.seal("reason", filing.case, {"words": "The work is reserved."})
    raw = world.decide(
        filing,
        registrar,
        outcome="refused",
        reason=Bound(reason.id, reason.commitment),
        valid_from=None,
        valid_until=None,
    )

    with refused("no_jurisdiction"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_a_key_whose_maker_the_store_does_not_trust_decides_nothing(world: World):
    """Two officers enrolled it, but its attestation chains to somebody else's root."""
    filing, registrar = world.filing(), world.registrar()
    stranger = SoftAuthenticator(Maker.create("Another maker", world.now))
    challenge = enrolment_challenge(str(registrar.account), "decision", "n")
    attestation = stranger.create(SITES["signing"], challenge, b"user", at=world.now)
    [key] = stranger.keys
    credential = Credential(key.credential_id, key.public_key, bytes(16))
    world.officers().give_key(registrar.account, "decision", credential, attestation, "n")
    raw = world.decide(filing, registrar)

    with refused("unknown_key"):
        world.verify(registrar, raw, stranger.get(SITES["signing"], decision_challenge(raw)))


def test_only_the_signing_site_verifies_decisions(world: World):
    filing = world.filing()
    registrar = world.registrar(site="registrar")
    raw = world.decide(filing, registrar, site="registrar")

    with refused("bad_credential"):
        world.ask(
            "registrar", "verify_decision", token=registrar.token, decision=raw, assertion=world.sign(registrar, raw)
        )


def test_the_terms_must_be_a_record_of_that_kind(world: World):
    filing, registrar = world.filing(), world.registrar()
    other = world.seal("label", filing.case, {"employer": "x", "job": "y", "place": "z"})
    raw = world.decide(filing, registrar, terms=Bound(other.id, other.commitment))

    with refused("bad_dossier"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_a_grant_on_no_answers_at_all_is_refused(world: World):
    filing, registrar = world.filing(), world.registrar()
    page = world.seal("page", filing.case, {"document": "passport"})
    raw = world.decide(filing, registrar, dossier=Dossier((page.id,), root([page.commitment])))

    with refused("bad_dossier"):
        world.verify(registrar, raw, world.sign(registrar, raw))


def test_a_dossier_has_one_order(world: World):
    filing, registrar = world.filing(), world.registrar()
    turned = list(reversed(filing.answers))
    dossier = Dossier(tuple(ref.id for ref in turned), root([ref.commitment for ref in turned]))
    raw = world.decide(filing, registrar, dossier=dossier)

    with refused("bad_dossier"):
        world.verify(registrar, raw, world.sign(registrar, raw))
