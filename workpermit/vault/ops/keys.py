"""The vault's public keys."""

from workpermit.vault.call import Call, Result, operation
from workpermit.vault.custody import public_map


@operation()
def public_keys(call: Call) -> Result:
    return public_map(call.vault.keys)
