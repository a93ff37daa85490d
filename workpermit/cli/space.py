"""Is there room on the disk, and what to say if there is not."""

import shutil

from workpermit.cli.failures import CannotStart
from workpermit.cli.installation import Installation

FIRST_START = 500_000_000  # bytes: cluster, write-ahead log, tables, room to work
LATER_START = 100_000_000


def check_space(at: Installation, *, first: bool) -> None:
    """Refuse to start on a disk that would be full within minutes. Raises CannotStart."""
    needed = FIRST_START if first else LATER_START
    free = shutil.disk_usage(at.var).free
    if free < needed:
        raise CannotStart(
            f"The disk is almost full: {free // 1_000_000} MB are free at {at.var}, {needed // 1_000_000} MB are "
            "needed. Free some space, or choose another place with `make run VAR=/path`."
        )
