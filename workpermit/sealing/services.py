"""Writing sealed records: the value is sealed here, in memory, before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from workpermit.core.ids import uuid7
from workpermit.sealing.keys import PublicKeys
from workpermit.sealing.models import SealedKey, SealedRecord
from workpermit.sealing.record import Header, Sealed, seal


@dataclass(frozen=True, slots=True)
class RecordRef:
    """What the plain tables keep of a sealed record: where it lies and what it is committed to."""

    id: UUID
    commitment: bytes


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A value to be sealed. `record` may be made beforehand where its id is needed earlier."""

    kind: str
    case: UUID
    subject: UUID
    value: Mapping[str, Any]
    version: int = 1
    record: UUID | None = None


def public_keys() -> PublicKeys:
    """The vault's public keys, from the file that the configuration names under `keys`."""
    return _read_keys(settings.EWP["keys"])


def write_record(
    *,
    kind: str,
    case: UUID,
    subject: UUID,
    value: Mapping[str, Any],
    at: datetime,
    version: int = 1,
    record: UUID | None = None,
) -> RecordRef:
    """Seal one value and store it. Raises TooLarge."""
    new = NewRecord(kind=kind, case=case, subject=subject, value=value, version=version, record=record)
    return write_records([new], at=at)[0]


def write_records(new: Sequence[NewRecord], *, at: datetime) -> list[RecordRef]:
    """Seal several values and store them with one statement for each of the two tables.

    `bulk_create` with a key that the client made needs no RETURNING, which the zones may not use
    on a table that they may not select from.
    """
    sealed = [_seal(one) for one in new]
    SealedRecord.objects.bulk_create([_row(header, parts, at) for header, parts in sealed])
    SealedKey.objects.bulk_create([SealedKey(record=header.record, sealed=parts.key) for header, parts in sealed])
    return [RecordRef(header.record, parts.commitment) for header, parts in sealed]


def _seal(new: NewRecord) -> tuple[Header, Sealed]:
    intake = public_keys().intake
    header = Header(
        key=intake.id,
        kind=new.kind,
        record=new.record or uuid7(),
        case=new.case,
        subject=new.subject,
        version=new.version,
    )
    return header, seal(header, new.value, intake)


def _row(header: Header, parts: Sealed, at: datetime) -> SealedRecord:
    return SealedRecord(
        id=header.record,
        case=header.case,
        kind=header.kind,
        subject=header.subject,
        version=header.version,
        header=parts.header,
        body=parts.body,
        commitment=parts.commitment,
        created_at=at,
    )


@lru_cache(maxsize=4)
def _read_keys(path: str) -> PublicKeys:
    return PublicKeys.from_file(Path(path))
