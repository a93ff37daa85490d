"""Whose a case is, and who has looked at it."""

from workpermit.core.actors import Role
from workpermit.sealing.refusal import Refused
from workpermit.vault.assisted import check_begins
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.cases import require_party
from workpermit.vault.own_filing import check_foreigner
from workpermit.vault.sessions import current, require

MOST_ROWS = 500


@operation("public")
def register_case(call: Call) -> Result:
    """The first account that names a case owns it; naming it again changes nothing.

    With `self_filed` the owner is the worker too. That is said once, with the first naming: nobody who files for
    somebody else can become that person's hand later. Likewise `province`, for a case that has no workplace: its
    owner chooses the office that reads it. Where a sealed workplace says another province, that one counts.

    Raises Refused with `not_yours` where a clerk helps somebody to file for others, and with
    `thai_person` where the national login says that the owner cannot be a foreign worker.
    """
    session = current(call)
    require(session, Role.APPLICANT)
    case, subject, self_filed = call.args.uuid("case"), call.args.uuid("subject"), call.args.raw("self_filed") is True
    province = call.args.ascii("province", 2) if call.args.raw("province") else ""
    call.trace.case = case
    check_begins(session, self_filed=self_filed, province=province)
    if self_filed:
        check_foreigner(call, session.account)
    with call.db.transaction():
        made = call.db.run(
            "INSERT INTO casefile (case_id, owner, subject, registered_at, self_filed, province) "
            "VALUES (%s, %s, %s, %s, %s, NULLIF(%s, '')) "
            "ON CONFLICT DO NOTHING",
            case,
            session.account,
            subject,
            call.now,
            self_filed,
            province,
        )
        if made and self_filed:
            call.db.run(
                "INSERT INTO link (case_id, account, claimed_at) VALUES (%s, %s, %s)", case, session.account, call.now
            )
    row = call.db.one("SELECT owner, subject, self_filed FROM casefile WHERE case_id = %s", case)
    if row is None or (row["owner"], row["subject"], row["self_filed"]) != (session.account, subject, self_filed):
        raise Refused("not_yours")
    return {}


@operation("public")
def access_log(call: Call) -> Result:
    """Who looked at a case, newest first; refused attempts too."""
    session = current(call)
    case = call.args.uuid("case")
    require_party(call, session, case)
    rows = call.db.all("SELECT * FROM access_log WHERE case_id = %s ORDER BY id DESC LIMIT %s", case, MOST_ROWS)
    return {
        "rows": [
            {
                "at": int(row["at"].timestamp()),
                "actor": str(row["actor"]) if row["actor"] else row["credential"],
                "role": row["role"] or "system",
                "place": row["place"],
                "counter": row["counter"],
                "helped": row["helper"] is not None,
                "purpose": row["purpose"],
                "fields": row["fields"],
                "granted": row["granted"],
                "code": row["code"],
                "own": row["actor"] == session.account,
            }
            for row in rows
        ]
    }
