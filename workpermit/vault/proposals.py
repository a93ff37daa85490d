"""Statements on their way: proposed into a file, signed by one officer after the other, then added.

The file is JSON for people to read: `{"statement": {…}, "signatures": [{"by", "signature"}]}`. What is signed is
the canonical form of `statement`, so a file that was indented or reordered on its way still verifies.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.sealing.agreement import is_agreement
from workpermit.sealing.canonical import NotCanonical, b64, canonical, unb64
from workpermit.sealing.device import LONGEST_COUNTER, is_signed_by_device, request_bytes
from workpermit.sealing.refusal import Refused
from workpermit.sealing.statement import Statement, sign_bytes
from workpermit.vault.statements import SignedStatement

STAFF = (
    Role.REGISTRAR,
    Role.ASSISTANT_REGISTRAR,
    Role.OPERATOR_CLERK,
    Role.CENTRE_MANAGER,
    Role.POLICY_OFFICER,
)
PURPOSES = ("login", "decision")


def propose(
    kind: str, subject: str, body: dict[str, Any], *, issuer: str, valid_from: datetime, valid_until: datetime
) -> SignedStatement:
    """A statement that nobody has signed yet. Raises Refused with `bad_statement` where it makes no sense."""
    times = int(valid_from.timestamp()), int(valid_until.timestamp())
    statement = Statement(uuid7(), kind, issuer, subject, body, *times)
    check_meaning(statement)
    return SignedStatement(statement.to_bytes(), ())


def write_file(signed: SignedStatement) -> str:
    signatures = [{"by": by, "signature": b64(signature)} for by, signature in signed.signatures]
    said = {"statement": json.loads(signed.raw), "signatures": signatures}
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"


def read_file(text: str) -> SignedStatement:
    """Raises Refused with `bad_statement`."""
    try:
        said = json.loads(text)
        raw = canonical(said["statement"])
        signatures = tuple((str(one["by"]), unb64(one["signature"])) for one in said["signatures"])
    except (NotCanonical, KeyError, TypeError, ValueError) as error:
        raise Refused("bad_statement") from error
    check_meaning(Statement.from_bytes(raw))
    return SignedStatement(raw, signatures)


def countersign(signed: SignedStatement, by: str, key: Ed25519PrivateKey) -> SignedStatement:
    """Add one signature; signing again replaces the signer's own. `by` is the officer's statement, or `root`."""
    others = tuple(one for one in signed.signatures if one[0] != by)
    return SignedStatement(signed.raw, (*others, (by, sign_bytes(signed.raw, key))))


def check_meaning(statement: Statement) -> None:
    """That the body says what its kind needs, about the subject that it names. Raises Refused with `bad_statement`."""
    try:
        good = statement.valid_from < statement.valid_until and _MEANINGS[statement.kind](statement, statement.body)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused("bad_statement") from error
    if not good:
        raise Refused("bad_statement")


def _role(statement: Statement, body: dict[str, Any]) -> bool:
    UUID(statement.subject)
    return Role(body["role"]) in STAFF and bool(body["place"].strip()) and bool(body["order"].strip())


def _key(statement: Statement, body: dict[str, Any]) -> bool:
    UUID(statement.subject)
    proof = body["attestation"]
    binary = (body["credential_id"], body["public_key"], proof["client_data"], proof["attestation_object"])
    return body["purpose"] in PURPOSES and all(unb64(one) for one in binary) and bool(proof["nonce"])


def _jurisdiction(statement: Statement, body: dict[str, Any]) -> bool:
    codes = body["provinces"]
    good = all(isinstance(code, str) and len(code) == 2 and code.isdecimal() for code in codes)
    return good and bool(codes) and codes == sorted(set(codes)) and body["office"] == statement.subject


def _officer(statement: Statement, body: dict[str, Any]) -> bool:
    return bool(statement.subject.strip()) and len(unb64(body["key"])) == 32


def _device(statement: Statement, body: dict[str, Any]) -> bool:
    key, counter = unb64(body["key"]), body["counter"]
    named = bool(statement.subject.strip()) and body["centre"] == statement.subject
    good = named and bool(counter.strip()) and len(counter) <= LONGEST_COUNTER
    return good and is_signed_by_device(request_bytes(body["centre"], counter, key), unb64(body["proof"]), key)


def _agreement(statement: Statement, body: dict[str, Any]) -> bool:
    name = statement.subject
    return name.isascii() and 0 < len(name.strip()) <= 40 and is_agreement(body)


def _revocation(statement: Statement, body: dict[str, Any]) -> bool:
    return bool(body["statement"] == statement.subject == str(UUID(statement.subject)))


_MEANINGS: dict[str, Callable[[Statement, dict[str, Any]], bool]] = {
    "officer": _officer,
    "role": _role,
    "key": _key,
    "jurisdiction": _jurisdiction,
    "device": _device,
    "agreement": _agreement,
    "revocation": _revocation,
}
