"""Does a process answer? Each check takes a fraction of a second and never raises."""

import http.client
from collections.abc import Callable
from pathlib import Path

from workpermit.core.errors import RuleBroken
from workpermit.sealing.canonical import unb64
from workpermit.sealing.client import VaultClient

PATIENCE = 2.0  # seconds


def answers(url_host: str, port: int, path: str = "/") -> Callable[[], bool]:
    """Whether a web server answers for this host name with anything but a fault of its own."""

    def check() -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={"host": url_host})
            return connection.getresponse().status < 500
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    return check


def vault_answers(path: Path, name: str, secret: str) -> Callable[[], bool]:
    """Whether the vault says its public keys to this credential."""
    client = VaultClient(path, name, unb64(secret))

    def check() -> bool:
        try:
            client.public_keys()
        except RuleBroken:
            return False
        return True

    return check
