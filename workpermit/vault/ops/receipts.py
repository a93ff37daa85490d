"""Receipts: the vault's signature under plain facts (a number, a time, an amount; never a name)."""

from workpermit.sealing.canonical import b64
from workpermit.sealing.jws import sign_jws
from workpermit.sealing.refusal import Refused
from workpermit.vault.call import Call, Result, operation
from workpermit.vault.custody import key_id

KINDS = frozenset({"filing", "payment", "notice"})


@operation("document")
def sign_receipt(call: Call) -> Result:
    kind = call.args.text("kind", 40)
    if kind not in KINDS:
        raise Refused("bad_args")
    keys = call.vault.keys
    claims = {"iss": keys.issuer, "iat": call.seconds, "kind": kind, "facts": call.args.texts("facts")}
    receipt = sign_jws(
        claims,
        algorithm="ES256",
        kid=b64(key_id(keys.public("receipt"))),
        typ="receipt+jwt",
        sign=lambda message: keys.sign("receipt", message),
    )
    return {"receipt": receipt}
