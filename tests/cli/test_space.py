"""A disk that is almost full is said before anything is half made."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from workpermit.cli.failures import CannotStart
from workpermit.cli.installation import Installation
from workpermit.cli.space import check_space

Usage = namedtuple("Usage", "total used free")


def test_first_start_needs_more_room_than_a_later_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(0, 0, 200_000_000))

    check_space(Installation(tmp_path), first=False)
    with pytest.raises(CannotStart, match="200 MB are free .* 500 MB are needed"):
        check_space(Installation(tmp_path), first=True)
