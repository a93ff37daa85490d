"""A passport's chip at the counter: sealed, judged in the government zone, told in words without a value."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from django.conf import settings

from tests.jobs import queued
from tests.passports.chip.make import GROUP_1, certify, chip, revoke, tlv
from tests.passports.chip.test_apart import as_text
from tests.sites.centre.counter import Counter
from tests.sites.staff import Stage
from workpermit.applications import tasks
from workpermit.identity.models import Capture, ChipFinding, IdentityCheck
from workpermit.passports.chip.files import ChipFiles
from workpermit.passports.write import write_zone
from workpermit.passports.zone import Format, Zone
from workpermit.sealing.models import SealedRecord
from workpermit.sealing.refusal import Refused

AUTHORITY = certify("CSCA of nowhere", "MM", years=(-9, 20))
SIGNER = certify("Signer of nowhere", "MM", by=AUTHORITY, years=(-9, 20))
ANNA = Zone(Format.TD3, "P", "MMR", "ERIKSSON", "ANNA MARIA", "L898902C3", "MMR", "900812", "F", "320415")


def files(**changes: str) -> ChipFiles:
    zone = Zone(**{**{name: getattr(ANNA, name) for name in ANNA.__dataclass_fields__}, **changes})
    return chip(SIGNER, {1: tlv(b"\x61", tlv(b"\x5f\x1f", "".join(write_zone(zone)).encode()))})


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
