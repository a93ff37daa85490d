"""Giving power: role, keys, jurisdiction and device, each a statement signed by two officers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from workpermit.core.ids import uuid7
from workpermit.sealing.attestation import Attestation
from workpermit.sealing.canonical import b64
from workpermit.sealing.statement import Statement
from workpermit.vault.custody import open_keys
from workpermit.vault.database import Database
from workpermit.vault.init import Store
from workpermit.vault.statements import add_statement, sign_statement

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Officers:
    """Both officers at one table, and the vault's database that receives what they sign."""

    store: Store
    database: Database
    at: datetime

    def say(self, kind: str, subject: str, body: dict[str, Any], *, life: timedelta = YEAR) -> Statement:
        """Sign one statement with both keys and add it. Raises Refused with `bad_statement`."""
        statement = Statement(
            id=uuid7(),
            kind=kind,
            issuer=self.store.issuer,
            subject=subject,
            body=body,
            valid_from=int(self.at.timestamp()),
            valid_until=int((self.at + life).timestamp()),
        )
        root = open_keys(self.store.keys, production=False).root
        add_statement(self.database, sign_statement(statement, self.store.signers()), root, at=self.at)
        return statement

    def give_role(self, account: UUID, role: str, place: str, order: str) -> Statement:
        """`order` names the appointment order that the role rests on."""
        return self.say("role", str(account), {"role": role, "place": place, "order": order})

    def give_jurisdiction(self, office: str, provinces: list[str]) -> Statement:
        return self.say("jurisdiction", office, {"office": office, "provinces": sorted(provinces)})

    def give_key(
        self, account: UUID, purpose: str, credential: "Credential", attestation: Attestation, nonce: str
    ) -> Statement:
        body = {
            "purpose": purpose,
            "credential_id": b64(credential.credential_id),
            "public_key": b64(credential.public_key),
            "aaguid": credential.aaguid.hex(),
            "attestation": {
                "nonce": nonce,
                "client_data": b64(attestation.client_data),
                "attestation_object": b64(attestation.attestation_object),
            },
        }
        return self.say("key", str(account), body)

    def give_device(self, body: dict[str, str]) -> Statement:
        """Enrol a counter's device; `body` as its request has it (`SoftwareDevice.body`)."""
        return self.say("device", body["centre"], dict(body))

    def agree(self, consumer: str, body: dict[str, Any]) -> Statement:
        """Let another office ask; `body` names it, its key, the purpose, the legal basis and the rate."""
        return self.say("agreement", consumer, body)

    def revoke(self, statement: Statement) -> Statement:
        """Take a role, key, jurisdiction or device back, from now on."""
        return self.say("revocation", str(statement.id), {"statement": str(statement.id)}, life=100 * YEAR)


@dataclass(frozen=True, slots=True)
class Credential:
    """What an authenticator registered: its id, COSE key and model."""

    credential_id: bytes
    public_key: bytes
    aaguid: bytes
