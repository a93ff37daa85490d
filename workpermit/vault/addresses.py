"""E-mail addresses that sign in, found by a keyed hash; the vault's tables hold none in the clear."""

import unicodedata
from uuid import UUID

from workpermit.vault.call import Call


def address_key(call: Call, email: str) -> bytes:
    """The search key of an address. Mail servers hardly ever tell capital letters apart, and people never do."""
    return call.vault.keys.hmac("email", unicodedata.normalize("NFC", email.strip()).casefold().encode())


def keep_address(call: Call, account: UUID, email: str) -> None:
    """From now on a code to this address signs in to the account; an empty one ends that.

    Only for what the account's holder says of himself under a strong sign-in. What somebody else typed into
    a filing gets letters and opens nothing.
    """
    if not email.strip():
        call.db.run("DELETE FROM email_index WHERE account = %s", account)
        return
    call.db.run(
        "INSERT INTO email_index (account, mac, saved_at) VALUES (%s, %s, %s) ON CONFLICT (account) DO UPDATE SET "
        "mac = excluded.mac, saved_at = excluded.saved_at, "
        "proved_at = CASE WHEN email_index.mac = excluded.mac THEN email_index.proved_at END",
        account,
        address_key(call, email),
        call.now,
    )


def find_by_address(call: Call, mac: bytes) -> UUID | None:
    """The account that a code to this address opens: the one that has proved it, else the one that saved it last.

    Several accounts may have saved an address that none has proved. Whoever reads the mailbox saves it again in his
    own account, signs in by a code once, and has it for good.
    """
    row = call.db.one(
        "SELECT account FROM email_index WHERE mac = %s ORDER BY proved_at IS NULL, saved_at DESC, account LIMIT 1", mac
    )
    return row["account"] if row else None


def lock_address(call: Call, mac: bytes) -> None:
    """Until the end of the transaction nobody else judges this address."""
    call.db.one("SELECT pg_advisory_xact_lock(%s)", int.from_bytes(mac[:8], "big", signed=True))


def prove_address(call: Call, account: UUID, mac: bytes) -> None:
    """Note that the account's holder reads this mailbox; an address is proved by one account alone."""
    lock_address(call, mac)
    call.db.run(
        "UPDATE email_index SET proved_at = %s WHERE account = %s AND mac = %s AND proved_at IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM email_index other WHERE other.mac = %s AND other.proved_at IS NOT NULL)",
        call.now,
        account,
        mac,
        mac,
    )


def signs_in(call: Call, account: UUID) -> bool:
    """Whether the account can be reached by a code to its address."""
    return call.db.one("SELECT 1 AS found FROM email_index WHERE account = %s", account) is not None
