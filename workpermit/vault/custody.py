"""Which driver a key store wants, and the public half of its keys."""

import hashlib
import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from workpermit.sealing.canonical import b64
from workpermit.sealing.keys import jwk
from workpermit.vault.file_keys import FileKeys
from workpermit.vault.keystore import P256_KEYS, KeyStore, KeyStoreRefused


def open_keys(folder: Path, *, production: bool) -> KeyStore:
    """Raises KeyStoreRefused."""
    try:
        said = json.loads((folder / "store.json").read_text())
    except FileNotFoundError as error:
        raise KeyStoreRefused("There is no key store here; `workpermit vault init` makes one.") from error
    if said["driver"] == "pkcs11":
        # Only this driver needs the library of the hardware module's maker.
        from workpermit.vault.pkcs11_keys import Pkcs11Keys

        store: KeyStore = Pkcs11Keys(folder)
    else:
        store = FileKeys(folder, production=production)
    try:
        _check_name(store, production=production)
    except KeyStoreRefused:
        store.close()
        raise
    return store


def _check_name(store: KeyStore, *, production: bool) -> None:
    if store.demo != ("DEMO" in store.issuer):
        raise KeyStoreRefused("The issuer's name must say DEMO exactly when the store is a demonstration's.")
    if production and store.demo:
        raise KeyStoreRefused("A demonstration key store cannot serve production.")


def key_id(point: bytes) -> bytes:
    """The first eight bytes of SHA-256 over the key's SubjectPublicKeyInfo."""
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    return hashlib.sha256(public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()[:8]


def public_map(store: KeyStore) -> dict[str, Any]:
    """What `public-keys.json` and the op `public_keys` say; binary as base64url."""
    intake_id, intake = list(store.unwrap_intake().items())[-1]
    return {
        "issuer": store.issuer,
        "demo": store.demo,
        "intake": {"id": intake_id, "key": b64(intake.public_key().public_bytes_raw())},
        "session": b64(store.public("session")),
        **{name: _signing(store.public(name)) for name in P256_KEYS},
    }


def _signing(point: bytes) -> dict[str, Any]:
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    return {"kid": b64(key_id(point)), "key": jwk(public)}
