"""The command: find the running system, tell the story, leave a folder."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

from workpermit.cli.failures import CannotStart
from workpermit.cli.walk.browser import Stuck
from workpermit.cli.walk.notices import tell_notices
from workpermit.cli.walk.story import Story


def walk(run_file: Path, out: Path | None = None) -> int:
    """Walk one application from the first page to a permit that verifies; returns the exit status."""
    if not run_file.exists():
        raise CannotStart(f"No running system is described in {run_file}. Start one with `make run`.")
    run = json.loads(run_file.read_text())
    out = out or Path(run["var"]) / "walks" / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    story = Story.new(run)
    began = time.monotonic()
    try:
        story.tell()
        tell_notices(story)
    except Stuck as stuck:
        print(f"\nThe walk stopped: {stuck}")
        return 1
    finally:
        _leave(out, story.left)
    print(f"\n{time.monotonic() - began:.1f} seconds. Left in {out}: {', '.join(sorted(story.left))}")
    return 0


def _leave(out: Path, left: dict[str, bytes]) -> None:
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in left.items():
        (out / name).write_bytes(content)
