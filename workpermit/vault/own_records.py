"""What the vault keeps for itself: sealed like everything else, so that its tables hold no name either."""

from typing import Any
from uuid import UUID

import cbor2

from workpermit.sealing.record import Header, IntakeKey, seal
from workpermit.sealing.refusal import Refused
from workpermit.vault.call import Call
from workpermit.vault.records import Row, open_row


def seal_own(call: Call, kind: str, *, record: UUID, case: UUID, value: dict[str, Any]) -> bytes:
    """Seal a value to the newest intake key; all its parts in one CBOR list."""
    id, private = list(call.vault.intake.items())[-1]
    header = Header(key=id, kind=kind, record=record, case=case, subject=case, version=1)
    parts = seal(header, value, IntakeKey(id, private.public_key()))
    return cbor2.dumps([parts.header, parts.body, parts.key, parts.commitment])


def open_own(call: Call, raw: bytes, *, record: UUID) -> dict[str, Any]:
    """Open what `seal_own` gave. Raises Refused with `does_not_open`."""
    said, body, sealed, commitment = cbor2.loads(raw)
    header = Header.from_bytes(said)
    if header.record != record:
        raise Refused("does_not_open")
    return open_row(call, Row(header, said, body, sealed, commitment)).value
