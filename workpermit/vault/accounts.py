"""Accounts and their sealed profiles. The vault's own tables hold no name either."""

from typing import Any
from uuid import UUID

from workpermit.core.ids import uuid7
from workpermit.sealing.canonical import canonical
from workpermit.sealing.record import Header, IntakeKey, seal
from workpermit.sealing.refusal import Refused
from workpermit.vault.addresses import keep_address
from workpermit.vault.call import Call
from workpermit.vault.records import Row, open_row

# Claims of the ID token that become the profile; everything else is dropped.
SIGNED_CLAIMS = ("name", "name_en", "given_name", "family_name", "email", "phone_number", "pid", "ial")
# What the person may change alone; the rest comes from a signature.
CONTACT_FIELDS = frozenset({"email", "phone", "language"})


def national_account(call: Call, claims: dict[str, Any]) -> tuple[UUID, bool]:
    """The account of (issuer, subject), made at the first sign-in; never found by name."""
    index = call.vault.keys.hmac("national", canonical([claims["iss"], claims["sub"]]))
    account = uuid7()
    if call.db.run("INSERT INTO account VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", account, index, call.now):
        profile = {name: str(claims[name]) for name in SIGNED_CLAIMS if claims.get(name)}
        if "phone_number" in profile:
            profile["phone"] = profile.pop("phone_number")
        write_profile(call, account, {"language": "th", **profile})
        keep_address(call, account, profile.get("email", ""))
        return account, True
    row = call.db.one("SELECT account FROM account WHERE national = %s", index)
    assert row is not None
    return row["account"], False


def worker_account(call: Call, account: UUID, said: dict[str, Any], language: str) -> None:
    """An account for a worker who came by invitation; name and address as the filing has them.

    `language` is the one of the pages on which the worker joined; letters come in it.
    """
    call.db.run("INSERT INTO account VALUES (%s, NULL, %s)", account, call.now)
    name = " ".join(str(said[part]) for part in ("given_names", "family_name") if said.get(part))
    write_profile(call, account, {"name": name, "language": language, **_contact(said)})


def change_profile(call: Call, account: UUID, change: dict[str, str], *, only_missing: bool = False) -> dict[str, str]:
    """Lay changes over a profile, or with `only_missing` fill its gaps; gives the new values."""
    with call.db.transaction():
        # Two changes at once must not lose one another.
        call.db.one("SELECT 1 AS locked FROM account WHERE account = %s FOR UPDATE", account)
        values = read_profile(call, account)
        new = {name: value for name, value in change.items() if not (only_missing and values.get(name))}
        if new:
            values |= new
            write_profile(call, account, values)
    return values


def offer_contact(call: Call, account: UUID, said: dict[str, Any]) -> dict[str, str]:
    """Letters go where a filing says as long as the account names no address; that address signs nobody in."""
    return change_profile(call, account, _contact(said), only_missing=True)


def _contact(said: dict[str, Any]) -> dict[str, str]:
    return {part: str(said[part]) for part in ("email", "phone") if said.get(part)}


def write_profile(call: Call, account: UUID, profile: dict[str, str]) -> None:
    id, private = list(call.vault.intake.items())[-1]
    header = Header(key=id, kind="profile", record=uuid7(), case=account, subject=account, version=1)
    parts = seal(header, profile, IntakeKey(id, private.public_key()))
    call.db.run(
        "INSERT INTO profile VALUES (%s, %s, %s, %s, %s) ON CONFLICT (account) DO UPDATE SET "
        "header = excluded.header, body = excluded.body, sealed = excluded.sealed, commitment = excluded.commitment",
        account,
        parts.header,
        parts.body,
        parts.key,
        parts.commitment,
    )


def read_profile(call: Call, account: UUID) -> dict[str, str]:
    """Open a profile; the caller has logged it. Raises Refused with `no_such_record` or `does_not_open`."""
    row = call.db.one("SELECT * FROM profile WHERE account = %s", account)
    if row is None:
        raise Refused("no_such_record")
    header = Header.from_bytes(row["header"])
    opened = open_row(call, Row(header, row["header"], row["body"], row["sealed"], row["commitment"]))
    if header.case != account:
        raise Refused("does_not_open")
    return opened.value
