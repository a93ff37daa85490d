"""Comparing faces in the child. Only drawn faces: what the bands mean for people is not measured here."""

import io
import os
import subprocess

import pytest
from PIL import Image

from tests.faces.drawing import draw_faces
from workpermit.catalogue.face_rules import face_rules
from workpermit.faces import compare
from workpermit.faces.compare import Match, MatcherMissing, Seen, compare_faces

QUALITY = face_rules().quality
ONE = draw_faces(4)


def seen(live: bytes, *papers: bytes) -> Match:
    return compare_faces(live, papers or (ONE,), QUALITY)


def test_the_same_face_in_another_light_is_alike() -> None:
    found = seen(draw_faces(4, light=0.85, blur=1.6), ONE)

    assert found.seen is Seen.COMPARED
    assert face_rules().band_of(found.distance) == "alike"


def test_another_face_is_further_away() -> None:
    assert seen(ONE, draw_faces(7)).distance > 0.2 + seen(ONE, ONE).distance


def test_the_first_paper_with_a_face_counts_and_is_named() -> None:
    assert seen(ONE, os.urandom(500), draw_faces(), ONE) == Match(Seen.COMPARED, 0.0, 2)


@pytest.mark.parametrize(
    ("live", "told"),
    [
        (draw_faces(), Seen.NO_FACE),
        (draw_faces(4, 2), Seen.TWO_FACES),
        (draw_faces(4, size=110), Seen.TOO_SMALL),
        (draw_faces(4, blur=9), Seen.BLURRED),
        (draw_faces(4, light=0.22), Seen.TOO_DARK),
        (draw_faces(4, light=1.9), Seen.TOO_BRIGHT),
        (os.urandom(4000), Seen.UNREADABLE),
    ],
    ids=lambda value: value.value if isinstance(value, Seen) else "",
)
def test_a_picture_that_will_not_do_says_why(live: bytes, told: Seen) -> None:
    assert seen(live) == Match(told)


def test_papers_without_a_clear_face_say_so() -> None:
    assert seen(ONE, draw_faces(), draw_faces(4, 2)).seen is Seen.NO_FACE_ON_PAPER


def test_a_chips_portrait_in_jpeg_2000_is_compared() -> None:
    assert seen(ONE, draw_faces(4, form="JPEG2000")).distance < 0.1


def test_a_jpeg_2000_of_more_points_than_a_portrait_has_is_not_unpacked() -> None:
    large = io.BytesIO()
    Image.new("L", (2001, 2000)).save(large, "JPEG2000")

    assert seen(ONE, large.getvalue(), ONE) == Match(Seen.COMPARED, 0.0, 1)


def test_a_child_that_takes_too_long_or_fails_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:
        raise subprocess.TimeoutExpired("child", 1)

    monkeypatch.setattr(compare, "run_alone", slow)

    assert seen(ONE) == Match(Seen.UNREADABLE)


@pytest.mark.parametrize("wrong", [b"ModuleNotFoundError: No module named 'dlib'", b"FileNotFoundError: models"])
def test_a_matcher_that_is_not_installed_is_no_fault_of_the_picture(
    monkeypatch: pytest.MonkeyPatch, wrong: bytes
) -> None:
    ended = subprocess.CompletedProcess([], 1, b"", wrong)
    monkeypatch.setattr(compare, "run_alone", lambda *_: ended)

    with pytest.raises(MatcherMissing):
        seen(ONE)


@pytest.mark.parametrize(
    ("distance", "band"),
    [(0.0, "alike"), (0.399, "alike"), (0.4, "unclear"), (0.499, "unclear"), (0.5, "unlike"), (1.4, "unlike")],
)
def test_bands_end_where_the_catalogue_says(distance: float, band: str) -> None:
    assert face_rules().band_of(distance) == band
