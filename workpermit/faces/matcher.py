"""Finding and comparing faces. Runs only in the child that `compare.py` starts; nothing else imports it."""

import importlib.util
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import dlib
import numpy as np
from PIL import Image, ImageOps

from workpermit.faces.compare import Match, Quality, Seen

LONGEST_SIDE = 1200  # pixels; a larger picture is made smaller, which bounds the time
MOST_PIXELS = {"JPEG": 60_000_000, "PNG": 60_000_000, "JPEG2000": 4_000_000}  # the last only in chips: two megapixels
_OUTSTANDING = 1.6  # times as wide as the next face: what a page's main photograph is beside its ghost image
_CHIP = 150  # pixels of a straightened face
_WEIGHTS = "dlib_face_recognition_resnet_model_v1.dat"
_POINTS = "shape_predictor_5_face_landmarks.dat"


class Unreadable(Exception):
    """This is no picture."""


class Face(NamedTuple):
    """One face in a picture: its place, and the five points by which it is straightened."""

    picture: np.ndarray
    box: dlib.rectangle
    points: dlib.full_object_detection

    def chip(self) -> np.ndarray:
        """The straightened face."""
        return np.asarray(dlib.get_face_chip(self.picture, self.points, size=_CHIP))


def match(live: bytes, papers: Sequence[bytes], quality: Quality) -> Match:
    """The live face against the first paper with a face."""
    try:
        faces = _faces(live)
    except Unreadable:
        return Match(Seen.UNREADABLE)
    trouble = _trouble(faces, quality)
    if trouble:
        return Match(trouble)
    for place, paper in enumerate(papers):
        try:
            shown = _main_face(_faces(paper))
        except Unreadable:
            continue
        if shown:
            here, there = _numbers([faces[0], shown])
            return Match(Seen.COMPARED, round(float(np.linalg.norm(here - there)), 3), place)
    return Match(Seen.NO_FACE_ON_PAPER)


def _trouble(faces: Sequence[Face], quality: Quality) -> Seen | None:
    """Why these faces of a live picture cannot be compared."""
    if len(faces) != 1:
        return Seen.TWO_FACES if faces else Seen.NO_FACE
    if faces[0].box.width() < quality.least_width:
        return Seen.TOO_SMALL
    grey = faces[0].chip().mean(axis=2)
    if not quality.darkest <= grey.mean() <= quality.brightest:
        return Seen.TOO_DARK if grey.mean() < quality.darkest else Seen.TOO_BRIGHT
    return Seen.BLURRED if sharpness(grey) < quality.least_sharpness else None


def sharpness(grey: np.ndarray) -> float:
    """Variance of the Laplacian of a grey picture: small where there are no edges."""
    edges = 4 * grey[1:-1, 1:-1] - grey[:-2, 1:-1] - grey[2:, 1:-1] - grey[1:-1, :-2] - grey[1:-1, 2:]
    return float(edges.var())


def _faces(content: bytes) -> list[Face]:
    """The faces of a picture, the widest first. Raises Unreadable."""
    picture = _open(content)
    points = dlib.shape_predictor(str(_models() / _POINTS))
    boxes = sorted(dlib.get_frontal_face_detector()(picture), key=lambda box: -int(box.width()))
    return [Face(picture, box, points(picture, box)) for box in boxes]


def _main_face(faces: Sequence[Face]) -> Face | None:
    """The photograph of a paper that may show its holder twice; None where none stands out."""
    if len(faces) > 1 and faces[0].box.width() < _OUTSTANDING * faces[1].box.width():
        return None
    return faces[0] if faces else None


def _numbers(faces: Sequence[Face]) -> list[np.ndarray]:
    network = dlib.face_recognition_model_v1(str(_models() / _WEIGHTS))
    return [np.asarray(network.compute_face_descriptor(one.picture, one.points)) for one in faces]


def _open(content: bytes) -> np.ndarray:
    """Upright, in red, green and blue. What it measures is looked at before a point of it is unpacked."""
    try:
        with Image.open(io.BytesIO(content), formats=tuple(MOST_PIXELS)) as picture:
            if picture.width * picture.height > MOST_PIXELS[str(picture.format)]:
                raise Unreadable
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError, MemoryError, Image.DecompressionBombError) as error:
        raise Unreadable from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return np.asarray(upright)


def _models() -> Path:
    """Where the package of the models lies; its own code is not run."""
    found = importlib.util.find_spec("face_recognition_models")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("the package face_recognition_models is missing; run `make prepare`")
    return Path(found.submodule_search_locations[0]) / "models"
