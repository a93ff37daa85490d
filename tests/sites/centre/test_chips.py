"""A passport's chip at the counter: sealed, judged in the government zone, told in words without a value."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from django.conf import settings

from tests.faces.drawing import draw_faces
from tests.jobs import queued
from tests.passports.chip.make import (
    GROUP_1,
    Signer,
    certify,
    chip,
    face_block,
    face_record,
    portrait_group,
    revoke,
    tlv,
)
from tests.passports.chip.test_apart import as_text
from tests.sites.centre.counter import Counter
from tests.sites.staff import Stage
from workpermit.applications import tasks
from workpermit.faces.compare import Match, Seen
from workpermit.identity.models import Capture, ChipFinding, FaceComparison, IdentityCheck
from workpermit.passports.chip.files import ChipFiles
from workpermit.passports.write import write_zone
from workpermit.passports.zone import Format, Zone
from workpermit.sealing.models import SealedRecord
from workpermit.sealing.refusal import Refused

AUTHORITY = certify("CSCA of nowhere", "MM", years=(-9, 20))
SIGNER = certify("Signer of nowhere", "MM", by=AUTHORITY, years=(-9, 20))
ANNA = Zone(Format.TD3, "P", "MMR", "ERIKSSON", "ANNA MARIA", "L898902C3", "MMR", "900812", "F", "320415")


def files(portrait: bytes = b"", signer: Signer = SIGNER, **changes: str) -> ChipFiles:
    zone = Zone(**{**{name: getattr(ANNA, name) for name in ANNA.__dataclass_fields__}, **changes})
    groups = {1: tlv(b"\x61", tlv(b"\x5f\x1f", "".join(write_zone(zone)).encode()))}
    return chip(signer, groups | ({2: portrait} if portrait else {}))


def portrait(*faces: int, form: str = "JPEG") -> bytes:
    """Data group 2 with drawn faces."""
    return portrait_group(face_record(face_block(draw_faces(*faces, form=form), kind=int(form == "JPEG2000"))))


@pytest.fixture
def counter(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counter:
    """At the counter, with a list of one authority beside the public keys."""
    pem = serialization.Encoding.PEM
    (tmp_path / "csca.pem").write_bytes(AUTHORITY.certificate.public_bytes(pem))
    (tmp_path / "csca-crl.pem").write_bytes(revoke(AUTHORITY, days=9000).public_bytes(pem))
    found = Counter(stage)
    found.check_in()
    monkeypatch.setattr(tasks, "_master_list", lambda: tmp_path)
    return found


def judged(counter: Counter, content: bytes) -> str:
    counter.capture("chip", content)
    tasks.authenticate_chip(str(Capture.objects.get().pk))
    return counter.clerk.get(counter.at("chip/")).content.decode()


def test_a_chip_is_sealed_judged_and_recorded_with_the_decision(counter: Counter) -> None:
    answer = counter.capture("chip", as_text(files()))
    capture = Capture.objects.get()
    assert "is being judged" in answer.content.decode()
    assert queued("authenticate_chip") == [capture.pk]
    assert b"sod" not in bytes(SealedRecord.objects.get(pk=capture.record).body)

    tasks.authenticate_chip(str(capture.pk))
    tasks.authenticate_chip(str(capture.pk))
    says = counter.open().content.decode()
    counter.confirm()

    assert "is what its country signed" in says
    assert (IdentityCheck.objects.get().chip, ChipFinding.objects.get().differs) == ("authentic", [])


def test_answers_that_differ_from_the_chip_are_named_without_a_value(counter: Counter) -> None:
    says = judged(counter, as_text(files(number="L898902C4", secondary="ANNA")))

    assert "But the application says otherwise" in says
    assert ChipFinding.objects.get().differs == ["names", "passport_number"]
    assert "The passport number" in says
    assert "L898902" not in says


def test_a_changed_chip_is_told(counter: Counter) -> None:
    good = files()

    says = judged(counter, as_text(ChipFiles(good.sod, {1: GROUP_1})))

    assert "changed after it was signed" in says
    assert ChipFinding.objects.get().result == "wrong_hash"


def test_rubbish_is_told_and_stops_nothing(counter: Counter) -> None:
    assert "cannot be read" in judged(counter, b'{"v": 1}')


def test_a_file_that_is_too_large_is_not_kept(counter: Counter) -> None:
    answer = counter.capture("chip", b" " * 400_001)

    assert (answer.status_code, Capture.objects.exists()) == (400, False)


def test_a_signature_over_another_file_is_refused(counter: Counter) -> None:
    assert counter.capture("chip", b"{}", signed=b"another").status_code == 400
    assert not Capture.objects.exists()


def test_the_clerk_never_opens_what_was_read(counter: Counter) -> None:
    counter.capture("chip", as_text(files()))

    record = Capture.objects.get().record

    with pytest.raises(Refused, match="not_yours"):
        counter.stage.world.at_counter(counter.person, "open_visit", visit=counter.visit(), records=[record])


def test_the_list_lies_beside_the_public_keys() -> None:
    assert tasks._master_list() == Path(settings.EWP["keys"]).parent


# The chip's portrait as what the live picture is compared with


@pytest.fixture
def filed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passport's page was filed; the first picture that is compared with is always alike."""
    monkeypatch.setattr(tasks, "_filed_portraits", lambda _: [("passport", draw_faces(4))])
    monkeypatch.setattr(tasks, "compare_faces", lambda *_: Match(Seen.COMPARED, 0.2, 0))


def compared(counter: Counter) -> str:
    """Take a picture of the fourth drawn face, have it compared, and read what the clerk is told."""
    counter.capture("face", draw_faces(4))
    tasks.compare_face(str(Capture.objects.filter(kind="face").latest("id").pk))
    return counter.clerk.get(counter.at("face/")).content.decode()


@pytest.mark.parametrize("form", ["JPEG", "JPEG2000"])
def test_the_face_is_compared_with_the_portrait_of_a_proven_chip(counter: Counter, form: str) -> None:
    counter.capture("chip", as_text(files(portrait(4, form=form))))  # not judged yet: the comparison judges it itself

    says = compared(counter)

    assert "The faces are alike." in says
    assert "Compared with the portrait in the passport&#x27;s chip." in says
    assert FaceComparison.objects.get().paper == "chip"


@pytest.mark.usefixtures("filed")
def test_the_portrait_is_preferred_to_the_papers_that_were_filed(counter: Counter) -> None:
    counter.capture("chip", as_text(files(portrait(7))))

    compared(counter)

    assert FaceComparison.objects.get().paper == "chip"


STRANGER = certify("Signer of nobody", "MM", by=certify("CSCA of nowhere", "MM", years=(-9, 20)), years=(-9, 20))
EXPIRED = certify("Old signer", "MM", by=AUTHORITY, years=(-9, -5))
REVOKED = certify("Revoked signer", "MM", by=AUTHORITY, years=(-9, 20))
GENUINE = files(portrait(4))
NO_REFERENCE = {
    "unknown_issuer": files(portrait(4), STRANGER),
    "signer_expired": files(portrait(4), EXPIRED),
    "signer_revoked": files(portrait(4), REVOKED),
    "wrong_hash": ChipFiles(GENUINE.sod, GENUINE.groups | {2: portrait(7)}),
    "wrong_signature": files(portrait(4), Signer(SIGNER.certificate, STRANGER.key)),
}


@pytest.mark.parametrize("result", NO_REFERENCE)
@pytest.mark.usefixtures("filed")
def test_a_chip_that_is_not_proven_is_never_compared_with(counter: Counter, tmp_path: Path, result: str) -> None:
    lists = revoke(AUTHORITY, REVOKED, days=9000).public_bytes(serialization.Encoding.PEM)
    (tmp_path / "csca-crl.pem").write_bytes(lists)

    judged(counter, as_text(NO_REFERENCE[result]))
    says = compared(counter)

    assert ChipFinding.objects.get().result == result
    assert FaceComparison.objects.get().paper == "passport"
    assert "Compared with the passport&#x27;s page." in says


LEFT_ASIDE = {
    "application says otherwise than the chip": files(portrait(4), number="L898902C4"),
    "holds no portrait that can be compared": files(),
    "no portrait that can be compared": files(portrait_group(face_record())),
}


@pytest.mark.parametrize("reason", LEFT_ASIDE)
@pytest.mark.usefixtures("filed")
def test_why_a_proven_chip_was_left_aside_is_told(counter: Counter, reason: str) -> None:
    judged(counter, as_text(LEFT_ASIDE[reason]))

    assert reason in compared(counter)
    assert FaceComparison.objects.get().paper == "passport"


def test_a_portrait_with_two_faces_is_left_aside(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "_filed_portraits", lambda _: [("passport", draw_faces(4))])
    judged(counter, as_text(files(portrait(4, 7))))

    assert "no portrait that can be compared" in compared(counter)
    assert FaceComparison.objects.get().paper == "passport"


@pytest.mark.usefixtures("filed")
def test_a_chip_that_is_read_after_the_picture_asks_for_another_picture(counter: Counter) -> None:
    assert "chip" not in compared(counter)

    counter.capture("chip", as_text(files(portrait(4))))
    tasks.authenticate_chip(str(Capture.objects.get(kind="chip").pk))

    assert "The chip was read after this picture." in counter.clerk.get(counter.at("face/")).content.decode()
    assert "the portrait in the passport&#x27;s chip" in compared(counter)
