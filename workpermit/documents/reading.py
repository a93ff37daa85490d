"""Opening a stored file with what the vault returned for its record."""

from collections.abc import Mapping
from typing import Any

from workpermit.sealing.canonical import unb64
from workpermit.sealing.objects import get_object
from workpermit.sealing.stream import open_bytes


def read_file(opened: Mapping[str, Any]) -> bytes:
    """The content of a `file` or `page` record that the vault has opened. Raises StreamBroken."""
    return open_bytes(unb64(opened["key"]), get_object(opened["object"]))
