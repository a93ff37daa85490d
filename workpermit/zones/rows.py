"""Which rows a login sees. Guards against our own mistakes; against the operator stand the seals.

`wp.account` is set once per request to the signed-in account. Unset means no rows, never all.
"""

from workpermit.complaints.topics import CENTRE_TOPICS
from workpermit.zones.logins import CHECK, COURIER, DOCUMENT, EXCHANGE, GOVERNMENT, OPERATOR, PRESS, TRIAL

# In a SELECT of their own, so that they are read once for a statement and not once for a row.
_ME = "(SELECT NULLIF(current_setting('wp.account', true), '')::uuid)"
_JOINING = "(SELECT NULLIF(current_setting('wp.joining', true), '')::uuid)"


def _my_application(key: str) -> str:
    """Row-level security of the inner table narrows this to the account's own.

    EXISTS and not IN: one row is then looked up by its key, however many filings the account has.
    """
    return f"EXISTS (SELECT FROM applications_application mine WHERE mine.id = {key})"


def _my_case(key: str) -> str:
    return f"({_my_application(key)} OR EXISTS (SELECT FROM work_notices_worknotice mine WHERE mine.id = {key}))"


# What the public zone sees of each protected table; the other zones see all that they may select.
PUBLIC_ROWS: dict[str, str] = {
    "applications_application": f"filing_account = {_ME} OR worker_account = {_ME} OR id = {_JOINING}",
    "work_notices_worknotice": f"filing_account = {_ME}",
    "answers_section": f"account = {_ME} OR {_my_case('answers_section.case')}",
    "documents_evidence": f"account = {_ME} OR {_my_case('documents_evidence.case')}",
    "documents_page": "EXISTS (SELECT FROM documents_evidence mine WHERE mine.id = documents_page.evidence_id)",
    "fees_bill": _my_application("fees_bill.application"),
    "fees_basket": f"account = {_ME}",
    "appointments_appointment": _my_application("appointments_appointment.application"),
    "appointments_waitingplace": _my_application("appointments_waitingplace.application"),
    # The ids of a draw that was held are for everybody, but in a file (`appointments/draw_files.py`).
    "appointments_registration": _my_application("appointments_registration.application"),
    "appointments_groupbooking": f"account = {_ME}",
    "identity_identitycheck": _my_application("identity_identitycheck.application"),
    "cards_card": _my_application("cards_card.application"),
    "applications_filedversion": _my_application("applications_filedversion.application"),
    "applications_checkresult": _my_application("applications_checkresult.application_id"),
    "applications_carriedover": _my_application("applications_carriedover.application"),
    # What the government asked by itself is for its officers; nobody in the public zone can write it either.
    "exchange_registryanswer": f"asked_by = 'form' AND {_my_application('exchange_registryanswer.case')}",
    "decisions_decision": _my_application("decisions_decision.application"),
    "decisions_return": _my_application("decisions_return.application"),
    "questions_question": _my_application("questions_question.application"),
    "complaints_complaint": f"account = {_ME}",
    "casework_auditentry": _my_case("casework_auditentry.root"),
    "letters_letter": f"account = {_ME}",
    # Anybody may ask for one permit by its number: the public check.
    "permits_permit": (
        f"{_my_application('permits_permit.application')} "
        "OR number = (SELECT NULLIF(current_setting('wp.permit', true), ''))"
    ),
    "permits_approval": (
        f"{_my_application('permits_approval.application')} "
        "OR number = (SELECT NULLIF(current_setting('wp.permit', true), ''))"
    ),
}
# What a row must satisfy besides, when the public zone writes it: nobody's bill goes into another's basket.
PUBLIC_CHECKS: dict[str, str] = {
    "appointments_registration": "rank IS NULL AND NOT unserved",
    "fees_bill": (
        "(fees_bill.basket_id IS NULL OR EXISTS (SELECT FROM fees_basket mine WHERE mine.id = fees_bill.basket_id))"
    ),
}
_APPLICATION_OF = "(SELECT {column} FROM applications_application mine WHERE mine.id = {table}.application)"
_LAST_STATUS = (
    "(SELECT last.status FROM appointments_appointment last "
    "WHERE last.application = appointments_waitingplace.application ORDER BY last.id DESC LIMIT 1)"
)
_NOW = "BETWEEN now() - interval '10 minutes' AND now() + interval '10 minutes'"
# What a new row must satisfy besides. Afterwards the worker may give back what the employer booked.
PUBLIC_INSERTS: dict[str, str] = {
    # The limits of `workpermit.zones.limits` count by these columns, so they are not for whoever writes to choose.
    "appointments_appointment": (
        f"booked_by = {_ME} AND booked_at {_NOW} AND worker IS NOT DISTINCT FROM "
        f"{_APPLICATION_OF.format(column='mine.worker_account', table='appointments_appointment')}"
    ),
    # And these are the order in which a place is offered.
    "appointments_waitingplace": (
        f"joined_at {_NOW} AND since >= "
        f"{_APPLICATION_OF.format(column='mine.status_changed_at', table='appointments_waitingplace')} "
        f"AND (NOT bumped OR {_LAST_STATUS} = 'displaced') "
    ),
}
# Written but not read by the public zone; its own inserts need no row to be visible.
PUBLIC_WRITES = frozenset({"casework_auditentry", "letters_letter"})

# What another login sees where that is not every row: of complaints, the operator sees those about its centres.
OTHER_ROWS: dict[tuple[str, str], str] = {
    ("complaints_complaint", OPERATOR): f"topic IN ({', '.join(repr(topic) for topic in CENTRE_TOPICS)})",
}
OTHER_LOGINS = (OPERATOR, GOVERNMENT, EXCHANGE, CHECK, PRESS, COURIER, DOCUMENT, TRIAL)
