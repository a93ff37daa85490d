"""Somebody owns the main database, writes what he likes, and queues the job that issues permits.

The rows of a true case are the measure: with them the permit is issued. Each attack forges one thing of it; then
nothing is signed, nothing is kept, and the vault's access log says what was tried.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.adversary.realm import Realm
from tests.adversary.superuser import Superuser, edited
from tests.vault.world import TERMS, Filing, Person, refused
from workpermit.cli.authenticator import SoftAuthenticator
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.decision import Bound, Decision, decision_challenge
from workpermit.sealing.record import Header, seal
from workpermit.sealing.software_key import SoftwareKey


@dataclass
class Case:
    """A case that is decided, paid and identified, and the parts that an attack may forge."""

    realm: Realm
    root: Superuser
    filing: Filing
    registrar: Person
    raw: bytes
    assertion: Assertion
    notice: str
    application: UUID

    @classmethod
    def true(cls, realm: Realm) -> "Case":
        filing, registrar, raw, assertion = realm.granted()
        return cls(realm, Superuser(realm), filing, registrar, raw, assertion, realm.paid(filing.number), filing.case)

    def write(self, **columns: Any) -> None:
        """All rows of the main database."""
        self.root.application(self.filing, **columns)
        self.root.decision(self.application, self.raw, self.assertion)
        self.root.paid_bill(self.filing, self.notice)

    def sign_anew(self, authenticator: SoftAuthenticator | None = None, **changes: object) -> None:
        """Changed bytes, signed by the attacker's own key; or by another authenticator, if he has one."""
        self.raw = edited(self.raw, **changes) if changes else self.raw
        challenge = decision_challenge(self.raw)
        if authenticator is None:
            authenticator = SoftAuthenticator(keys=[SoftwareKey("signing.localhost", b"attacker")])
        self.assertion = authenticator.get(self.realm.sites["signing"], challenge)


@pytest.fixture
def case(realm: Realm) -> Case:
    return Case.true(realm)


def expect_refusal(case: Case, code: str) -> None:
    """Queue the job; nothing is signed or kept, and the refusal is in the access log."""
    before = case.realm.last_log()["id"]
    permits = case.root.permits(case.filing.case)

    assert case.root.issue(case.filing.case) == "failed"

    assert case.root.permits(case.filing.case) == permits
    assert case.root.kept(case.filing.case) == 0
    rows = case.realm.vault.database.all(
        "SELECT credential, code FROM access_log WHERE id > %s AND NOT granted AND credential = 'document'", before
    )
    assert {"credential": "document", "code": code} in rows


def test_the_measure_a_true_case_is_issued(case: Case) -> None:
    case.write()

    assert case.root.issue(case.filing.case) == "succeeded"

    assert (case.root.permits(case.filing.case), case.root.kept(case.filing.case)) == (1, 1)


# The decision.


def test_a_decision_of_an_invented_registrar_is_refused(case: Case) -> None:
    case.sign_anew(decision_id=uuid4(), registrar=uuid4(), nonce=b"n" * 32)
    case.write()

    expect_refusal(case, "bad_challenge")


def test_the_true_bytes_under_the_attackers_key_are_refused(case: Case) -> None:
    case.sign_anew()
    case.write()

    expect_refusal(case, "unknown_key")


def test_the_attackers_key_under_the_registrars_key_id_is_refused(case: Case) -> None:
    key = SoftwareKey("signing.localhost", b"attacker", case.assertion.credential_id)
    case.sign_anew(SoftAuthenticator(keys=[key]))
    case.write()

    expect_refusal(case, "bad_signature")


@pytest.mark.parametrize(
    "changes",
    [
        {"valid_until": date(2036, 11, 30)},
        {"valid_from": date(2020, 1, 1)},
        {"permit_fee": 100},
        {"application_number": "6900000000000"},
        {"office": "O-20"},
        {"law_refs": ("s.62",)},
    ],
)
def test_a_decision_with_one_changed_fact_is_refused(case: Case, changes: dict[str, object]) -> None:
    case.raw = edited(case.raw, **changes)
    case.write()

    expect_refusal(case, "bad_challenge")


def test_a_changed_decision_under_a_new_id_is_refused(case: Case) -> None:
    case.raw = edited(case.raw, decision_id=uuid4(), valid_until=date(2036, 11, 30))
    case.write()

    expect_refusal(case, "bad_challenge")


def test_a_decision_changed_by_one_bit_is_refused(case: Case) -> None:
    decision = Decision.from_bytes(case.raw)
    root = bytearray(decision.dossier.root)
    root[0] ^= 1
    case.raw = edited(case.raw, dossier=type(decision.dossier)(decision.dossier.records, bytes(root)))
    case.write()

    expect_refusal(case, "bad_challenge")


def test_a_decision_about_other_terms_is_refused(case: Case) -> None:
    other = case.realm.seal("terms", case.filing.case, TERMS | {"job": "another job"})
    case.raw = edited(case.raw, terms=Bound(other.id, other.commitment))
    case.write()

    expect_refusal(case, "bad_challenge")


def test_a_refusal_that_the_database_calls_a_grant_is_refused(realm: Realm) -> None:
    case = Case.true(realm)
    reason = realm.seal("reason", case.filing.case, {"words": "no"})
    case.raw = realm.decide(
        case.filing,
        case.registrar,
        outcome="refused",
        reason=Bound(reason.id, reason.commitment),
        valid_from=None,
        valid_until=None,
    )
    case.assertion = realm.sign(case.registrar, case.raw)
    realm.verify(case.registrar, case.raw, case.assertion)
    case.write()

    expect_refusal(case, "not_granted")


@pytest.mark.parametrize("issued", [False, True], ids=["before its permit", "after its permit"])
def test_a_true_decision_copied_to_another_application_is_refused(case: Case, issued: bool) -> None:
    other = Case.true(case.realm)
    if issued:
        case.write()
        assert case.root.issue(case.filing.case) == "succeeded"
        with case.root.without_triggers("permits_permit"):
            case.root.database.run("DELETE FROM permits_permit WHERE application = %s", case.filing.case)
        case.root.database.run("DELETE FROM decisions_decision WHERE application = %s", case.filing.case)
    other.raw, other.assertion, other.notice = case.raw, case.assertion, case.notice
    other.write()

    expect_refusal(other, "not_yours")


# The signed records behind the decision.


def test_terms_sealed_anew_under_the_signed_id_are_refused(case: Case) -> None:
    """Anybody can seal to the public key, also under the very id that the registrar's bytes name."""
    reseal(case, case.filing.terms.id, "terms", TERMS | {"job": "another job"})
    case.write()

    expect_refusal(case, "bad_dossier")


def test_answers_sealed_anew_under_the_signed_id_are_refused(case: Case) -> None:
    reseal(case, case.filing.worker_record.id, "answers/worker", {"family_name": "SOMEBODY ELSE"})
    case.write()

    expect_refusal(case, "bad_dossier")


def reseal(case: Case, record: UUID, kind: str, value: dict[str, object]) -> None:
    header = Header(case.realm.keys.intake.id, kind, record, case.filing.case, uuid4(), 1)
    parts = seal(header, value, case.realm.keys.intake)
    case.root.update("sealing_sealedrecord", record, header=parts.header, body=parts.body, commitment=parts.commitment)
    case.root.database.run("UPDATE sealing_sealedkey SET sealed = %s WHERE record = %s", parts.key, record)


# The fee.


def test_a_paid_bill_without_a_true_notice_of_the_bank_is_refused(case: Case) -> None:
    case.notice = case.realm.paid(case.filing.number, key=Ed25519PrivateKey.generate())
    case.write()

    expect_refusal(case, "not_paid")


def test_the_notice_of_another_application_is_refused(case: Case) -> None:
    case.notice = Case.true(case.realm).notice
    case.write()

    expect_refusal(case, "not_paid")


def test_the_filing_fee_does_not_pay_the_permit_fee(case: Case) -> None:
    case.notice = case.realm.paid(case.filing.number, ref2="F1")
    case.write()

    expect_refusal(case, "not_paid")


def test_a_payment_of_less_is_refused_whatever_the_bill_says(case: Case) -> None:
    case.notice = case.realm.paid(case.filing.number, amount="100")
    case.write()

    expect_refusal(case, "wrong_amount")


def test_one_payment_does_not_serve_two_applications_of_one_number(case: Case) -> None:
    """The database shows the registrar the number of an application that is paid already."""
    case.write()
    assert case.root.issue(case.filing.case) == "succeeded"
    other = Case.true(case.realm)
    other.raw = case.realm.decide(other.filing, other.registrar, application_number=case.filing.number)
    other.assertion = case.realm.sign(other.registrar, other.raw)
    other.notice = case.notice
    other.write()

    expect_refusal(other, "used")


# The person.


def unseen(realm: Realm) -> Case:
    """A case that is granted and paid; no counter has seen the worker."""
    filing, registrar = realm.filing(), realm.registrar()
    raw = realm.decide(filing, registrar)
    assertion = realm.sign(registrar, raw)
    realm.verify(registrar, raw, assertion)
    return Case(realm, Superuser(realm), filing, registrar, raw, assertion, realm.paid(filing.number), filing.case)


def test_a_visit_and_an_identity_that_only_the_database_knows_are_refused(realm: Realm) -> None:
    case = unseen(realm)
    case.root.identity(case.filing)
    case.write()

    expect_refusal(case, "identity_not_confirmed")


def test_a_worker_whom_only_the_database_knows_is_refused(realm: Realm) -> None:
    """No worker joined: the column names one, and says that he confirmed."""
    filing, registrar = realm.filing(confirm=False), realm.registrar()
    raw = realm.decide(filing, registrar)
    case = Case(
        realm,
        Superuser(realm),
        filing,
        registrar,
        raw,
        realm.sign(registrar, raw),
        realm.paid(filing.number),
        filing.case,
    )
    case.root.identity(filing)
    case.write(worker_account=realm.applicant().account)

    expect_refusal(case, "not_confirmed")


# The queue.


def test_the_public_login_may_not_queue_the_issuing(realm: Realm) -> None:
    import psycopg

    with realm.connect("wp_public") as public, pytest.raises(psycopg.errors.InsufficientPrivilege):
        public.execute("SELECT casework_defer('issue_permit', %s, NULL)", [uuid4()])


@pytest.mark.parametrize("status", ["draft", "submitted", "recommended", "granted", "awaiting_visit", "refused"])
def test_a_job_for_a_case_that_is_not_due_does_nothing(case: Case, status: str) -> None:
    """Every task looks again whether it is due."""
    columns: dict[str, object] = {"number": None, "submitted_at": None} if status == "draft" else {}
    case.write(status=status, **columns)

    assert case.root.issue(case.filing.case) == "succeeded"
    assert (case.root.permits(case.filing.case), case.root.kept(case.filing.case)) == (0, 0)


# Power.


def test_statements_and_sessions_written_into_the_main_database_give_no_power(realm: Realm) -> None:
    """A whole copy of the vault's tables, with a registrar in it, where the vault only reads sealed records."""
    root, outsider, filing = Superuser(realm), realm.applicant(), realm.filing()
    for table, columns in {
        "statement": "kind text, subject text, about text, raw bytea, signatures jsonb, added_at timestamptz",
        "session": "sid uuid, account uuid, site text, role text, place text",
        "casefile": "case_id uuid, owner uuid, province text",
        "link": "case_id uuid, account uuid, confirmed_at timestamptz",
    }.items():
        root.database.run(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
        root.database.run(f"GRANT ALL ON {table} TO PUBLIC")
    try:
        root.database.run("INSERT INTO casefile VALUES (%s, %s, '50')", filing.case, outsider.account)
        root.database.run("INSERT INTO link VALUES (%s, %s, now())", filing.case, outsider.account)
        root.database.run("INSERT INTO statement (kind, subject) VALUES ('role', %s)", str(outsider.account))
        with refused("not_yours"):
            realm.ask("public", "open", token=outsider.token, purpose="own", records=[filing.worker_record.id])
        with refused("wrong_zone"):
            realm.ask("signing", "begin_decision", token=outsider.token, case=filing.case, decision=uuid4())
    finally:
        root.database.run("DROP TABLE statement, session, casefile, link")


def test_a_jurisdiction_written_into_the_application_gives_none(realm: Realm) -> None:
    """The office and the province of the row are the registrar's; the sealed workplace lies elsewhere."""
    filing, registrar = realm.filing(province="83"), realm.registrar()
    Superuser(realm).application(filing, status="recommended", office="O-50", province="50")

    with refused("no_jurisdiction"):
        realm.decide(filing, registrar)
    assert realm.log(filing.case)[-1]["code"] == "no_jurisdiction"


def test_a_key_that_two_officers_did_not_enrol_signs_nobody_in(realm: Realm) -> None:
    stranger = Person(uuid4(), "", SoftAuthenticator(keys=[SoftwareKey("signin.localhost", b"attacker")]))

    with refused("unknown_key"):
        realm.sign_in(stranger, "registrar")


def test_ownership_written_into_the_application_is_not_ownership(realm: Realm) -> None:
    filing, thief = realm.filing(), realm.applicant()
    root = Superuser(realm)
    root.application(filing, status="submitted")
    root.update("applications_application", filing.case, filing_account=thief.account, worker_account=thief.account)

    with refused("not_yours"):
        realm.ask("public", "open", token=thief.token, purpose="own", records=[filing.worker_record.id])
    with refused("not_yours"):
        realm.ask("public", "register_case", token=thief.token, case=filing.case, subject=uuid4())
    with refused("not_yours"):
        realm.ask("public", "access_log", token=thief.token, case=filing.case)
    assert [row["code"] for row in realm.log(filing.case)[-3:]] == ["not_yours"] * 3
