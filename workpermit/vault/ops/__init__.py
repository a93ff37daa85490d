"""The operations, a file for each group; importing them offers them (`workpermit.vault.call.operation`)."""

from workpermit.vault.ops import (
    approving,
    cases,
    confirming,
    counter,
    deciding,
    devices,
    email_codes,
    issuing,
    keys,
    opening,
    passkeys,
    profiles,
    receipts,
    sessions,
    signin,
    worker,
)

ALL = (
    approving,
    cases,
    confirming,
    counter,
    deciding,
    devices,
    email_codes,
    issuing,
    keys,
    opening,
    passkeys,
    profiles,
    receipts,
    sessions,
    signin,
    worker,
)
