"""The zone that the press read is sealed with the case and compared where the checks open the answers."""

import io
from random import Random
from uuid import UUID

import pytest

from tests.passports.drawing import draw_page
from tests.services.drive import Drive
from tests.sites.staff import Stage
from workpermit.applications.models import CheckResult
from workpermit.documents.models import Evidence
from workpermit.documents.services import keep_pages
from workpermit.documents.zone_reader import read_passport_zone
from workpermit.passports.zone import Format, Zone
from workpermit.sealing.models import SealedRecord


def checked(drive: Drive, monkeypatch: pytest.MonkeyPatch, number: str) -> CheckResult:
    """The finding on a filing whose passport scan shows this number."""
    zone = Zone(Format.TD3, "P", "MMR", "ERIKSSON", "ANNA MARIA", number, "MMR", "900812", "F", "320415")
    out = io.BytesIO()
    draw_page(zone, Random(4)).save(out, "JPEG")
    page = out.getvalue()

    def keep(evidence: Evidence, **kept: object) -> None:
        read = read_passport_zone([page]) if evidence.document == "passport" else None
        keep_pages(evidence, zone=read, **kept)  # type: ignore[arg-type]

    monkeypatch.setattr("tests.make.keep_pages", keep)
    drive.submit()
    drive.check()
    return CheckResult.objects.get(application=drive.case, code="passport_zone")


def test_a_passport_that_says_the_same_is_in_order(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    drive = Drive(stage, "s59_new")

    assert checked(drive, monkeypatch, "L898902C3").outcome == "pass"


def test_what_differs_is_named_and_nothing_readable_is_kept(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    drive = Drive(stage, "s59_new")
    found = checked(drive, monkeypatch, "L898902C4")

    assert (found.outcome, found.facts) == ("look", {"differs": ["passport_number"]})
    zone = Evidence.objects.get(case=drive.case, document="passport").zone
    assert isinstance(zone, UUID)
    sealed = SealedRecord.objects.get(pk=zone)
    assert b"ERIKSSON" not in bytes(sealed.body)


def test_a_scan_without_a_zone_cannot_be_compared(stage: Stage) -> None:
    drive = Drive(stage, "s59_new")
    drive.submit()
    drive.check()

    assert CheckResult.objects.get(application=drive.case, code="passport_zone").outcome == "unknown"
