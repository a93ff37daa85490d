"""A process that is taken over gives away what its own file holds, and no more."""

import json
import stat
from pathlib import Path

import pytest

from workpermit.cli.config_files import PROCESSES, process_config, vault_config, write_configs
from workpermit.cli.demo_configs import demo_config, write_demo_configs
from workpermit.cli.installation import DEMO_SITES, Installation
from workpermit.cli.secret_store import Secrets, load_secrets, public_half


@pytest.fixture
def at(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "var", 9400)


@pytest.fixture
def secrets(at: Installation) -> Secrets:
    return load_secrets(at.folder() / "secrets.json")


# What each process may hold, written out once more: a mistake in the table there must not hide here.
HOLDS = {
    "public": {"public"},
    "operator": {"operator"},
    "government": {"signin", "registrar", "signing", "oversight"},
    "exchange": {"exchange"},
    "check": {"check"},
    "press": {"scan"},
    "courier": {"letter"},
    "document": {"document"},
    "trial": {"trial"},
}


@pytest.mark.parametrize("name", PROCESSES)
def test_process_holds_its_own_password_and_no_other(name: str, at: Installation, secrets: Secrets) -> None:
    text = json.dumps(process_config(name, at, secrets))

    login = f"wp_{name}"
    held = {other for other, password in secrets.passwords.items() if password in text}

    assert held == {login}
    assert secrets.superuser not in text


@pytest.mark.parametrize("name", PROCESSES)
def test_process_holds_its_own_vault_credentials_and_no_other(name: str, at: Installation, secrets: Secrets) -> None:
    text = json.dumps(process_config(name, at, secrets))

    assert {credential for credential, secret in secrets.credentials.items() if secret in text} == HOLDS[name]


def test_only_the_courier_holds_mail_credentials(at: Installation, secrets: Secrets) -> None:
    assert [name for name in PROCESSES if "smtp" in process_config(name, at, secrets)] == ["courier"]


def test_only_the_government_sites_hold_the_national_login_secret(at: Installation, secrets: Secrets) -> None:
    holders = [
        name for name in PROCESSES if secrets.oidc_client_secret in json.dumps(process_config(name, at, secrets))
    ]

    assert holders == ["government"]


def test_nobody_inside_the_walls_holds_a_private_key_of_those_outside(at: Installation, secrets: Secrets) -> None:
    inside = [process_config(name, at, secrets) for name in PROCESSES] + [vault_config(at, secrets)]

    for config in inside:
        assert secrets.bank_key["d"] not in json.dumps(config)
        assert secrets.login_key["d"] not in json.dumps(config)


@pytest.mark.parametrize("name", DEMO_SITES)
def test_those_outside_hold_no_database_password_and_no_vault_credential(
    name: str, at: Installation, secrets: Secrets
) -> None:
    text = json.dumps(demo_config(name, at, secrets))

    assert not [one for one in [*secrets.passwords.values(), *secrets.credentials.values()] if one in text]


def test_every_file_is_closed_to_others(at: Installation, secrets: Secrets) -> None:
    write_configs(at, secrets)
    write_demo_configs(at, secrets, quirks=False)

    files = [path for path in at.var.rglob("*.json")]

    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert len(files) == len(PROCESSES) + len(DEMO_SITES) + 3  # migrate, vault, secrets


def test_secrets_are_random_per_installation_and_kept(at: Installation, secrets: Secrets, tmp_path: Path) -> None:
    assert load_secrets(at.var / "secrets.json") == secrets
    other = load_secrets(tmp_path / "other" / "secrets.json")

    assert not set(other.passwords.values()) & set(secrets.passwords.values())
    assert other.bank_key != secrets.bank_key


def test_public_half_has_no_private_member(secrets: Secrets) -> None:
    assert "d" not in public_half(secrets.bank_key)
    assert public_half(secrets.bank_key)["x"] == secrets.bank_key["x"]
