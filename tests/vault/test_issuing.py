"""Issuing: what must be true before the vault's key signs a permit."""

from dataclasses import asdict
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.vault.world import SITES, World, payment, refused
from workpermit.core.calendar import BANGKOK
from workpermit.sealing.canonical import b64
from workpermit.sealing.cose import PermitClaims, Words, verify_permit
from workpermit.sealing.decision import Decision, decision_challenge
from workpermit.sealing.jws import verify_jws


def test_a_granted_paid_and_identified_worker_gets_a_permit_that_verifies(world: World):
    filing, _, raw, assertion = world.granted()

    issued = world.issue(filing, raw, assertion)

    claims = verify_permit(issued["credential"], world.keys.permit.kid, world.keys.permit.public)
    assert claims.number == issued["number"]
    assert claims.thai == Words("บริษัท ตัวอย่าง จำกัด", "วิศวกร", "เชียงใหม่")
    assert "DEMO" in claims.issuer


def test_the_permit_says_nothing_about_the_worker(world: World):
    filing, _, raw, assertion = world.granted(worker="THIDA AUNG", passport_number="MD123456")

    issued = world.issue(filing, raw, assertion)

    assert b"THIDA" not in issued["credential"]
    assert b"MD123456" not in issued["credential"]


def test_a_household_employers_name_is_masked(world: World):
    filing, _, raw, assertion = world.granted(employer="Somsri Jaidee", household=True)

    issued = world.issue(filing, raw, assertion)

    claims = verify_permit(issued["credential"], world.keys.permit.kid, world.keys.permit.public)
    assert claims.thai.employer == "S*** J***"


def test_asking_twice_gives_the_same_permit(world: World):
    filing, _, raw, assertion = world.granted()

    first, second = (world.issue(filing, raw, assertion) for _ in range(2))

    assert first == second


def test_a_decision_keeps_its_force_after_the_registrar_left(world: World):
    """The power is judged when the vault first sees the decision; paying may take weeks."""
    registrar = world.registrar()
    filing, _, raw, assertion = world.granted(registrar)
    world.later(days=30)
    world.revoke("role", registrar.account)

    assert world.issue(filing, raw, assertion)["number"]


def test_a_decision_that_a_removed_registrar_signed_later_is_refused(world: World):
    """Somebody who owns the main database puts in a decision that the vault has never seen."""
    registrar = world.registrar()
    filing = world.filing()
    raw = world.decide(filing, registrar)
    world.revoke("role", registrar.account)

    with refused("not_registrar"):
        world.issue(filing, raw, world.sign(registrar, raw))


def test_a_decision_that_the_vault_gave_no_nonce_for_is_refused(world: World):
    registrar, filing = world.registrar(), world.filing()
    raw = world.decide(filing, registrar, nonce=b"n" * 32)

    with refused("bad_challenge"):
        world.issue(filing, raw, world.sign(registrar, raw))


def test_a_refusal_issues_nothing(world: World):
    registrar, filing = world.registrar(), world.filing()
    raw = world.decide(filing, registrar, outcome="refused", permit_fee=0)

    with refused("not_granted"):
        world.issue(filing, raw, world.sign(registrar, raw))


def test_a_worker_whom_no_counter_has_seen_gets_nothing(world: World):
    registrar, filing = world.registrar(), world.filing()
    raw = world.decide(filing, registrar)

    with refused("identity_not_confirmed"):
        world.issue(filing, raw, world.sign(registrar, raw))


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("not_paid", {"ref1": "6900000000000"}),
        ("not_paid", {"ref2": "F1"}),
        ("not_paid", {"biller": "000000000000000"}),
        ("not_paid", {"key": Ed25519PrivateKey.generate()}),
        ("wrong_amount", {"amount": "309999"}),
    ],
)
def test_only_the_banks_word_on_this_fee_counts(world: World, code, changes):
    filing, _, raw, assertion = world.granted()

    with refused(code):
        world.issue(filing, raw, assertion, paid=payment(filing.number, **changes))


def test_a_payment_that_is_no_signature_at_all_is_refused(world: World):
    filing, _, raw, assertion = world.granted()

    with refused("not_paid"):
        world.issue(filing, raw, assertion, paid="paid")


ENGLISH = {"employer_en": "Example Co., Ltd.", "job_en": "Engineers", "province_en": "Chiang Mai"}


def claims_of(world: World, **terms: object) -> PermitClaims:
    filing, _, raw, assertion = world.granted(**terms)
    issued = world.issue(filing, raw, assertion)
    return verify_permit(issued["credential"], world.keys.permit.kid, world.keys.permit.public)


def test_the_english_wording_of_the_terms_is_carried_too(world: World):
    assert claims_of(world, **ENGLISH).english == Words("Example Co., Ltd.", "Engineers", "Chiang Mai")


def test_what_the_terms_do_not_say_in_english_is_left_out(world: World):
    assert claims_of(world).english == Words()
    assert claims_of(world, employer_en="บริษัท ตัวอย่าง จำกัด").english.employer == ""


def test_a_household_employers_english_name_is_masked_too(world: World):
    claims = claims_of(world, employer="สมศรี ใจดี", employer_en="Somsri Jaidee", household=True)

    assert (claims.thai.employer, claims.english.employer) == ("ส*** ใ***", "S*** J***")


def test_the_longest_names_still_make_a_code_that_can_be_scanned(world: World):
    filing, _, raw, assertion = world.granted(
        employer="บริษัท" + "ก" * 200, job="น" * 200, place="ส" * 200, employer_en="E" * 200, job_en="J" * 200,
        province_en="P" * 200,
    )  # fmt: skip

    credential = world.issue(filing, raw, assertion)["credential"]

    claims = verify_permit(credential, world.keys.permit.kid, world.keys.permit.public)
    assert all(text.endswith("…") for words in (claims.thai, claims.english) for text in asdict(words).values())
    code = segno.make(f"https://applicant.workpermit.example/p/{claims.number}#{b64(credential)}", error="m")
    assert int(code.version) <= 29


def test_terms_without_a_job_are_refused(world: World):
    filing, _, raw, assertion = world.granted(job="")

    with refused("bad_dossier"):
        world.issue(filing, raw, assertion)


def test_only_the_document_worker_may_ask(world: World):
    filing, _, raw, assertion = world.granted()
    for name in ("public", "operator", "registrar", "signing", "check"):
        with refused("bad_credential"):
            world.ask(
                name,
                "issue_permit",
                case=filing.case,
                decision=raw,
                assertion=assertion,
                payment=payment(filing.number),
            )


def test_status_is_signed_and_lives_for_a_day(world: World):
    filing, _, raw, assertion = world.granted()
    number = world.issue(filing, raw, assertion)["number"]
    said = []
    for days in (0, 30, 400):
        world.later(days=days)
        statement = world.ask("document", "permit_status", number=number)["statement"]
        said.append(verify_jws(statement, world.keys.status.public))

    assert [one["status"] for one in said] == ["not_yet_valid", "valid", "expired"]
    assert {one["sub"] for one in said} == {number}
    assert all(one["exp"] - one["iat"] == 24 * 3600 for one in said)


def test_a_status_is_not_stated_beyond_the_midnight_at_which_it_ends(world: World):
    filing, _, raw, assertion = world.granted()
    number = world.issue(filing, raw, assertion)["number"]
    decision = Decision.from_bytes(raw)
    assert decision.valid_from
    assert decision.valid_until
    said = []
    for day in (decision.valid_from, decision.valid_until + timedelta(days=1)):
        midnight = datetime.combine(day, time(), BANGKOK)
        world.later(seconds=(midnight - world.now).total_seconds() - 3600)
        said.append((verify_jws(status_of(world, number), world.keys.status.public), int(midnight.timestamp())))

    assert [one["status"] for one, _ in said] == ["not_yet_valid", "valid"]
    assert all(one["exp"] == midnight for one, midnight in said)
    world.later(seconds=3600)
    assert verify_jws(status_of(world, number), world.keys.status.public)["status"] == "expired"


def status_of(world: World, number: str) -> str:
    return str(world.ask("document", "permit_status", number=number)["statement"])


def test_an_unknown_number_has_no_status(world: World):
    with refused("no_such_record"):
        world.ask("public", "permit_status", number="1000000000099")


def test_issuing_is_in_the_persons_access_log(world: World):
    filing, _, raw, assertion = world.granted()
    world.issue(filing, raw, assertion)

    rows = world.ask("public", "access_log", token=filing.owner.token, case=filing.case)["rows"]

    issued = next(row for row in rows if row["purpose"] == "issue")
    assert issued["role"] == "system"
    assert "terms" in issued["fields"]


def test_the_signature_is_made_over_the_decision_and_not_over_a_stored_challenge(world: World):
    """The assertion of one decision does not serve for another of the same registrar."""
    filing, registrar, _, assertion = world.granted()
    other = world.decide(filing, registrar, decision_id=uuid4())

    with refused("bad_challenge"):
        world.issue(filing, other, assertion)


def test_a_login_assertion_is_no_decision(world: World):
    registrar, filing = world.registrar(), world.filing()
    raw = world.decide(filing, registrar)
    login = registrar.authenticator.get(SITES["signin"], decision_challenge(raw))

    with refused("unknown_key"):
        world.issue(filing, raw, login)


def test_a_true_decision_under_another_application_issues_nothing(world: World):
    """Somebody who writes in the main database copies the row of one application to another."""
    filing, registrar, raw, assertion = world.granted()
    other = world.granted(registrar)[0]

    with refused("not_yours"):
        world.ask(
            "document",
            "issue_permit",
            case=other.case,
            decision=raw,
            assertion=assertion,
            payment=payment(filing.number),
        )


def test_one_payment_pays_for_one_permit(world: World):
    """The main database gives a second application the number of one that is paid; the registrar signs what it says."""
    filing, registrar, raw, assertion = world.granted()
    world.issue(filing, raw, assertion)
    other = world.granted(registrar)[0]
    decision = world.decide(other, registrar, application_number=filing.number)

    with refused("used"):
        world.issue(other, decision, world.sign(registrar, decision), paid=payment(filing.number))


def test_one_application_has_one_permit(world: World):
    filing, registrar, raw, assertion = world.granted()
    world.issue(filing, raw, assertion)
    again = world.decide(filing, registrar)

    with refused("used"):
        world.issue(filing, again, world.sign(registrar, again))


def test_the_vaults_own_copy_of_a_permit_names_nobody_in_plain(world: World):
    """It is kept to answer the same again; a copy of the vault's database must not show the employer."""
    filing, _, raw, assertion = world.granted()
    issued = world.issue(filing, raw, assertion)
    row = world.vault.database.one(
        "SELECT permit::text AS words, credential FROM permit WHERE case_id = %s", filing.case
    )

    assert "บริษัท ตัวอย่าง จำกัด".encode() in issued["credential"]
    assert "บริษัท ตัวอย่าง จำกัด".encode() not in row["credential"]
    assert "บริษัท ตัวอย่าง จำกัด".encode().hex() not in row["words"]
