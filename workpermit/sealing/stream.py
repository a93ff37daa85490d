"""Files under their own key: 64 KiB chunks, each authenticated with its place and with being the last.

Nonce: 7 random bytes of the file, 4 bytes counter, 1 byte that is 1 on the last chunk (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár). The stored object is the prefix, then
the chunks; a chunk that is cut off, doubled or exchanged does not open.
"""

import secrets
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 64 * 1024  # bytes of plaintext
TAG = 16
PREFIX = 7


class StreamBroken(ValueError):
    """The sealed file was changed, shortened, reordered, or belongs to another key."""


def new_file_key() -> bytes:
    return secrets.token_bytes(32)


def seal_stream(key: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Seal pieces of any size as they arrive; at most one chunk is held in memory."""
    cipher, prefix = AESGCM(key), secrets.token_bytes(PREFIX)
    yield prefix
    for counter, (chunk, last) in enumerate(_cut(pieces, CHUNK)):
        yield cipher.encrypt(_nonce(prefix, counter, last), chunk, None)


def open_stream(key: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Open a sealed file as it arrives. What was yielded before StreamBroken is not to be trusted."""
    cipher = AESGCM(key)
    prefix, rest = _take(pieces, PREFIX)
    for counter, (chunk, last) in enumerate(_cut(rest, CHUNK + TAG)):
        try:
            yield cipher.decrypt(_nonce(prefix, counter, last), chunk, None)
        except (InvalidTag, ValueError) as error:
            raise StreamBroken("chunk") from error


def seal_bytes(key: bytes, plain: bytes) -> bytes:
    return b"".join(seal_stream(key, [plain]))


def open_bytes(key: bytes, sealed: bytes) -> bytes:
    """The whole file, or StreamBroken."""
    return b"".join(open_stream(key, [sealed]))


def _nonce(prefix: bytes, counter: int, last: bool) -> bytes:
    return prefix + counter.to_bytes(4, "big") + bytes([last])


def _cut(pieces: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Chunks of `size`; a file that ends on a boundary has a full last chunk, an empty file one empty chunk."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) > size:
            yield bytes(waiting[:size]), False
            del waiting[:size]
    yield bytes(waiting), True


def _take(pieces: Iterable[bytes], size: int) -> tuple[bytes, Iterator[bytes]]:
    walk, head = iter(pieces), b""
    for piece in walk:
        head += piece
        if len(head) >= size:
            break
    if len(head) < size:
        raise StreamBroken("prefix")

    def rest() -> Iterator[bytes]:
        yield head[size:]
        yield from walk

    return head[:size], rest()
