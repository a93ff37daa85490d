"""Judging a registrar's decision from its raw bytes alone.

Nothing that a database says about the decision is believed: the challenge is rebuilt, the key, role and jurisdiction
come from signed statements as they stood when the vault first saw the decision, and the dossier is opened again.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from cryptography import x509
from psycopg.rows import DictRow

from workpermit.core.actors import Role
from workpermit.sealing.assertion import Assertion, Relying, verify_assertion
from workpermit.sealing.attestation import Attestation, verify_attestation
from workpermit.sealing.canonical import b64, canonical, domain_hash, unb64
from workpermit.sealing.decision import Decision, decision_challenge
from workpermit.sealing.merkle import root
from workpermit.sealing.record import Opened
from workpermit.sealing.refusal import Refused
from workpermit.vault.call import Call
from workpermit.vault.cases import WORKER, WORKPLACE, find_filing
from workpermit.vault.links import person_of_answers
from workpermit.vault.power import StaffKey
from workpermit.vault.purposes import ISSUE, SIGN
from workpermit.vault.records import fetch, open_rows, single_case
from workpermit.vault.services import Confirmed, Outcome, rule_of
from workpermit.vault.sessions import power

ENROLMENT = "e-WorkPermitOS/enrolment/v1"
MOST_RECORDS = 100

_SEEN = """
SELECT d.seen_at, n.decision, n.case_id, n.registrar, n.expires_at FROM (VALUES (1)) AS always
LEFT JOIN decision d ON d.decision = %s AND d.digest = %s
LEFT JOIN decision_nonce n ON n.nonce = %s
"""


def enrolment_challenge(account: str, purpose: str, nonce: str) -> bytes:
    """What a key signs when two officers enrol it: for this account and purpose only."""
    return domain_hash(ENROLMENT, canonical({"account": account, "purpose": purpose, "nonce": nonce}))


def first_seen(call: Call, raw: bytes, decision: Decision) -> datetime:
    """When the vault first judged these very bytes; for new ones now, if their nonce is good.

    Raises Refused with `bad_challenge` or `expired`.
    """
    digest = hashlib.sha256(raw).digest()
    row = call.db.one(_SEEN, decision.decision_id, digest, decision.nonce)
    assert row is not None
    if row["seen_at"] is not None:
        seen_at: datetime = row["seen_at"]
        return seen_at
    said = (decision.decision_id, decision.application_id, decision.registrar, decision.expires_at)
    if (row["decision"], row["case_id"], row["registrar"], row["expires_at"]) != said:
        raise Refused("bad_challenge")
    if call.now >= row["expires_at"]:
        raise Refused("expired")
    return call.now


def keep(call: Call, raw: bytes, decision: Decision, opened: dict[UUID, Opened], seen_at: datetime) -> None:
    """Remember that these bytes were judged good at that time, and whom they are about; the nonce is used up with it.

    Raises Refused with `used` when other bytes stand under the same id.
    """
    workers = [id for id in decision.dossier.records if opened[id].header.kind == WORKER]
    person = person_of_answers(call, opened.values())
    new = call.db.run(
        "INSERT INTO decision VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        decision.decision_id,
        decision.nonce,
        hashlib.sha256(raw).digest(),
        decision.application_id,
        decision.registrar,
        seen_at,
        workers[0] if len(workers) == 1 else None,
        person.exact if person else None,
    )
    if new:
        return
    row = call.db.one("SELECT digest FROM decision WHERE decision = %s", decision.decision_id)
    if row is None or row["digest"] != hashlib.sha256(raw).digest():
        raise Refused("used")


def judge(call: Call, raw: bytes, decision: Decision, assertion: Assertion, *, at: datetime) -> dict[UUID, Opened]:
    """Everything that must hold for a decision to count; gives the opened records by id.

    Raises Refused with the codes of verify_assertion, and `unknown_key`, `key_removed`, `not_registrar`,
    `no_jurisdiction`, `own_filing`, `not_confirmed` or `bad_dossier`.
    """
    said = power(call)
    relying = call.vault.config.relying("signing")
    key = said.staff_key(assertion.credential_id, b64(assertion.credential_id), "decision", at=at)
    if key.account != decision.registrar:
        raise Refused("unknown_key")
    _check_maker(key, relying, call.vault.keys.attestation_roots)
    verify_assertion(
        assertion,
        challenge=decision_challenge(raw),
        relying=relying,
        public_key=key.public_key,
        single_device=True,
    )
    if (Role.REGISTRAR, decision.office) not in said.roles(decision.registrar, at=at):
        raise Refused("not_registrar")
    opened = _open_dossier(call, decision)
    filing = find_filing(call, decision.application_id)
    if filing is None:
        raise Refused("not_yours")
    _check_jurisdiction(said.provinces(decision.office, at=at), filing, opened)
    if decision.outcome == "granted":
        rule = rule_of(decision.service)
        # Who filed for himself confirmed in one person; a service that does not allow that is not granted so.
        if filing["self_filed"] and not rule.self_filed:
            raise Refused("own_filing")
        if rule.confirmed is Confirmed.DECISION:
            check_confirmed(filing, opened)
    return opened


def _check_maker(key: StaffKey, relying: Relying, roots: Sequence[x509.Certificate]) -> None:
    """The key was made inside an authenticator whose maker this key store trusts."""
    body = key.statement.body
    proof = body.get("attestation")
    if not isinstance(proof, dict):
        raise Refused("unknown_key")
    attestation = Attestation(unb64(proof["client_data"]), unb64(proof["attestation_object"]))
    challenge = enrolment_challenge(key.statement.subject, "decision", proof["nonce"])
    made = _verified(attestation, challenge, relying, tuple(roots), key.statement.valid_from)
    if made != (key.credential_id, key.public_key):
        raise Refused("unknown_key")


@lru_cache(maxsize=1024)
def _verified(
    attestation: Attestation, challenge: bytes, relying: Relying, roots: tuple[x509.Certificate, ...], at: int
) -> tuple[bytes, bytes]:
    made = verify_attestation(
        attestation,
        challenge=challenge,
        relying=relying,
        single_device=True,
        roots=roots,
        at=datetime.fromtimestamp(at, UTC),
    )
    return made.credential_id, made.public_key


def _open_dossier(call: Call, decision: Decision) -> dict[UUID, Opened]:
    """Open what the registrar saw and compare root and commitments. Raises Refused with `bad_dossier`."""
    listed = list(decision.dossier.records)
    if not listed or listed != sorted(set(listed)) or len(listed) > MOST_RECORDS:
        raise Refused("bad_dossier")
    bound = [decision.terms, *([decision.reason] if decision.reason else [])]
    rows = fetch(call, sorted({*listed, *(one.record for one in bound)}))
    single_case(call, rows, decision.application_id)
    person = call.trace.actor is not None
    who = str(call.trace.actor) if person else call.credential
    opened = {one.header.record: one for one in open_rows(call, rows, SIGN if person else ISSUE, who=who)}
    if root([opened[id].commitment for id in listed]) != decision.dossier.root:
        raise Refused("bad_dossier")
    for kind, one in zip(("terms", "reason"), bound, strict=False):
        found = opened[one.record]
        if found.header.kind != kind or found.commitment != one.commitment:
            raise Refused("bad_dossier")
    _check_complete(decision)
    return opened


def _check_complete(decision: Decision) -> None:
    """A refusal says why; a permit says from when until when."""
    if decision.outcome == "refused" and decision.reason is None:
        raise Refused("bad_dossier")
    is_permit = rule_of(decision.service).outcome is Outcome.PERMIT
    if (
        decision.outcome == "granted"
        and is_permit
        and not (decision.valid_from and decision.valid_until and decision.valid_from <= decision.valid_until)
    ):
        raise Refused("bad_dossier")


def _check_jurisdiction(provinces: frozenset[str], filing: DictRow, opened: dict[UUID, Opened]) -> None:
    workplaces = [one.value.get("province") for one in opened.values() if one.header.kind == WORKPLACE]
    for province in (filing["province"], *workplaces):
        if not isinstance(province, str) or province not in provinces:
            raise Refused("no_jurisdiction")


def check_confirmed(filing: DictRow | None, opened: dict[UUID, Opened]) -> None:
    """The answers in the dossier are those that the worker confirmed, record by record.

    Anybody can seal a record to the vault's public key; only the worker's signature makes it the filing.
    Raises Refused with `not_confirmed` or `bad_dossier`.
    """
    if filing is None or filing["request"] is None:
        raise Refused("not_confirmed")
    answers = {one.header.record for one in opened.values() if one.header.kind.startswith("answers/")}
    if not answers or not answers <= set(filing["records"]):
        raise Refused("bad_dossier")
