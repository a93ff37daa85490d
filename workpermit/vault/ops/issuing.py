"""Issuing a permit: an act of the system, and the one place where its key signs."""

from datetime import date, datetime, time, timedelta

from psycopg.rows import DictRow

from workpermit.core.calendar import BANGKOK, bangkok_date
from workpermit.core.ids import new_permit_number
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.cose import PermitClaims, sign_permit
from workpermit.sealing.decision import Decision
from workpermit.sealing.jws import sign_jws
from workpermit.sealing.record import Opened
from workpermit.sealing.refusal import Refused
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.cases import find_case
from workpermit.vault.custody import key_id
from workpermit.vault.decisions import first_seen, judge, keep
from workpermit.vault.own_records import open_own, seal_own
from workpermit.vault.payment import check_payment
from workpermit.vault.permit_words import permit_words

STATUS_LIFE = timedelta(hours=24)


@operation("document")
def issue_permit(call: Call) -> Result:
    """Judge the decision again from its bytes, then identity and payment, then sign; the same permit each time.

    Raises Refused with the codes of `judge`, and `not_granted`, `identity_not_confirmed`, `not_paid` or `wrong_amount`.
    """
    raw, payment = call.args.binary("decision"), call.args.ascii("payment")
    decision = Decision.from_bytes(raw)
    call.trace.case = decision.application_id
    # A true decision is copied to another application only by somebody who writes in the main database.
    if call.args.uuid("case") != decision.application_id:
        raise Refused("not_yours")
    assertion = Assertion.from_map(call.args.raw("assertion"))
    if decision.outcome != "granted":
        raise Refused("not_granted")
    seen_at = first_seen(call, raw, decision)
    opened = judge(call, raw, decision, assertion, at=seen_at)
    keep(call, raw, decision, seen_at)
    _check_identity(call, decision)
    check_payment(call.vault.config, payment, decision)
    with call.db.transaction():
        # Two tasks for one decision must not sign two numbers.
        call.db.one("SELECT 1 AS locked FROM decision WHERE decision = %s FOR UPDATE", decision.decision_id)
        row = call.db.one("SELECT * FROM permit WHERE decision = %s", decision.decision_id)
        if row is None:
            _check_unused(call, decision)
            row = _issue(call, decision, opened[decision.terms.record])
    return {
        "number": row["number"],
        "credential": unb64(open_own(call, row["credential"], record=decision.decision_id)["credential"]),
        "issued_at": int(row["issued_at"].timestamp()),
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
    status, changes_at = _status(call.now, row)
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


def _check_identity(call: Call, decision: Decision) -> None:
    """A counter has seen the worker who is linked to the case; that he confirmed the filing, `judge` has seen to."""
    if find_case(call, decision.application_id)["identity_at"] is None:
        raise Refused("identity_not_confirmed")


def _check_unused(call: Call, decision: Decision) -> None:
    """One application has one permit, and one payment pays for one: the number is what the bank was told."""
    case, number = decision.application_id, decision.application_number
    call.db.one("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", number)
    if call.db.one("SELECT 1 AS found FROM permit WHERE case_id = %s OR application_number = %s", case, number):
        raise Refused("used")


def _issue(call: Call, decision: Decision, terms: Opened) -> DictRow:
    assert decision.valid_from is not None
    assert decision.valid_until is not None
    keys, number = call.vault.keys, new_permit_number()
    end = _midnight(decision.valid_until + timedelta(days=1))
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
        "INSERT INTO permit VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING *",
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
    )
    assert row is not None
    return row


def _status(now: datetime, row: DictRow) -> tuple[str, datetime | None]:
    """The state today, and the midnight in Bangkok at which it ends by itself."""
    today = bangkok_date(now)
    if today < row["valid_from"]:
        return "not_yet_valid", _midnight(row["valid_from"])
    if today > row["valid_until"]:
        return "expired", None
    return "valid", _midnight(row["valid_until"] + timedelta(days=1))


def _midnight(day: date) -> datetime:
    """The first moment of a day in Bangkok."""
    return datetime.combine(day, time(), BANGKOK)
