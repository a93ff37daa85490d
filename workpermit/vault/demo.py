"""Demonstration people and counters: their keys are software.

Only a demonstration store trusts the maker of the people's keys, and only its officers enrol such a counter.
"""

import secrets
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from workpermit.core.actors import Role
from workpermit.sealing.assertion import Relying
from workpermit.sealing.canonical import b64
from workpermit.sealing.keys import jwk
from workpermit.sealing.software_device import SoftwareDevice
from workpermit.sealing.software_key import AAGUID, SoftwareKey
from workpermit.vault.decisions import enrolment_challenge
from workpermit.vault.enrolment import Credential, Officers
from workpermit.vault.key_requests import SITE_OF_PURPOSE


def enrol_demo_person(
    officers: Officers, *, account: UUID, person: str, role: Role, place: str, sites: dict[str, str]
) -> list[dict[str, Any]]:
    """Give a person a role and keys; gives the keyring's entries, one for each key.

    A registrar gets a second key, for decisions, which works at the signing site alone. `sites` are the
    configuration's origins.
    """
    officers.give_role(account, role, place, "DEMO-1/2569")
    purposes = ["login", "decision"] if role is Role.REGISTRAR else ["login"]
    entries = [_enrol_key(officers, account, purpose, sites[SITE_OF_PURPOSE[purpose]]) for purpose in purposes]
    return [{"person": person, "account": str(account), "role": role.value, "place": place, **one} for one in entries]


def enrol_demo_device(officers: Officers, *, centre: str, counter: str) -> dict[str, Any]:
    """Enrol a device for one counter; gives the keyring's entry, with the private key."""
    device = SoftwareDevice(centre, counter)
    officers.give_device(device.body())
    return device.to_map()


def _enrol_key(officers: Officers, account: UUID, purpose: str, origin: str) -> dict[str, Any]:
    relying, nonce = Relying.at(origin), b64(secrets.token_bytes(16))
    key = SoftwareKey(relying.rp_id, account.bytes)
    challenge = enrolment_challenge(str(account), purpose, nonce)
    attestation = key.attest(origin, challenge, maker=officers.store.maker(), at=officers.at)
    credential = Credential(key.credential_id, key.public_key, AAGUID)
    officers.give_key(account, purpose, credential, attestation, nonce)
    private = key.private.private_numbers().private_value.to_bytes(32, "big")
    pkcs8 = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return {
        "purpose": purpose,
        "site": SITE_OF_PURPOSE[purpose],
        "origin": origin,
        "rp_id": relying.rp_id,
        "credential_id": b64(key.credential_id),
        "user_handle": b64(account.bytes),
        "aaguid": AAGUID.hex(),
        "public_key": b64(key.public_key),
        "private_key": {**jwk(key.private.public_key()), "d": b64(private)},
        "pkcs8": b64(pkcs8),
        "attestation": {
            "client_data": b64(attestation.client_data),
            "attestation_object": b64(attestation.attestation_object),
        },
    }
