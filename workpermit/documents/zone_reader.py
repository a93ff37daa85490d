"""Reads the zone of a passport from its page images, in a child as the press has: what it opens may be hostile.

A page without a zone, a child that fails and a child that is too slow are the same: nothing is read, and nothing stops.
"""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

from workpermit.core.alone import run_alone

PASSPORT = "passport"  # the checklist's name of the paper that has a zone
_MOST_PAGES = 3  # that are looked at: the page with the photograph is among the first


def read_passport_zone(pages: Sequence[bytes]) -> dict[str, Any] | None:
    """What `Reading` has, as a sealed record's value; None where no zone was read."""
    for page in pages[:_MOST_PAGES]:
        try:
            done = run_alone(__name__, page)
        except subprocess.TimeoutExpired:
            return None
        if done.returncode == 0 and done.stdout:
            return dict(json.loads(done.stdout))
    return None


def alone(content: bytes) -> int:
    """The child's part: one page in, its zone out, or nothing."""
    from PIL import Image

    from workpermit.passports.reading.read import read_zone

    with Image.open(io.BytesIO(content), formats=("JPEG",)) as page:
        found = read_zone(page)
    if found:
        likeness = f"{found.likeness:.2f}"  # text: canonical JSON has no broken numbers
        value = {"lines": list(found.lines), "likeness": likeness, "sure_of_names": found.sure_of_names}
        sys.stdout.write(json.dumps(value))
    return 0
