"""Files for everybody, which one process writes and another hands out."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path


def write_public_file(folder: Path, path: str, text: Iterable[str]) -> None:
    """Replace the file at `path` below `folder` in one step: a reader finds the old words or the new ones.

    Everybody may read it, whatever the process's mask is: the web server may be another user.
    """
    target = folder / path
    for place in reversed([parent for parent in target.parents if parent.is_relative_to(folder)]):
        if not place.is_dir():
            place.mkdir(exist_ok=True)
            place.chmod(0o755)
    half = target.with_name(f".{target.stem}.{secrets.token_hex(4)}")
    try:
        with half.open("x") as file:
            os.fchmod(file.fileno(), 0o644)
            file.writelines(text)
            file.flush()
            os.fsync(file.fileno())
        half.replace(target)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
