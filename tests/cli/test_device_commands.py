"""A counter's device: from the request that its browser made to a statement that two officers signed."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from tests.cli.office import Office, refused
from workpermit.sealing.device import device_fingerprint
from workpermit.sealing.refusal import Refused
from workpermit.sealing.software_device import SoftwareDevice
from workpermit.sealing.statement import Statement
from workpermit.vault.database import Database
from workpermit.vault.power import Power

CENTRE = "BKK-SC-M-001"


def request(office: Office, device: SoftwareDevice, **changes: object) -> Path:
    file = office.folder / f"request-{uuid4()}.json"
    file.write_text(json.dumps({"v": 1, **device.body(), **changes}))
    return file


def propose(office: Office, asked: Path, centre: str = CENTRE) -> tuple[int, Path]:
    out = office.folder / f"device-{uuid4()}.json"
    words = ("propose", "device", "--centre", centre, "--request", asked, "--out", out, "--config", office.config)
    return office.run(*words), out


def enrolled(office: Office, device: SoftwareDevice) -> Statement:
    database = Database(office.dsn)
    try:
        return Power(database, office.root()).device(device.key, CENTRE, at=datetime.now(UTC))
    finally:
        database.close()


def test_a_counters_device_is_enrolled_by_two_officers(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    device = SoftwareDevice(CENTRE, "3")
    status, file = propose(office, request(office, device))
    assert status == 0
    assert device_fingerprint(device.key) in capsys.readouterr().out

    office.sign(file, "officer-1", "officer-2")
    shown = capsys.readouterr().out
    assert shown.count(device_fingerprint(device.key)) == 2, "each officer sees what to compare"
    assert office.add(file) == 0

    assert enrolled(office, device).body["counter"] == "3"
    office.run("statements", "--config", office.config)
    assert "counter=3" in capsys.readouterr().out


def test_one_officer_enrols_no_device(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    device = SoftwareDevice(CENTRE, "3")
    _, file = propose(office, request(office, device))

    refused(capsys, office.add(office.sign(file, "officer-1", "officer-1")), "two different officers")
    with pytest.raises(Refused, match="unknown_device"):
        enrolled(office, device)


def test_a_request_of_another_centre_is_not_proposed(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    status, file = propose(office, request(office, SoftwareDevice(CENTRE, "3")), centre="CMI-SC-M-001")

    refused(capsys, status, "made at another centre")
    assert not file.exists()


@pytest.mark.parametrize("part", ["counter", "key"])
def test_a_request_that_was_changed_on_its_way_is_not_proposed(
    office: Office, part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = SoftwareDevice(CENTRE, "4").body()

    status, _ = propose(office, request(office, SoftwareDevice(CENTRE, "3"), **{part: other[part]}))

    refused(capsys, status, "signature in the request does not verify")


@pytest.mark.parametrize("change", [{"counter": " "}, {"counter": "x" * 41}, {"key": "?"}, {"v": 2}, {"proof": None}])
def test_a_file_that_is_no_request_is_refused(
    office: Office, change: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    status, _ = propose(office, request(office, SoftwareDevice(CENTRE, "3"), **change))

    refused(capsys, status, "not what it should be")


def test_a_statement_whose_key_was_changed_is_neither_signed_nor_added(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    """An officer's machine looks at the device's own signature again: a proposal may have been made anywhere."""
    _, file = propose(office, request(office, SoftwareDevice(CENTRE, "3")))
    said = json.loads(file.read_text())
    said["statement"]["body"]["key"] = SoftwareDevice(CENTRE, "3").body()["key"]
    file.write_text(json.dumps(said))
    key = office.store.officers / "officer-1.pem"

    refused(capsys, office.run("sign", file, "--officer", key, "--yes"), "does not say what its kind needs")
    refused(capsys, office.add(file), "does not say what its kind needs")
