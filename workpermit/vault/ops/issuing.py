"""Issuing a permit: an act of the system, and the one place where its key signs."""

from datetime import timedelta

from psycopg.rows import DictRow

from workpermit.core.ids import new_permit_number
from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.cose import PermitClaims, sign_permit
from workpermit.sealing.decision import Decision
from workpermit.sealing.jws import sign_jws
from workpermit.sealing.refusal import Refused
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.custody import key_id
from workpermit.vault.granted import Granted, judge_granted, lock
from workpermit.vault.links import find_decided, is_identified, known_elsewhere, person_of_answers
from workpermit.vault.ops.agencies import employer_key
from workpermit.vault.own_records import open_own, seal_own
from workpermit.vault.payment import check_payment
from workpermit.vault.permit_words import permit_words
from workpermit.vault.permits import end_replaced, midnight, status_of
from workpermit.vault.services import Outcome

STATUS_LIFE = timedelta(hours=24)

_ENDED = "SELECT number FROM permit WHERE replaced_by = %s ORDER BY number"


@operation("document")
def issue_permit(call: Call) -> Result:
    """Judge the decision again from its bytes, then identity and payment, then sign; the same permit each time.

    `ended` names the permits in whose place it stands.

    Raises Refused with the codes of `judge_granted`, and `identity_not_confirmed`, `not_paid` or `wrong_amount`.
    """
    granted = judge_granted(call, Outcome.PERMIT)
    decision = granted.decision
    _check_identity(call, granted)
    check_payment(call.vault.config, granted.payment, decision)
    with call.db.transaction():
        lock(call, decision)
        row = call.db.one("SELECT * FROM permit WHERE decision = %s", decision.decision_id)
        if row is None:
            _check_unused(call, decision)
            row = _issue(call, granted)
            end_replaced(call, decision, granted.terms, row["number"])
    return {
        "number": row["number"],
        "credential": unb64(open_own(call, row["credential"], record=decision.decision_id)["credential"]),
        "issued_at": int(row["issued_at"].timestamp()),
        "ended": [one["number"] for one in call.db.all(_ENDED, row["number"])],
    }


@operation("document", "public")
def permit_status(call: Call) -> Result:
    """A signed word on one permit; without a fresh one nobody may say "valid".

    It is good for a day, but never beyond the moment at which the state ends by itself.
    """
    row = call.db.one("SELECT * FROM permit WHERE number = %s", call.args.ascii("number", 13))
    if row is None:
        raise Refused("no_such_record")
    keys, issued = call.vault.keys, call.seconds
    status, changes_at = status_of(call.now, row)
    end = issued + int(STATUS_LIFE.total_seconds())
    claims = {
        "iss": keys.issuer,
        "sub": row["number"],
        "status": status,
        "iat": issued,
        "exp": min(end, int(changes_at.timestamp())) if changes_at else end,
    }
    statement = sign_jws(
        claims,
        algorithm="ES256",
        kid=b64(key_id(keys.public("status"))),
        typ="permit-status+jwt",
        sign=lambda message: keys.sign("status", message),
    )
    return {"statement": statement}


@operation("document")
def identity(call: Call) -> Result:
    """Whether a counter has already seen the worker whom the decision on this case is about."""
    call.trace.case = call.args.uuid("case")
    decided = find_decided(call, call.trace.case)
    return {"confirmed": is_identified(call, call.trace.case, decided["person"] if decided else None)}


@operation("document")
def same_person(call: Call) -> Result:
    """The other accounts to write to, once a counter has seen this case's worker: those of the very same person."""
    call.trace.case = call.args.uuid("case")
    return {"accounts": [str(account) for account in known_elsewhere(call, call.trace.case)]}


def _check_identity(call: Call, granted: Granted) -> None:
    """A counter has seen the worker who is linked to the case, and he is the one in the dossier."""
    person = person_of_answers(call, [granted.opened[id] for id in granted.decision.dossier.records])
    if not is_identified(call, granted.decision.application_id, person.exact if person else None):
        raise Refused("identity_not_confirmed")


def _check_unused(call: Call, decision: Decision) -> None:
    """One application has one permit, and one payment pays for one: the number is what the bank was told."""
    case, number = decision.application_id, decision.application_number
    call.db.one("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", number)
    if call.db.one("SELECT 1 AS found FROM permit WHERE case_id = %s OR application_number = %s", case, number):
        raise Refused("used")


def _employer(call: Call, granted: Granted) -> bytes | None:
    """The employer's number in the dossier, as a keyed hash; None where the answers name none."""
    for id in granted.decision.dossier.records:
        if granted.opened[id].header.kind == "answers/employer":
            number = str(granted.opened[id].value.get("employer_number") or "")
            return employer_key(call.vault.keys, number) if number else None
    return None


def _issue(call: Call, granted: Granted) -> DictRow:
    decision, terms = granted.decision, granted.terms
    assert decision.valid_from is not None
    assert decision.valid_until is not None
    keys, number = call.vault.keys, new_permit_number()
    end = midnight(decision.valid_until + timedelta(days=1))
    thai, english = permit_words(terms)
    claims = PermitClaims(
        issuer=keys.issuer,
        number=number,
        thai=thai,
        english=english,
        valid_from=decision.valid_from,
        valid_until=decision.valid_until,
        issued_at=call.seconds,
        expires_at=int(end.timestamp()),
    )
    credential = sign_permit(claims, key_id(keys.public("permit")), lambda message: keys.sign("permit", message))
    row = call.db.one(
        "INSERT INTO permit VALUES (%s, %s, %s, %s, %s, %s, %s, %s, NULL, NULL, %s) RETURNING *",
        number,
        decision.decision_id,
        decision.application_id,
        seal_own(
            call,
            "credential",
            record=decision.decision_id,
            case=decision.application_id,
            value={"credential": b64(credential)},
        ),
        call.now,
        decision.valid_from,
        decision.valid_until,
        decision.application_number,
        _employer(call, granted),
    )
    assert row is not None
    return row
