"""The random secrets of one installation, made once, mode 0600. Only the launcher reads this file."""

import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey, OKPKey

from workpermit.cli.database import LOGINS
from workpermit.cli.files import read_json, write_json

ZONES = ("public", "operator", "government", "exchange")
CREDENTIALS = (
    "public",
    "operator",
    "signin",
    "registrar",
    "signing",
    "oversight",
    "check",
    "scan",
    "letter",
    "document",
    "exchange",
    "trial",
)


@dataclass(frozen=True, slots=True)
class Secrets:
    """Passwords by database login, keys by zone, vault credentials by name, and the demonstration's own keys."""

    superuser: str
    passwords: dict[str, str]
    secret_keys: dict[str, str]
    credentials: dict[str, str]  # base64url of 32 bytes
    oidc_client_secret: str
    login_key: dict[str, Any]  # private ES256 key of the demonstration's national login
    bank_key: dict[str, Any]  # private Ed25519 key of the demonstration's bank


def load_secrets(path: Path) -> Secrets:
    """Read the secrets, or make them where there are none."""
    if path.exists():
        return _read(path)
    made = Secrets(
        superuser=_token(),
        passwords={login: _token() for login in LOGINS},
        secret_keys={zone: _token() for zone in ZONES},
        credentials={name: _token() for name in CREDENTIALS},
        oidc_client_secret=_token(),
        login_key=_plain(ECKey.generate_key("P-256", {"alg": "ES256", "use": "sig"}, auto_kid=True)),
        bank_key=_plain(OKPKey.generate_key("Ed25519", {"use": "sig"}, auto_kid=True)),
    )
    write_json(path, asdict(made))
    return made


def _read(path: Path) -> Secrets:
    """Credentials and logins that this release has added are made for an installation of an earlier one."""
    held = Secrets(**read_json(path))
    new = {name: _token() for name in CREDENTIALS if name not in held.credentials}
    logins = {login: _token() for login in LOGINS if login not in held.passwords}
    if new or logins:
        held.credentials.update(new)
        held.passwords.update(logins)
        write_json(path, asdict(held))
    return held


def public_half(key: dict[str, Any]) -> dict[str, Any]:
    """A JSON Web Key without its private member (RFC 7517, RFC 8037)."""
    return {name: value for name, value in key.items() if name != "d"}


def _token() -> str:
    return secrets.token_urlsafe(32)


def _plain(key: ECKey | OKPKey) -> dict[str, Any]:
    return dict(key.as_dict(private=True))
