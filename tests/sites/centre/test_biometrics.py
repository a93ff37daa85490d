"""Fingers and irises: taken only where the catalogue asks for them, sealed, compared with nothing."""

import msgspec
import pytest

from tests.identity.test_biometrics import record
from tests.sites.centre.counter import Counter
from tests.sites.staff import Stage
from workpermit.catalogue.face_rules import face_rules
from workpermit.identity.models import Capture
from workpermit.sealing.models import SealedRecord
from workpermit.sites.centre.views import captures, visits

IRIS = b"IIR\x00020\x00"


@pytest.fixture
def counter(stage: Stage) -> Counter:
    found = Counter(stage)
    found.check_in()
    return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue that asks for fingers."""
    rules = msgspec.structs.replace(face_rules(), records=("finger",))
    for views in (captures, visits):
        monkeypatch.setattr(views, "face_rules", lambda: rules)


def test_as_delivered_no_counter_takes_any(counter: Counter) -> None:
    assert "data-biometric" not in counter.open().content.decode()
    assert counter.capture("biometric", record()).status_code == 404
    assert not Capture.objects.exists()


@pytest.mark.usefixtures("asked")
def test_a_record_is_sealed_and_counted(counter: Counter) -> None:
    said = [counter.capture("biometric", record()).content.decode() for _ in range(2)]

    assert "One record was taken." in said[0]
    assert "2 records were taken." in said[1]
    assert "2 records" in counter.open().content.decode()
    assert {one.kind for one in Capture.objects.all()} == {"biometric"}
    assert all(b"FIR" not in bytes(SealedRecord.objects.get(pk=one.record).body) for one in Capture.objects.all())


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("content", [b"rubbish", record(IRIS), record(length=7)], ids=["rubbish", "iris", "length"])
def test_what_is_not_asked_for_or_no_record_is_not_kept(counter: Counter, content: bytes) -> None:
    answer = counter.capture("biometric", content)

    assert (answer.status_code, Capture.objects.exists()) == (400, False)
    assert "ISO/IEC 19794" in answer.content.decode()
