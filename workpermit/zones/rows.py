"""Which rows a login sees. Guards against our own mistakes; against the operator stand the seals.

`wp.account` is set once per request to the signed-in account. Unset means no rows, never all.
"""

from workpermit.zones.logins import CHECK, COURIER, DOCUMENT, EXCHANGE, GOVERNMENT, OPERATOR, PRESS

_ME = "NULLIF(current_setting('wp.account', true), '')::uuid"
_JOINING = "NULLIF(current_setting('wp.joining', true), '')::uuid"
# Row-level security of the inner tables narrows these lists to the account's own.
_MY_CASES = "(SELECT id FROM applications_application UNION ALL SELECT id FROM work_notices_worknotice)"
_MY_APPLICATIONS = "(SELECT id FROM applications_application)"

# What the public zone sees of each protected table; the other zones see all that they may select.
PUBLIC_ROWS: dict[str, str] = {
    "applications_application": f"filing_account = {_ME} OR worker_account = {_ME} OR id = {_JOINING}",
    "work_notices_worknotice": f"filing_account = {_ME}",
    "answers_section": f'account = {_ME} OR "case" IN {_MY_CASES}',
    "documents_evidence": f'account = {_ME} OR "case" IN {_MY_CASES}',
    "documents_page": "evidence_id IN (SELECT id FROM documents_evidence)",
    "fees_bill": f"application IN {_MY_APPLICATIONS}",
    "appointments_appointment": f"application IN {_MY_APPLICATIONS}",
    "identity_identitycheck": f"application IN {_MY_APPLICATIONS}",
    "applications_checkresult": f"application_id IN {_MY_APPLICATIONS}",
    "decisions_decision": f"application IN {_MY_APPLICATIONS}",
    "decisions_return": f"application IN {_MY_APPLICATIONS}",
    "casework_auditentry": f"root IN {_MY_CASES}",
    "letters_letter": f"account = {_ME}",
    # Anybody may ask for one permit by its number: the public check.
    "permits_permit": f"application IN {_MY_APPLICATIONS} OR number = NULLIF(current_setting('wp.permit', true), '')",
}
# Written but not read by the public zone; its own inserts need no row to be visible.
PUBLIC_WRITES = frozenset({"casework_auditentry", "letters_letter"})

OTHER_LOGINS = (OPERATOR, GOVERNMENT, EXCHANGE, CHECK, PRESS, COURIER, DOCUMENT)
