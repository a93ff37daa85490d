"""Officers at their terminals: propose, sign one after the other, add; and everything that does not count."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.cli.office import Office, refused
from workpermit.cli.main import main
from workpermit.vault.database import Database
from workpermit.vault.power import Power


def propose_registrar(office: Office, account: UUID) -> Path:
    return office.propose("role", account=account, role="registrar", place="O-10", order="12/2569")


def test_two_officers_appoint_a_registrar(office: Office) -> None:
    account = uuid4()
    file = office.sign(propose_registrar(office, account), "officer-1", "officer-2")

    assert office.add(file) == 0

    assert office.roles(account) == [("registrar", "O-10")]
    assert office.roles(account, datetime.now(UTC) + timedelta(days=366)) == []


def test_the_list_shows_it_with_its_id(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    account = uuid4()
    office.add(office.sign(propose_registrar(office, account), "officer-1", "officer-2"))
    capsys.readouterr()

    office.run("statements", "--config", office.config)

    (line,) = [line for line in capsys.readouterr().out.splitlines() if str(account) in line]
    assert line.startswith("counts")
    assert office.statement_of(account) in line


@pytest.mark.parametrize("officers", [(), ("officer-1",), ("officer-1", "officer-1"), ("root",), ("root", "officer-1")])
def test_fewer_than_two_officers_appoint_nobody(
    office: Office, officers: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    account = uuid4()
    file = office.sign(propose_registrar(office, account), *officers)

    refused(capsys, office.add(file), "two different officers")
    assert office.roles(account) == []


def test_one_officer_under_two_names_appoints_nobody(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    file = office.sign(propose_registrar(office, uuid4()), "officer-1")
    other = json.loads((office.store.officers / "officer-2.json").read_text())["id"]
    office.run("sign", file, "--officer", office.store.officers / "officer-1.pem", "--by", other, "--yes")

    refused(capsys, office.add(file), "two different officers")


def test_a_file_that_was_changed_after_signing_does_not_count(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    file = office.sign(propose_registrar(office, uuid4()), "officer-1", "officer-2")
    file.write_text(file.read_text().replace("O-10", "O-20"))

    refused(capsys, office.add(file), "signatures do not count")


def test_a_file_that_was_indented_anew_still_counts(office: Office) -> None:
    file = office.sign(propose_registrar(office, uuid4()), "officer-1", "officer-2")
    file.write_text(json.dumps(json.loads(file.read_text()), indent=7, sort_keys=True))

    assert office.add(file) == 0


def test_an_officer_reads_and_agrees_before_signing(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    account = uuid4()
    file = propose_registrar(office, account)
    capsys.readouterr()
    monkeypatch.setattr("builtins.input", lambda question: "no")

    assert office.run("sign", file, "--officer", office.store.officers / "officer-1.pem") == 1

    shown = capsys.readouterr().out
    assert str(account) in shown
    assert "registrar" in shown
    assert json.loads(file.read_text())["signatures"] == []


def test_a_removed_registrar_holds_no_role(office: Office) -> None:
    account = uuid4()
    office.add(office.sign(propose_registrar(office, account), "officer-1", "officer-2"))

    file = office.propose("revocation", statement=office.statement_of(account))
    assert office.add(office.sign(file, "officer-1", "officer-2")) == 0

    assert office.roles(account) == []
    assert office.roles(account, datetime.now(UTC) + timedelta(days=300)) == []


def test_a_new_officer_is_signed_by_the_root_and_then_signs(office: Office, tmp_path: Path) -> None:
    key = tmp_path / "officer-3.pem"
    assert office.run("officer-key", "--out", key) == 0
    file = office.propose("officer", name="officer-3", key=tmp_path / "officer-3.pub.pem")
    assert office.add(office.sign(file, "officer-1", "officer-2")) == 1
    assert office.add(office.sign(file, "root")) == 0
    (tmp_path / "officer-3.json").write_text(file.read_text())
    account = uuid4()
    role = office.sign(propose_registrar(office, account), "officer-1")
    office.run("sign", role, "--officer", key, "--yes")

    assert office.add(role) == 0

    assert office.roles(account) == [("registrar", "O-10")]
    assert key.stat().st_mode & 0o077 == 0


def test_an_office_decides_for_its_provinces(office: Office) -> None:
    place = f"O-{uuid4().hex[:6]}"
    file = office.propose("jurisdiction", office=place, provinces="12,10,11")
    office.add(office.sign(file, "officer-1", "officer-2"))

    database = Database(office.dsn)
    assert Power(database, office.root()).provinces(place, at=datetime.now(UTC)) == {"10", "11", "12"}
    database.close()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("jurisdiction", {"office": "O-10", "provinces": "Bangkok"}),
        ("jurisdiction", {"office": "O-10", "provinces": ""}),
        ("revocation", {"statement": "the last one"}),
        ("role", {"account": str(uuid4()), "role": "registrar", "place": " ", "order": "1/2569"}),
    ],
)
def test_what_says_nothing_is_not_proposed(
    office: Office, kind: str, said: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    words = [part for name, value in said.items() for part in (f"--{name}", value)]
    status = office.run("propose", kind, *words, "--out", office.folder / "x.json", "--config", office.config)

    refused(capsys, status, "does not say what its kind needs")
    assert not (office.folder / "x.json").exists()


def test_nothing_is_written_over(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    file = propose_registrar(office, uuid4())
    words = ("propose", "jurisdiction", "--office", "O-10", "--provinces", "10", "--out", file)

    refused(capsys, office.run(*words, "--config", office.config), "is not replaced")


def test_a_statement_of_another_installation_is_not_added(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    file = propose_registrar(office, uuid4())
    file.write_text(file.read_text().replace('"e-WorkPermitOS"', '"e-WorkPermitOS DEMO"'))
    office.sign(file, "officer-1", "officer-2")

    refused(capsys, office.add(file), "e-WorkPermitOS DEMO")


def test_a_key_that_is_no_officers_signs_nothing(office: Office, tmp_path: Path) -> None:
    file = propose_registrar(office, uuid4())
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("nothing")

    assert office.run("sign", file, "--officer", wrong, "--yes") == 1
    assert office.run("sign", file, "--officer", office.store.keys / "permit.pem", "--by", "x", "--yes") == 1


def test_without_a_configuration_nothing_is_guessed() -> None:
    with pytest.raises(SystemExit):
        main(["vault", "add", "x.json"])
