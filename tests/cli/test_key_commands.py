"""A staff member's key: from the request that the browser made to a statement that two officers signed."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.cli.office import NOW, Office, refused
from tests.vault.world import SITES
from workpermit.sealing.assertion import Relying
from workpermit.sealing.attestation import Attestation
from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.software_key import COPYABLE, Maker, SoftwareKey
from workpermit.vault.database import Database
from workpermit.vault.key_requests import SITE_OF_PURPOSE, Enrolment, fingerprint
from workpermit.vault.power import Power


class Enrolling:
    """A registrar's key on its way; `request` is what the page of the new key gives back."""

    def __init__(self, office: Office, purpose: str = "decision") -> None:
        self.office, self.account = office, uuid4()
        self.kept = office.folder / f"enrolment-{self.account}.json"
        words = ("enrol", "--account", self.account, "--purpose", purpose, "--out", self.kept)
        assert office.run(*words, "--config", office.config) == 0
        self.enrolment = Enrolment.from_text(self.kept.read_text())

    def attest(self, maker: Maker | None, **how: Any) -> Attestation:
        origin = SITES[SITE_OF_PURPOSE[self.enrolment.purpose]]
        key = SoftwareKey(Relying.at(origin).rp_id, self.account.bytes)
        return key.attest(how.pop("origin", origin), self.enrolment.challenge, maker=maker, at=NOW, **how)

    def request(self, made: Attestation, **changes: str) -> Path:
        said = {"v": 1, "account": str(self.account), "purpose": self.enrolment.purpose, "nonce": self.enrolment.nonce}
        said |= {"client_data": b64(made.client_data), "attestation_object": b64(made.attestation_object)}
        file = self.office.folder / f"request-{uuid4()}.json"
        file.write_text(json.dumps(said | changes))
        return file

    def propose(self, request: Path) -> tuple[int, Path]:
        out = self.office.folder / f"key-{uuid4()}.json"
        words = ("propose", "key", "--request", request, "--enrolment", self.kept, "--out", out)
        return self.office.run(*words, "--config", self.office.config), out


@pytest.mark.parametrize("purpose", ["decision", "login"])
def test_a_key_of_a_trusted_maker_is_enrolled(
    office: Office, maker: Maker, purpose: str, capsys: pytest.CaptureFixture[str]
) -> None:
    one = Enrolling(office, purpose)
    link = capsys.readouterr().out.split()[-1]
    made = one.attest(maker)
    status, file = one.propose(one.request(made))
    assert status == 0
    assert fingerprint(made) in capsys.readouterr().out

    assert office.add(office.sign(file, "officer-1", "officer-2")) == 0

    assert link == f"{SITES[SITE_OF_PURPOSE[purpose]]}/enrol/#{one.enrolment.code}"
    body = json.loads(file.read_text())["statement"]["body"]
    database = Database(office.dsn)
    power = Power(database, office.root())
    at = datetime.now(UTC)
    key = power.staff_key(unb64(body["credential_id"]), body["credential_id"], purpose, at=at)
    database.close()
    assert key.account == one.account


def test_a_key_of_an_unknown_maker_is_refused(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    one = Enrolling(office)
    stranger = Maker.create("Somebody", NOW - timedelta(days=1))

    status, file = one.propose(one.request(one.attest(stranger)))

    refused(capsys, status, "No maker whom this key store trusts")
    assert not file.exists()


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"maker": None}, "No maker whom this key store trusts"),
        ({"flags": COPYABLE}, "can be copied"),
        ({"flags": 1}, "did not check its PIN"),
        ({"origin": "http://evil.localhost:8401"}, "made at another address"),
    ],
)
def test_a_key_that_may_not_decide_is_refused(
    office: Office, maker: Maker, how: dict[str, Any], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    one = Enrolling(office)
    made = one.attest(**({"maker": maker} | how))

    status, _ = one.propose(one.request(made))

    refused(capsys, status, words)


def test_a_request_is_good_for_its_own_enrolment_alone(
    office: Office, maker: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not for another account, nor for the same one a second time, whatever the file claims."""
    one, other = Enrolling(office), Enrolling(office)
    made = one.attest(maker)

    for request in (one.request(made), one.request(made, account=str(other.account), nonce=other.enrolment.nonce)):
        status, _ = other.propose(request)
        refused(capsys, status, "made for another enrolment")


def test_a_login_key_is_no_decision_key(office: Office, maker: Maker, capsys: pytest.CaptureFixture[str]) -> None:
    login, decision = Enrolling(office, "login"), Enrolling(office, "decision")
    made = login.attest(maker)
    claimed = {"account": str(decision.account), "purpose": "decision", "nonce": decision.enrolment.nonce}

    status, _ = decision.propose(login.request(made, **claimed))

    assert status == 1


def test_officers_who_sign_a_key_of_another_maker_do_not_get_it_added(
    office: Office, maker: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    """The vault's machine looks at the proof again: a proposal may have been made anywhere."""
    one = Enrolling(office)
    status, file = one.propose(one.request(one.attest(maker)))
    assert status == 0
    office.sign(file, "officer-1", "officer-2")
    (office.store.keys / "attestation" / "maker.pem").unlink()

    refused(capsys, office.add(file), "No maker whom this key store trusts")


def test_a_key_statement_that_names_another_key_than_its_proof_is_not_added(
    office: Office, maker: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    one = Enrolling(office)
    _, file = one.propose(one.request(one.attest(maker)))
    said = json.loads(file.read_text())
    said["statement"]["body"]["credential_id"] = b64(b"another key")
    file.write_text(json.dumps(said))
    office.sign(file, "officer-1", "officer-2")

    refused(capsys, office.add(file), "does not say what its kind needs")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"account": 1}'])
def test_a_file_that_is_none_is_refused(office: Office, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    one = Enrolling(office)
    request = office.folder / "request.json"
    request.write_text(text)

    refused(capsys, one.propose(request)[0], "not what it should be")
    request.unlink()
    refused(capsys, one.propose(request)[0], "request.json")
