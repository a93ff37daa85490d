"""A stored file that counts by its hash is that very file."""

from pathlib import Path

import pytest

from workpermit.documents.reading import read_file, read_signed_file
from workpermit.sealing.files import seal_file
from workpermit.sealing.stream import StreamBroken


def test_a_file_is_read_when_it_is_the_one_that_was_signed(objects: Path) -> None:
    assert read_signed_file(seal_file(b"taken", "image/jpeg")) == b"taken"


def test_another_file_under_the_same_hash_is_not(objects: Path) -> None:
    """Whoever seals the record chooses what it points to."""
    signed, other = (seal_file(content, "image/jpeg") for content in (b"taken", b"swapped"))
    forged = {**other, "sha256": signed["sha256"]}

    assert read_file(forged) == b"swapped"
    with pytest.raises(StreamBroken):
        read_signed_file(forged)
