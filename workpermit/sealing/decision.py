"""What a registrar signs, and what a worker signs: canonical bytes, and the challenge made of them.

The challenge is never stored and believed: whoever verifies rebuilds it from the bytes.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from workpermit.sealing.canonical import NotCanonical, b64, canonical, domain_hash, parse_canonical, unb64
from workpermit.sealing.refusal import Refused

DECISION = "e-WorkPermitOS/decision/v1"
CONFIRMATION = "e-WorkPermitOS/confirmation/v1"
OUTCOMES = frozenset({"granted", "refused"})


@dataclass(frozen=True, slots=True)
class Bound:
    """A sealed record and the commitment that its opened value must have."""

    record: UUID
    commitment: bytes

    def to_json(self) -> dict[str, str]:
        return {"record": str(self.record), "commitment": b64(self.commitment)}

    @classmethod
    def from_json(cls, said: dict[str, str]) -> "Bound":
        return cls(UUID(said["record"]), unb64(said["commitment"]))


@dataclass(frozen=True, slots=True)
class Dossier:
    """The records that the registrar saw, in the order of their ids, and their Merkle root."""

    records: tuple[UUID, ...]
    root: bytes

    def to_json(self) -> dict[str, Any]:
        return {"records": [str(record) for record in self.records], "root": b64(self.root)}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Dossier":
        return cls(tuple(UUID(record) for record in said["records"]), unb64(said["root"]))


@dataclass(frozen=True, slots=True)
class Decision:
    """A registrar's decision. `permit_fee` is in satang, None where nothing is charged; the bytes carry it as text."""

    decision_id: UUID
    application_id: UUID
    application_number: str
    service: str
    outcome: str
    terms: Bound
    reason: Bound | None
    law_refs: tuple[str, ...]
    permit_fee: int | None
    valid_from: date | None
    valid_until: date | None
    dossier: Dossier
    registrar: UUID
    office: str
    decided_at: datetime
    nonce: bytes
    expires_at: datetime

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "v": 1,
                "decision_id": str(self.decision_id),
                "application_id": str(self.application_id),
                "application_number": self.application_number,
                "service": self.service,
                "outcome": self.outcome,
                "terms": self.terms.to_json(),
                "reason": self.reason.to_json() if self.reason else None,
                "law_refs": list(self.law_refs),
                "permit_fee": None if self.permit_fee is None else str(self.permit_fee),
                "valid_from": _show_day(self.valid_from),
                "valid_until": _show_day(self.valid_until),
                "dossier": self.dossier.to_json(),
                "registrar": str(self.registrar),
                "office": self.office,
                "decided_at": show_time(self.decided_at),
                "nonce": b64(self.nonce),
                "expires_at": show_time(self.expires_at),
            }
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Decision":
        """Raises Refused with `bad_args` unless the bytes are the one form of a decision."""
        try:
            said = parse_canonical(raw)
            decision = cls(
                decision_id=UUID(said["decision_id"]),
                application_id=UUID(said["application_id"]),
                application_number=said["application_number"],
                service=said["service"],
                outcome=said["outcome"],
                terms=Bound.from_json(said["terms"]),
                reason=Bound.from_json(said["reason"]) if said["reason"] is not None else None,
                law_refs=tuple(said["law_refs"]),
                permit_fee=None if said["permit_fee"] is None else int(said["permit_fee"]),
                valid_from=_read_day(said["valid_from"]),
                valid_until=_read_day(said["valid_until"]),
                dossier=Dossier.from_json(said["dossier"]),
                registrar=UUID(said["registrar"]),
                office=said["office"],
                decided_at=read_time(said["decided_at"]),
                nonce=unb64(said["nonce"]),
                expires_at=read_time(said["expires_at"]),
            )
            if not decision._well_formed() or decision.to_bytes() != raw:
                raise ValueError("decision")
        except (NotCanonical, AttributeError, KeyError, TypeError, ValueError) as error:
            raise Refused("bad_args") from error
        return decision

    def _well_formed(self) -> bool:
        texts = (self.application_number, self.service, self.outcome, self.office, *self.law_refs)
        return all(isinstance(text, str) for text in texts) and self.outcome in OUTCOMES


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A worker's confirmation of a filing: these records, of this case, at this time."""

    request: UUID
    case: UUID
    account: UUID
    records: tuple[UUID, ...]
    root: bytes
    made_at: datetime
    nonce: bytes
    expires_at: datetime

    def to_bytes(self) -> bytes:
        return canonical(
            {
                "v": 1,
                "request": str(self.request),
                "case": str(self.case),
                "account": str(self.account),
                "dossier": Dossier(self.records, self.root).to_json(),
                "made_at": show_time(self.made_at),
                "nonce": b64(self.nonce),
                "expires_at": show_time(self.expires_at),
            }
        )


def decision_challenge(raw: bytes) -> bytes:
    """SHA-256 over the decision's domain and bytes: what the registrar's key signs."""
    return domain_hash(DECISION, raw)


def confirmation_challenge(raw: bytes) -> bytes:
    """SHA-256 over the confirmation's domain and bytes: what the worker's key signs."""
    return domain_hash(CONFIRMATION, raw)


def show_time(at: datetime) -> str:
    """RFC 3339 in UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _show_day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
