"""One configuration file for each process, holding what that process may hold and nothing else."""

import hmac
from pathlib import Path
from typing import Any

from workpermit.cli.database import MAIN, MIGRATOR, VAULT
from workpermit.cli.files import write_json
from workpermit.cli.installation import Installation
from workpermit.cli.secret_store import Secrets, public_half

BILLER = "099400016550100"  # a fictional biller: 13-digit tax number and two digits
# Where Debian's clamav-daemon listens; none found means "unscanned but defused".
SCANNERS = ("/run/clamav/clamd.ctl", "/var/run/clamav/clamd.ctl")
CLIENT_ID = "e-workpermitos"

REGISTRY_ENTRIES = "/api/v1/juristic_person/"  # where the register of juristic persons has its entries
ASKS_REGISTRY = ("public", "check")  # processes that ask the exchange zone about an employer

# Process: zone, database login, vault credentials, further parts.
PROCESSES: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "public": ("public", "wp_public", ("public",), ("objects", "statements", "biller", "ask_registry")),
    "operator": ("operator", "wp_operator", ("operator",), ("objects",)),
    "government": ("government", "wp_government", ("signin", "registrar", "signing", "oversight"), ("objects", "oidc")),
    "exchange": ("exchange", "wp_exchange", ("exchange",), ("bank", "registry")),
    "check": ("government", "wp_check", ("check",), ("objects", "ask_registry")),
    "press": ("government", "wp_press", ("scan",), ("objects", "clamd")),
    "courier": ("government", "wp_courier", ("letter",), ("smtp",)),
    "document": ("government", "wp_document", ("document",), ("objects", "statements", "bank")),
    "trial": ("government", "wp_trial", ("trial",), ()),
}


def write_configs(at: Installation, secrets: Secrets) -> None:
    """Write the files of every process of the operator's and the government's zones, mode 0600."""
    for name in PROCESSES:
        write_json(at.config(name), process_config(name, at, secrets))
    write_json(at.config("migrate"), migrate_config(at, secrets))
    write_json(at.config("vault"), vault_config(at, secrets))


def process_config(name: str, at: Installation, secrets: Secrets) -> dict[str, Any]:
    """What one process may hold (docs/architecture.md)."""
    zone, login, credentials, parts = PROCESSES[name]
    config = _common(at, zone, secrets.secret_keys[zone], login, secrets)
    if credentials:
        held = {credential: secrets.credentials[credential] for credential in credentials}
        config["vault"] = {"socket": str(at.vault_socket), "credentials": held}
    for part in parts:
        config.update(_part(part, name, at, secrets))
    return config


def migrate_config(at: Installation, secrets: Secrets) -> dict[str, Any]:
    """What migrations and the catalogue's loading need: the owner's login and no vault."""
    return _common(at, "migrate", secrets.secret_keys["government"], MIGRATOR, secrets)


def vault_config(at: Installation, secrets: Secrets) -> dict[str, Any]:
    """What the vault holds: both databases, its key store, who may ask it, and the keys that it trusts."""
    return {
        "database": _database(at, VAULT, VAULT, secrets),
        "main_database": _database(at, MAIN, "wp_vault", secrets),
        "socket": str(at.vault_socket),
        "keys": str(at.key_store.keys),
        "credentials": secrets.credentials,
        "sites": at.sites,
        "national_login": {
            "issuer": at.demo_sites["login"],
            "client_id": CLIENT_ID,
            "jwks": {"keys": [public_half(secrets.login_key)]},
        },
        "bank": {"public_key": public_half(secrets.bank_key), "biller": BILLER},
        "processes": 4,  # each waits for its databases half of the time
    }


def _database(at: Installation, name: str, login: str, secrets: Secrets) -> dict[str, Any]:
    password = secrets.passwords[login]
    return {"host": "127.0.0.1", "port": at.port("postgres"), "name": name, "user": login, "password": password}


def _common(at: Installation, zone: str, secret_key: str, login: str, secrets: Secrets) -> dict[str, Any]:
    return {
        "zone": zone,
        "demo": True,
        "debug": False,
        "secret_key": secret_key,
        "database": _database(at, MAIN, login, secrets),
        "keys": str(at.key_store.public_keys),
        "sites": at.sites,
        "demo_sites": at.demo_sites,
    }


def _part(part: str, process: str, at: Installation, secrets: Secrets) -> dict[str, Any]:
    if part == "objects":
        return {"objects": at.folder("objects").resolve().as_uri()}
    if part == "statements":
        return {"statements": str(at.folder("statements").resolve())}
    if part == "clamd":
        return {"clamd": next((path for path in SCANNERS if Path(path).exists()), "")}
    if part == "biller":
        return {"bank": {"biller": BILLER}}
    if part == "bank":
        return {"bank": {"biller": BILLER, "public_key": public_half(secrets.bank_key)}}
    if part == "smtp":
        return {"smtp": {"host": "127.0.0.1", "port": at.port("smtp"), "from": "no-reply@workpermit.example"}}
    if part == "registry":
        callers = {caller: _caller_key(caller, secrets) for caller in ASKS_REGISTRY}
        return {"registry": {"url": f"http://127.0.0.1:{at.port('dbd')}{REGISTRY_ENTRIES}", "callers": callers}}
    if part == "ask_registry":
        host = at.sites["api"].removeprefix("http://")
        ask = f"http://127.0.0.1:{at.port('exchange')}/inside/registry/"
        return {"registry": {"ask": ask, "host": host, "key": _caller_key(process, secrets)}}
    assert part == "oidc"
    return {
        "oidc": {
            "issuer": at.demo_sites["login"],
            "client_id": CLIENT_ID,
            "client_secret": secrets.oidc_client_secret,
        }
    }


def _caller_key(process: str, secrets: Secrets) -> str:
    """What a process shows the exchange zone; the process cannot work out another's from its own."""
    return hmac.new(secrets.secret_keys["exchange"].encode(), f"registry\0{process}".encode(), "sha256").hexdigest()
