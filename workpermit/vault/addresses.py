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
        "INSERT INTO email_index VALUES (%s, %s) ON CONFLICT (account) DO UPDATE SET mac = excluded.mac",
        account,
        address_key(call, email),
    )


def find_by_address(call: Call, mac: bytes) -> UUID | None:
    """The one account with this address; none where several have it, because the vault would have to guess."""
    rows = call.db.all("SELECT account FROM email_index WHERE mac = %s LIMIT 2", mac)
    return rows[0]["account"] if len(rows) == 1 else None


def signs_in(call: Call, account: UUID) -> bool:
    """Whether the account can be reached by a code to its address."""
    return call.db.one("SELECT 1 AS found FROM email_index WHERE account = %s", account) is not None
