"""Storing a file: its bytes sealed under a key of their own, its place and key as the value of a sealed record."""

import hashlib
from typing import Any

from workpermit.sealing.canonical import b64
from workpermit.sealing.objects import put_object
from workpermit.sealing.stream import new_file_key, seal_stream


def seal_file(content: bytes, media_type: str) -> dict[str, Any]:
    """Store the content; the value names the place and holds the key, so it belongs into a sealed record."""
    key = new_file_key()
    return {
        "type": media_type,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "key": b64(key),
        "object": put_object(seal_stream(key, [content])),
    }
