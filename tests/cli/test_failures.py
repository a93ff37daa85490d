"""Errors of the operating system become sentences that say what to do."""

import errno
import os

import pytest

from workpermit.cli.failures import explain


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "The disk is full (/some/place). Free some space"),
        (errno.EACCES, "There is no permission to read or write here (/some/place)."),
        (errno.EROFS, "The file system is read-only (/some/place)."),
        (errno.EIO, "The operating system refused"),
    ],
)
def test_each_error_says_what_to_do(number: int, says: str) -> None:
    assert says in str(explain(OSError(number, os.strerror(number), "/some/place")))
