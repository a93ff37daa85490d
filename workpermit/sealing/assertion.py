"""Passkey assertions (WebAuthn Level 3), verified from the raw bytes that the browser gave."""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from workpermit.sealing.canonical import load_json, unb64
from workpermit.sealing.cose_key import read_cose_key
from workpermit.sealing.refusal import Refused

USER_PRESENT, USER_VERIFIED, BACKUP_ELIGIBLE, BACKED_UP = 0x01, 0x04, 0x08, 0x10
ATTESTED_DATA, EXTENSIONS = 0x40, 0x80
_SHORTEST = 37  # RP ID hash 32, flags 1, counter 4


@dataclass(frozen=True, slots=True)
class Assertion:
    """Raw bytes, kept as they came: another serialisation of them would not verify again."""

    credential_id: bytes
    client_data: bytes
    authenticator_data: bytes
    signature: bytes

    @classmethod
    def from_map(cls, said: Any) -> "Assertion":
        """Raises Refused with `bad_args`."""
        names = cls.__dataclass_fields__.keys()
        if not isinstance(said, dict) or said.keys() != names or any(type(said[name]) is not bytes for name in names):
            raise Refused("bad_args")
        return cls(**said)


@dataclass(frozen=True, slots=True)
class Relying:
    """Who asked: the exact origin of the page, and the RP ID (its host name)."""

    origin: str
    rp_id: str

    @classmethod
    def at(cls, origin: str) -> "Relying":
        """The relying party of a site: its exact origin, and its host name as RP ID."""
        return cls(origin, origin.split("//")[1].split(":")[0])


@dataclass(frozen=True, slots=True)
class AuthenticatorData:
    """The signed part that the authenticator itself wrote."""

    rp_hash: bytes
    flags: int
    counter: int
    rest: bytes

    @classmethod
    def from_bytes(cls, raw: bytes) -> "AuthenticatorData":
        if len(raw) < _SHORTEST:
            raise Refused("bad_args")
        data = cls(raw[:32], raw[32], int.from_bytes(raw[33:37], "big"), raw[37:])
        if data.rest and not data.flags & (ATTESTED_DATA | EXTENSIONS):
            raise Refused("bad_args")
        return data

    def check(self, relying: Relying, *, single_device: bool) -> None:
        """The right site, a person present and verified, and where asked a key that cannot be copied."""
        if self.rp_hash != hashlib.sha256(relying.rp_id.encode("ascii")).digest():
            raise Refused("bad_origin")
        if not self.flags & USER_PRESENT:
            raise Refused("not_present_user")
        if not self.flags & USER_VERIFIED:
            raise Refused("not_verified_user")
        eligible, backed_up = self.flags & BACKUP_ELIGIBLE, self.flags & BACKED_UP
        # A copy of a key that says it cannot be copied is a contradiction (WebAuthn section 6.1.3).
        if (single_device and eligible) or (backed_up and not eligible):
            raise Refused("copyable_key")


def verify_assertion(
    assertion: Assertion, *, challenge: bytes, relying: Relying, public_key: bytes, single_device: bool
) -> AuthenticatorData:
    """Verify that the holder of the COSE `public_key` signed this challenge on this very site.

    Raises Refused with `bad_args`, `bad_challenge`, `bad_origin`, `bad_signature`,
    `not_present_user`, `not_verified_user` or `copyable_key`.
    """
    check_client_data(assertion.client_data, "webauthn.get", challenge, relying.origin)
    data = AuthenticatorData.from_bytes(assertion.authenticator_data)
    signed = assertion.authenticator_data + hashlib.sha256(assertion.client_data).digest()
    if not read_cose_key(public_key).is_signed(assertion.signature, signed):
        raise Refused("bad_signature")
    data.check(relying, single_device=single_device)
    return data


def check_client_data(raw: bytes, ceremony: str, challenge: bytes, origin: str) -> None:
    """What the browser says: which ceremony, which challenge, on which page, and not inside a frame."""
    try:
        said = load_json(raw)
        signed = unb64(said["challenge"])
    except (KeyError, TypeError, ValueError) as error:
        raise Refused("bad_args") from error
    if said.get("type") != ceremony or not hmac.compare_digest(signed, challenge):
        raise Refused("bad_challenge")
    if said.get("origin") != origin or said.get("crossOrigin", False) is not False or "topOrigin" in said:
        raise Refused("bad_origin")
