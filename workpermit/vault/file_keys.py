"""Keys in files (folder 0700, files 0600): for development and demonstrations, refused in production."""

import hashlib
import hmac
import json
import os
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from workpermit.vault.keystore import P256_KEYS, KeyStoreRefused, index_key

PrivateKey = ec.EllipticCurvePrivateKey | Ed25519PrivateKey | X25519PrivateKey


class FileKeys:
    """Reads a folder that `init_store` made. Raises KeyStoreRefused."""

    def __init__(self, folder: Path, *, production: bool) -> None:
        if production:
            raise KeyStoreRefused("Keys in files are for development; production needs a hardware module.")
        for path in [folder, *folder.rglob("*")]:
            if path.stat().st_mode & 0o077:
                raise KeyStoreRefused(f"{path.name} in the key store is open to others; it must be yours alone.")
        self._folder = folder
        said = json.loads((folder / "store.json").read_text())
        self.issuer: str = said["issuer"]
        self.demo: bool = said["demo"]
        self._intake: list[str] = said["intake"]
        self.root = read_root(folder)
        self.attestation_roots = read_attestation_roots(folder)

    def sign(self, name: str, message: bytes) -> bytes:
        if name == "session":
            return self._session.sign(message)
        r, s = decode_dss_signature(self._p256[name].sign(message, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    def public(self, name: str) -> bytes:
        if name == "session":
            return self._session.public_key().public_bytes_raw()
        return self._p256[name].public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def unwrap_intake(self) -> dict[str, X25519PrivateKey]:
        found = {}
        for id in self._intake:
            key = load_pem_private_key((self._folder / f"intake-{id}.pem").read_bytes(), None)
            assert isinstance(key, X25519PrivateKey)
            found[id] = key
        return found

    def hmac(self, index: str, message: bytes) -> bytes:
        return hmac.digest(index_key(self._index, index), message, hashlib.sha256)

    def close(self) -> None:
        """Files need no closing; a hardware module does."""

    @cached_property
    def _session(self) -> Ed25519PrivateKey:
        key = load_pem_private_key((self._folder / "session.pem").read_bytes(), None)
        assert isinstance(key, Ed25519PrivateKey)
        return key

    @cached_property
    def _p256(self) -> dict[str, ec.EllipticCurvePrivateKey]:
        found = {}
        for name in P256_KEYS:
            key = load_pem_private_key((self._folder / f"{name}.pem").read_bytes(), None)
            assert isinstance(key, ec.EllipticCurvePrivateKey)
            found[name] = key
        return found

    @cached_property
    def _index(self) -> bytes:
        return (self._folder / "index.key").read_bytes()


def read_root(folder: Path) -> Ed25519PublicKey:
    key = load_pem_public_key((folder / "root.pub.pem").read_bytes())
    assert isinstance(key, Ed25519PublicKey)
    return key


def read_attestation_roots(folder: Path) -> tuple[x509.Certificate, ...]:
    paths = sorted((folder / "attestation").glob("*.pem"))
    return tuple(x509.load_pem_x509_certificate(path.read_bytes()) for path in paths)


def write_private(path: Path, key: PrivateKey) -> None:
    write_secret(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def write_secret(path: Path, raw: bytes) -> None:
    """A new file that is only ours from its first byte. Raises FileExistsError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(raw)
