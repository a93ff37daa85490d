"""Cheap checks: what the content says counts, not the name."""

import pytest

from workpermit.documents.intake import (
    FileIsEmpty,
    FileTooLarge,
    PasswordProtected,
    WrongFileType,
    check_upload,
)

ALL = ("application/pdf", "image/jpeg", "image/png")
MEGABYTE = 1024 * 1024


def check(content: bytes, accepts: tuple[str, ...] = ALL) -> str:
    return check_upload(content, accepts=accepts, max_bytes=10 * MEGABYTE)


@pytest.mark.parametrize(
    ("content", "found"),
    [(b"%PDF-1.7 ...", "application/pdf"), (b"\xff\xd8\xff\xe0", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png")],
)
def test_three_types_are_known_by_their_first_bytes(content: bytes, found: str) -> None:
    assert check(content) == found


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + b"%PDF-1.7",
        b"PK\x03\x04%PDF-",
        b"\x7fELF%PDF-",
        b"GIF89a",
        b"<html>",
        b"\0" * 2000 + b"%PDF-1.7",
    ],
)
def test_a_renamed_program_or_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(WrongFileType):
        check(content)


def test_a_type_that_the_checklist_does_not_take_is_refused() -> None:
    with pytest.raises(WrongFileType):
        check(b"%PDF-1.7", accepts=("image/jpeg",))


def test_thirty_megabytes_are_refused() -> None:
    with pytest.raises(FileTooLarge):
        check(b"%PDF-1.7" + b"\0" * 30 * MEGABYTE)


def test_nothing_is_refused() -> None:
    with pytest.raises(FileIsEmpty):
        check(b"")


def test_a_pdf_with_a_password_is_refused() -> None:
    with pytest.raises(PasswordProtected):
        check(b"%PDF-1.7 trailer << /Root 1 0 R /Encrypt 9 0 R >>")
