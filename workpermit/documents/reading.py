"""Opening a stored file with what the vault returned for its record."""

import hashlib
from collections.abc import Mapping
from typing import Any

from workpermit.sealing.canonical import unb64
from workpermit.sealing.objects import get_object
from workpermit.sealing.stream import StreamBroken, open_bytes


def read_signed_file(opened: Mapping[str, Any]) -> bytes:
    """As `read_file`, for a record that counts by the hash that it names. Raises StreamBroken for other content."""
    content = read_file(opened)
    if hashlib.sha256(content).hexdigest() != opened["sha256"]:
        raise StreamBroken
    return content


def read_file(opened: Mapping[str, Any]) -> bytes:
    """The content of a `file` or `page` record that the vault has opened. Raises StreamBroken."""
    return open_bytes(unb64(opened["key"]), get_object(opened["object"]))
