"""One way to write a value down: RFC 8785 JSON, base64url without padding, hashes with a domain."""

import base64
import hashlib
import json
from typing import Any

import rfc8785


class NotCanonical(ValueError):
    """The bytes are not the one RFC 8785 form of a JSON object."""


def canonical(value: Any) -> bytes:
    """The one form of a JSON value (RFC 8785). Integers beyond 2^53 are refused: carry them as text."""
    return rfc8785.dumps(value)


def parse_canonical(raw: bytes) -> dict[str, Any]:
    """The object that canonical bytes say; a second key of one name or a space too many is refused.

    Raises NotCanonical.
    """
    try:
        value = json.loads(raw)
        again = rfc8785.dumps(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical("not JSON") from error
    if not isinstance(value, dict) or again != raw:
        raise NotCanonical("not canonical")
    return value


def b64(raw: bytes) -> str:
    """Base64url without padding (RFC 4648 section 5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def unb64(text: str) -> bytes:
    """The bytes of base64url without padding. Raises ValueError for any other spelling of them."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise ValueError("not base64url") from error
    if b64(raw) != text:
        raise ValueError("not the shortest base64url")
    return raw


def with_domain(domain: str, raw: bytes) -> bytes:
    """The domain, a zero byte, the bytes: a signature over one kind of thing never fits another."""
    return domain.encode("ascii") + b"\x00" + raw


def domain_hash(domain: str, raw: bytes) -> bytes:
    """SHA-256 over the bytes with their domain."""
    return hashlib.sha256(with_domain(domain, raw)).digest()


def s256(verifier: str) -> str:
    """Base64url of SHA-256 of the text, as PKCE does (RFC 7636 section 4.2)."""
    return b64(hashlib.sha256(verifier.encode("ascii")).digest())
