"""Cheap checks on an upload before anything of it is stored.

Whether a file can really be read is found by the press, in a process of its own without network.
"""

import re

from workpermit.core.errors import RuleBroken

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
_ENCRYPTED = re.compile(rb"/Encrypt[\s<0-9]")


class FileIsEmpty(RuleBroken):
    """The file has no content."""


class FileTooLarge(RuleBroken):
    """The file is larger than the checklist allows."""


class WrongFileType(RuleBroken):
    """Only PDF, JPEG and PNG can be read; what counts is the content, not the name."""


class PasswordProtected(RuleBroken):
    """The PDF is protected by a password, so no officer could read it."""


def media_type(content: bytes) -> str:
    """What the first bytes say the file is. Raises WrongFileType."""
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    # ISO 32000 allows a little before the header; readers look at the first kilobyte.
    if b"%PDF-" in content[:1024] and not content.startswith((b"MZ", b"PK", b"\x7fELF")):
        return PDF
    raise WrongFileType


def check_upload(content: bytes, *, accepts: tuple[str, ...], max_bytes: int) -> str:
    """The media type of a file that may be kept.

    Raises FileIsEmpty, FileTooLarge, WrongFileType or PasswordProtected.
    """
    if not content:
        raise FileIsEmpty
    if len(content) > max_bytes:
        raise FileTooLarge
    found = media_type(content)
    if found not in accepts:
        raise WrongFileType
    if found == PDF and _ENCRYPTED.search(content):
        raise PasswordProtected
    return found
