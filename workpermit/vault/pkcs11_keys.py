"""Keys in a hardware security module (PKCS#11).

The P-256 keys that sign permits, receipts and statuses are made in the module and never leave it. The
intake, session and index keys are wrapped (AES key wrap, RFC 3394) under a key that cannot be
read out; they are unwrapped into the vault's memory when it starts, a limit that docs/vault.md states.
"""

import hashlib
import hmac
import json
from functools import cached_property
from pathlib import Path
from typing import Any

import pkcs11
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pkcs11.util.ec import encode_named_curve_parameters

from workpermit.vault.file_keys import read_attestation_roots, read_root, write_secret
from workpermit.vault.keystore import P256_KEYS, index_key

DEMO_SUFFIX = "-DEMO"
_KEK = "wrap"


class Pkcs11Keys:
    """Opens the token named in the folder's `store.json`; make it after forking, never before."""

    def __init__(self, folder: Path) -> None:
        said = json.loads((folder / "store.json").read_text())
        self._folder = folder
        self._intake: list[str] = said["intake"]
        self.issuer: str = said["issuer"]
        # The label belongs to the token, so a file cannot make a demonstration real.
        self.demo = said["token"].endswith(DEMO_SUFFIX)
        token = pkcs11.lib(said["module"]).get_token(token_label=said["token"])
        self._session_with_token = token.open(user_pin=(folder / "pin").read_text().strip(), rw=False)
        self.root = read_root(folder)
        self.attestation_roots = read_attestation_roots(folder)

    def sign(self, name: str, message: bytes) -> bytes:
        if name == "session":
            return self._session.sign(message)
        # What a key can do depends on the token, which the library's types do not say.
        key: Any = self._session_with_token.get_key(label=name, object_class=pkcs11.ObjectClass.PRIVATE_KEY)
        # SoftHSM offers no CKM_ECDSA_SHA256: the digest is made here, the module signs it as r ‖ s.
        signature: bytes = key.sign(hashlib.sha256(message).digest(), mechanism=pkcs11.Mechanism.ECDSA)
        return signature

    def public(self, name: str) -> bytes:
        if name == "session":
            return self._session.public_key().public_bytes_raw()
        key = self._session_with_token.get_key(label=name, object_class=pkcs11.ObjectClass.PUBLIC_KEY)
        point: bytes = key[pkcs11.Attribute.EC_POINT]
        return point[2:]  # an OCTET STRING around the 65 bytes of the point

    def unwrap_intake(self) -> dict[str, X25519PrivateKey]:
        return {id: X25519PrivateKey.from_private_bytes(self._unwrap(f"intake-{id}")) for id in self._intake}

    def hmac(self, index: str, message: bytes) -> bytes:
        return hmac.digest(index_key(self._index, index), message, hashlib.sha256)

    def close(self) -> None:
        self._session_with_token.close()

    @cached_property
    def _session(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._unwrap("session"))

    @cached_property
    def _index(self) -> bytes:
        return self._unwrap("index")

    def _unwrap(self, name: str) -> bytes:
        kek: Any = self._session_with_token.get_key(label=_KEK, object_class=pkcs11.ObjectClass.SECRET_KEY)
        key = kek.unwrap_key(
            pkcs11.ObjectClass.SECRET_KEY,
            pkcs11.KeyType.GENERIC_SECRET,
            (self._folder / f"{name}.wrapped").read_bytes(),
            mechanism=pkcs11.Mechanism.AES_KEY_WRAP,
            template={pkcs11.Attribute.EXTRACTABLE: True, pkcs11.Attribute.SENSITIVE: False},
        )
        raw: bytes = key[pkcs11.Attribute.VALUE]
        return raw


def make_token_keys(token: pkcs11.Token, pin: str) -> None:
    """Make the wrapping key and the signing keys inside an initialised, empty token."""
    with token.open(user_pin=pin, rw=True) as session:
        session.generate_key(
            pkcs11.KeyType.AES,
            256,
            label=_KEK,
            store=True,
            template={pkcs11.Attribute.EXTRACTABLE: False, pkcs11.Attribute.SENSITIVE: True},
        )
        for name in P256_KEYS:
            parameters = session.create_domain_parameters(
                pkcs11.KeyType.EC,
                {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")},
                local=True,
            )
            parameters.generate_keypair(
                label=name,
                store=True,
                private_template={pkcs11.Attribute.EXTRACTABLE: False, pkcs11.Attribute.SENSITIVE: True},
            )


def wrap_secret(token: pkcs11.Token, pin: str, path: Path, raw: bytes) -> None:
    """Wrap 32 bytes under the token's key and store what comes out."""
    with token.open(user_pin=pin, rw=True) as session:
        plain = session.create_object(
            {
                pkcs11.Attribute.CLASS: pkcs11.ObjectClass.SECRET_KEY,
                pkcs11.Attribute.KEY_TYPE: pkcs11.KeyType.GENERIC_SECRET,
                pkcs11.Attribute.VALUE: raw,
                pkcs11.Attribute.EXTRACTABLE: True,
                pkcs11.Attribute.SENSITIVE: False,
                pkcs11.Attribute.TOKEN: False,
            }
        )
        kek: Any = session.get_key(label=_KEK, object_class=pkcs11.ObjectClass.SECRET_KEY)
        write_secret(path, kek.wrap_key(plain, mechanism=pkcs11.Mechanism.AES_KEY_WRAP))
