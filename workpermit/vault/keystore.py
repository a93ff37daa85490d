"""Key custody: what the vault asks of whatever keeps its private keys."""

from functools import lru_cache
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# The three that sign under P-256 and never leave a hardware module.
P256_KEYS = ("permit", "receipt", "status")


class KeyStoreRefused(Exception):
    """The key store must not be used so; the text says why, for the person who starts the vault."""


class KeyStore(Protocol):
    """`issuer` is the name in every signature; that of a demonstration store contains DEMO."""

    @property
    def issuer(self) -> str: ...

    @property
    def demo(self) -> bool: ...

    @property
    def root(self) -> Ed25519PublicKey:
        """The key that officers' statements are signed with; its private half is never here."""
        ...

    @property
    def attestation_roots(self) -> tuple[x509.Certificate, ...]:
        """Makers of authenticators whose keys may decide."""
        ...

    def sign(self, name: str, message: bytes) -> bytes:
        """`session`: Ed25519; `permit`, `receipt`, `status`: ES256 as r ‖ s (64 bytes)."""
        ...

    def public(self, name: str) -> bytes:
        """Raw Ed25519 key, or the uncompressed point of a P-256 key."""
        ...

    def unwrap_intake(self) -> dict[str, X25519PrivateKey]:
        """Every intake key by its id; the newest last. They stay in the vault's memory."""
        ...

    def hmac(self, index: str, message: bytes) -> bytes:
        """A keyed hash for one search index; different indexes have different keys."""
        ...

    def close(self) -> None: ...


@lru_cache(maxsize=32)
def index_key(root: bytes, index: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"e-WorkPermitOS/index/v1\x00" + index.encode()).derive(root)
