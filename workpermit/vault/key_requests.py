"""How a staff member's new key gets from the security key in the hand to a statement that officers sign.

The officers make an *enrolment*: account, purpose and a nonce of their own. Its code goes to the person, whose
browser makes the key with a challenge bound to all three and gives back a *request*. The officers keep
the enrolment, so a request for another account, another purpose or an earlier enrolment does not fit.
"""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from workpermit.sealing.attestation import Attestation, NewCredential, verify_attestation
from workpermit.sealing.canonical import b64, canonical, unb64
from workpermit.sealing.refusal import Refused
from workpermit.sealing.statement import Statement
from workpermit.vault.config import Config
from workpermit.vault.decisions import enrolment_challenge
from workpermit.vault.keystore import KeyStore
from workpermit.vault.proposals import PURPOSES

SITE_OF_PURPOSE = {"login": "signin", "decision": "signing"}


@dataclass(frozen=True, slots=True)
class Enrolment:
    account: str
    purpose: str
    nonce: str

    @classmethod
    def new(cls, account: UUID, purpose: str) -> "Enrolment":
        return cls(str(account), purpose, b64(secrets.token_bytes(16)))

    @classmethod
    def from_text(cls, text: str) -> "Enrolment":
        """Raises Refused with `bad_args`."""
        try:
            said = cls(**json.loads(text))
            good = str(UUID(said.account)) == said.account and said.purpose in PURPOSES and len(unb64(said.nonce)) == 16
        except (AttributeError, TypeError, ValueError) as error:
            raise Refused("bad_args") from error
        if not good:
            raise Refused("bad_args")
        return said

    def to_text(self) -> str:
        return canonical(asdict(self)).decode()

    @property
    def code(self) -> str:
        """What the person's browser needs; it is no secret, because the fingerprint is compared in person."""
        return b64(self.to_text().encode())

    @property
    def challenge(self) -> bytes:
        return enrolment_challenge(self.account, self.purpose, self.nonce)


def read_request(text: str, enrolment: Enrolment) -> Attestation:
    """The new key in a request that was made for this enrolment.

    Raises Refused with `bad_args` or `bad_challenge`.
    """
    try:
        said = json.loads(text)
        attestation = Attestation(unb64(said["client_data"]), unb64(said["attestation_object"]))
        asked = Enrolment(said["account"], said["purpose"], said["nonce"])
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("bad_args") from error
    if asked != enrolment:
        raise Refused("bad_challenge")
    return attestation


def verify_key(
    attestation: Attestation, enrolment: Enrolment, config: Config, keys: KeyStore, *, at: datetime
) -> NewCredential:
    """That a maker whom this key store trusts made the key, inside a device, for this enrolment.

    Raises Refused with the codes of verify_attestation: `unknown_key` also where the key vouches for itself.
    """
    return verify_attestation(
        attestation,
        challenge=enrolment.challenge,
        relying=config.relying(SITE_OF_PURPOSE[enrolment.purpose]),
        single_device=True,
        roots=keys.attestation_roots,
        at=at,
    )


def key_body(attestation: Attestation, made: NewCredential, enrolment: Enrolment) -> dict[str, Any]:
    """The body of the statement of kind `key`."""
    return {
        "purpose": enrolment.purpose,
        "credential_id": b64(made.credential_id),
        "public_key": b64(made.public_key),
        "aaguid": made.aaguid.hex(),
        "attestation": {
            "nonce": enrolment.nonce,
            "client_data": b64(attestation.client_data),
            "attestation_object": b64(attestation.attestation_object),
        },
    }


def check_key(statement: Statement, config: Config, keys: KeyStore) -> None:
    """Verify a `key` statement from its own bytes before it is added.

    Raises Refused as verify_key, or with `bad_statement`.
    """
    body = statement.body
    proof = body["attestation"]
    attestation = Attestation(unb64(proof["client_data"]), unb64(proof["attestation_object"]))
    enrolment = Enrolment(statement.subject, body["purpose"], proof["nonce"])
    made = verify_key(attestation, enrolment, config, keys, at=datetime.fromtimestamp(statement.valid_from, UTC))
    if key_body(attestation, made, enrolment) != body:
        raise Refused("bad_statement")


def fingerprint(attestation: Attestation) -> str:
    """128 bits in eight groups, as the page of the new key shows them: compared by eye, in person."""
    raw = attestation.attestation_object + hashlib.sha256(attestation.client_data).digest()
    text = hashlib.sha256(raw).hexdigest()[:32]
    return " ".join(text[place : place + 4] for place in range(0, 32, 4))
