"""What the vault knows of the permits that it signed: how each stands today, and which ended for another."""

from datetime import date, datetime, time, timedelta

from psycopg.rows import DictRow

from workpermit.core.calendar import BANGKOK, bangkok_date
from workpermit.sealing.decision import Decision
from workpermit.sealing.record import Opened
from workpermit.vault.call import Call
from workpermit.vault.services import rule_of

_REPLACE = """
UPDATE permit SET replaced_by = %s, replaced_at = %s FROM link was, link now
WHERE permit.number = %s AND permit.replaced_at IS NULL AND permit.case_id <> now.case_id
    AND was.case_id = permit.case_id AND now.case_id = %s
    AND (was.account = now.account OR (was.person = now.person AND now.visit IS NOT NULL))
"""


def status_of(now: datetime, row: DictRow) -> tuple[str, datetime | None]:
    """The state of a permit today, and the midnight in Bangkok at which it ends by itself."""
    today = bangkok_date(now)
    if row["replaced_at"] is not None:
        return "replaced", None
    if today < row["valid_from"]:
        return "not_yet_valid", midnight(row["valid_from"])
    if today > row["valid_until"]:
        return "expired", None
    return "valid", midnight(row["valid_until"] + timedelta(days=1))


def midnight(day: date) -> datetime:
    """The first moment of a day in Bangkok."""
    return datetime.combine(day, time(), BANGKOK)


def end_replaced(call: Call, decision: Decision, terms: Opened, number: str) -> None:
    """End the permit in whose place a change or a substitute stands; one of another worker is left as it is.

    Where another account of the same person holds it, a counter must have seen the person in the new case itself.

    A renewal ends nothing: the permit before it runs to its own last day.
    """
    old = terms.value.get("replaces")
    if rule_of(decision.service).ends_old and isinstance(old, str):
        call.db.run(_REPLACE, number, call.now, old, decision.application_id)
