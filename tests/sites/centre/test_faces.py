"""The visitor's picture: signed by the device, sealed at once, compared elsewhere, and never shown again."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests.faces.drawing import draw_faces
from tests.jobs import queued
from tests.sites.centre.counter import Counter
from tests.sites.staff import Stage
from workpermit.applications import tasks
from workpermit.core.ids import uuid7
from workpermit.faces.compare import Match, Seen
from workpermit.identity.models import Capture, FaceComparison, IdentityCheck
from workpermit.sealing.canonical import unb64
from workpermit.sealing.device import act_bytes, is_signed_by_device
from workpermit.sealing.models import SealedRecord
from workpermit.sealing.refusal import Refused
from workpermit.sites.centre.visit import Visit

JPEG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def counter(stage: Stage) -> Counter:
    found = Counter(stage)
    found.check_in()
    return found


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Callable[[Match], None]:
    """Let the comparison find this."""
    return lambda match: monkeypatch.setattr(tasks, "compare_faces", lambda *_: match)


def test_a_picture_is_sealed_with_the_devices_signature_and_its_comparison_asked_for(counter: Counter) -> None:
    answer = counter.capture("face", JPEG)
    capture = Capture.objects.get()

    assert "being compared" in answer.content.decode()
    assert queued("compare_face") == [capture.pk]
    assert b"a picture" not in bytes(SealedRecord.objects.get(pk=capture.record).body)
    opened = counter.stage.world.ask("check", "open_captured", case=counter.application.pk, record=capture.record)
    value = opened["records"][str(capture.record)]
    said = value["device"]
    message = act_bytes(
        "capture_face", capture.visit, said["session"], said["challenge"], bytes.fromhex(value["sha256"])
    )
    assert is_signed_by_device(message, unb64(said["signature"]), unb64(said["key"]))


def test_a_picture_that_is_sent_again_with_a_new_signature_is_kept_once(counter: Counter) -> None:
    record = str(uuid4())
    for _time in range(2):
        assert "being compared" in counter.capture("face", JPEG, record=record).content.decode()

    assert str(Capture.objects.get().record) == record
    assert SealedRecord.objects.filter(kind="face").count() == 1
    assert len(queued("compare_face")) == 1
    counter.capture("face", JPEG, record="none")
    assert Capture.objects.count() == 2, "another picture, although it looks the same"


def test_the_clerk_never_opens_the_picture_again(counter: Counter) -> None:
    counter.capture("face", JPEG)
    record = Capture.objects.get().record

    with pytest.raises(Refused, match="not_yours"):
        counter.stage.world.at_counter(counter.person, "open_visit", visit=counter.visit(), records=[record])


@pytest.mark.parametrize(
    ("match", "says", "kept"),
    [
        (Match(Seen.COMPARED, 0.2, 0), "The faces are alike.", "alike"),
        (Match(Seen.COMPARED, 0.45, 0), "It is not clear", "unclear"),
        (Match(Seen.COMPARED, 0.7, 0), "The faces are not alike.", "unlike"),
        (Match(Seen.TWO_FACES), "more than one face", "two_faces"),
        (Match(Seen.NO_FACE_ON_PAPER), "Neither passport nor photograph", "no_face_on_paper"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_clerk_reads_advice_in_words_and_decides(
    counter: Counter, found: Callable[[Match], None], match: Match, says: str, kept: str
) -> None:
    found(match)
    counter.capture("face", JPEG)
    tasks.compare_face(str(Capture.objects.get().pk))

    assert says in counter.clerk.get(counter.at("face/")).content.decode()
    assert says in counter.open().content.decode()
    assert counter.confirm()["Location"].endswith("/done/")
    assert (IdentityCheck.objects.get().outcome, IdentityCheck.objects.get().face) == ("confirmed", kept)


def test_without_a_picture_the_clerk_decides_all_the_same(counter: Counter) -> None:
    counter.confirm()

    assert (IdentityCheck.objects.get().outcome, IdentityCheck.objects.get().face) == ("confirmed", "")


def test_the_face_is_really_compared_with_the_papers(counter: Counter) -> None:
    counter.capture("face", draw_faces(4))
    tasks.compare_face(str(Capture.objects.get().pk))

    assert FaceComparison.objects.get().seen == Seen.NO_FACE_ON_PAPER, "the stage's papers are plain colours"


def test_a_picture_is_compared_once(counter: Counter, found: Callable[[Match], None]) -> None:
    found(Match(Seen.COMPARED, 0.2, 0))
    counter.capture("face", JPEG)
    capture = Capture.objects.get()
    tasks.compare_face(str(capture.pk))
    found(Match(Seen.NO_FACE))
    tasks.compare_face(str(capture.pk))

    assert FaceComparison.objects.get().band == "alike"


@pytest.mark.parametrize(
    "picture", [b"%PDF-1.7 no picture", b"\xff\xd8\xff" + bytes(4 * 1024 * 1024)], ids=("other", "large")
)
def test_what_is_no_picture_or_too_large_is_not_kept(counter: Counter, picture: bytes) -> None:
    answer = counter.capture("face", picture)

    assert answer.status_code == 400
    assert "not a JPEG picture" in answer.content.decode()
    assert not Capture.objects.exists()


def test_a_signature_over_another_picture_is_refused(counter: Counter) -> None:
    answer = counter.capture("face", JPEG, signed=b"another")

    assert answer.status_code == 400
    assert "too old or was used already" in answer.content.decode()
    assert not Capture.objects.exists()


def test_after_the_visit_nothing_is_taken_or_told(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    counter.stage.world.vault.database.run("UPDATE visit SET until = now() - interval '1 minute'")
    assert counter.capture("face", JPEG).status_code == 410, "the vault says so"

    monkeypatch.setattr(Visit, "seconds_left", lambda *_: 0)
    assert counter.clerk.get(counter.at("face/")).status_code == 410
    assert counter.capture("face", JPEG).status_code == 410
    assert not Capture.objects.exists()


def test_a_visit_that_is_not_open_here_has_no_face(counter: Counter) -> None:
    counter.clerk.cookies.pop("wp_visit")

    assert counter.clerk.get(counter.at("face/")).status_code == 410
    assert counter.clerk.get(f"/appointments/{uuid7()}/visit/face/").status_code == 404
