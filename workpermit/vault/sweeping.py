"""What has run out leaves the vault's database by itself: tickets, codes, challenges, counts of uses and attempts.

It stays for an hour after its end, so that whoever comes too late is told so, and because the limits on codes by
e-mail look back for an hour. Sessions, statements and the access log stay.
"""

from datetime import datetime, timedelta

from workpermit.vault.database import Database

KEPT = timedelta(hours=1)
_LOCK = 7305215  # one process at a time; the others have nothing to do

# Codes before the tickets that they hang on; `%s` is the time before which a row must have ended.
_SWEEP = (
    "DELETE FROM email_code WHERE expires_at < %s",
    "DELETE FROM login_ticket t WHERE expires_at < %s "
    "AND NOT EXISTS (SELECT FROM email_code c WHERE c.ticket = t.ticket)",
    "DELETE FROM passkey_ticket WHERE expires_at < %s",
    "DELETE FROM login_code WHERE expires_at < %s",
    "DELETE FROM device_challenge WHERE expires_at < %s",
    "DELETE FROM agency_question WHERE expires_at < %s",
    "DELETE FROM use_count WHERE minute < %s",
    "DELETE FROM paper_attempt WHERE day < (%s AT TIME ZONE 'Asia/Bangkok')::date",
)


def sweep(database: Database, *, at: datetime) -> int:
    """Delete what ended more than an hour before `at`; says how many rows went."""
    with database.transaction():
        row = database.one("SELECT pg_try_advisory_xact_lock(%s) AS free", _LOCK)
        if row is None or not row["free"]:
            return 0
        return sum(database.run(sql, at - KEPT) for sql in _SWEEP)
