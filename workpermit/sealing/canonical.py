"""One way to write a value down: RFC 8785 JSON, base64url without padding, hashes with a domain."""

import base64
import hashlib
import json
from typing import Any

import msgspec
import rfc8785

_ENCODE = msgspec.json.Encoder(order="sorted").encode
_LARGEST = 2**53 - 1  # beyond it a number may come out of JSON as another one


class NotCanonical(ValueError):
    """The bytes are not the one RFC 8785 form of a JSON object."""


def canonical(value: Any) -> bytes:
    """The one form of a JSON value (RFC 8785). Integers beyond 2^53 are refused: carry them as text.

    For what `_is_usual` names, msgspec writes the very same bytes many times as fast; fractions, unusual
    keys and everything that is to be refused go to the reference implementation.
    """
    if _is_usual(value):
        try:
            return _ENCODE(value)
        except UnicodeEncodeError:  # half of a surrogate pair: refused below
            return rfc8785.dumps(value)
    return rfc8785.dumps(value)


def parse_canonical(raw: bytes) -> dict[str, Any]:
    """The object that canonical bytes say; a second key of one name or a space too many is refused.

    Raises NotCanonical.
    """
    try:
        value = msgspec.json.decode(raw)
        if _is_usual(value):
            again = _ENCODE(value)
        else:
            value = json.loads(raw)  # msgspec reads a very long whole number as a fraction
            again = rfc8785.dumps(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical("not JSON") from error
    if not isinstance(value, dict) or again != raw:
        raise NotCanonical("not canonical")
    return value


def load_json(raw: bytes | str) -> Any:
    """Any JSON value from outside. Raises ValueError, also for one that is nested so deep that reading it would end
    in the interpreter's limit."""
    try:
        return json.loads(raw)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


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


def _is_usual(value: Any) -> bool:
    """Whether a value holds only plain texts, whole numbers, truth values, lists, and maps with ASCII keys.

    ASCII keys sort alike by code point and by UTF-16, as RFC 8785 section 3.2.3 asks.
    """
    kind = type(value)
    if kind is dict:
        for key, part in value.items():
            if type(key) is not str or not key.isascii():
                return False
            if type(part) is not str and not _is_usual(part):
                return False
        return True
    if kind is list:
        return all(type(part) is str or _is_usual(part) for part in value)
    if kind is int:
        return abs(int(value)) <= _LARGEST
    return kind is str or kind is bool or value is None
