"""Comparing a live picture with the papers, in a child of its own: pictures may be hostile (`core.alone`).

The faces are found by dlib's detector, straightened by five points, and turned into 128 numbers each by dlib's residual
network (its models are in the public domain). The distance of two such points says how alike the faces are: 0 for the
same picture, seldom below 0.4 for two people. Nothing here tells a face from a photograph of one.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import NamedTuple

from workpermit.core.alone import pack, run_alone, unpack


class Seen(StrEnum):
    """What came of a comparison; all but the first say why there is none."""

    COMPARED = "compared"
    NO_FACE = "no_face"
    TWO_FACES = "two_faces"
    TOO_SMALL = "too_small"
    BLURRED = "blurred"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    NO_FACE_ON_PAPER = "no_face_on_paper"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Quality:
    """What a live picture must be: pixels across the face, sharpness (variance of the Laplacian of the straightened
    grey face of 150 pixels), and mean brightness of the face (0 to 255).
    """

    least_width: int
    least_sharpness: float
    darkest: float
    brightest: float


class MatcherMissing(Exception):
    """The packages that compare faces are not installed: run `make prepare`."""


class Match(NamedTuple):
    """`distance` of the faces, and the place of the paper among those given; both only where faces were compared."""

    seen: Seen
    distance: float = 0.0
    paper: int = 0


def compare_faces(live: bytes, papers: Sequence[bytes], quality: Quality) -> Match:
    """The face before the camera against the first paper that shows one.

    Raises MatcherMissing: an installation that lacks something is no fault of the picture.
    """
    try:
        done = run_alone(__name__, pack([live, *papers]), json.dumps(asdict(quality)))
    except subprocess.TimeoutExpired:
        return Match(Seen.UNREADABLE)
    if any(name in done.stderr for name in (b"ModuleNotFoundError", b"FileNotFoundError")):
        raise MatcherMissing
    if done.returncode != 0:
        return Match(Seen.UNREADABLE)
    seen, distance, paper = json.loads(done.stdout)
    return Match(Seen(seen), distance, paper)


def alone(content: bytes, quality: str) -> int:
    """The child's part: pictures in, one match out."""
    from workpermit.faces.matcher import match

    live, *papers = unpack(content)
    sys.stdout.write(json.dumps(match(live, papers, Quality(**json.loads(quality)))))
    return 0
