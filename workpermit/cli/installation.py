"""Where an installation keeps its files and which ports it uses. Everything follows from two values."""

from dataclasses import dataclass
from pathlib import Path

from workpermit.vault.init import Store

ROOT = Path(__file__).parents[2]
DEFAULT_BASE = 8400

OFFSETS = {
    "public": 0,
    "government": 1,
    "operator": 2,
    "exchange": 3,
    "login": 11,
    "bank": 12,
    "mailbox": 13,
    "authenticator": 14,
    "dbd": 15,
    "smtp": 25,
    "postgres": 32,
}
ZONE_OF_SITE = {
    "applicant": "public",
    "signin": "government",
    "registrar": "government",
    "signing": "government",
    "oversight": "government",
    "centre": "operator",
    "api": "exchange",
}
DEMO_SITES = ("login", "bank", "mailbox", "authenticator", "dbd")


@dataclass(frozen=True, slots=True)
class Installation:
    """`var` holds all that this installation writes; ports are `base` plus an offset."""

    var: Path
    base: int = DEFAULT_BASE

    def port(self, name: str) -> int:
        return self.base + OFFSETS[name]

    @property
    def sites(self) -> dict[str, str]:
        return {site: f"http://{site}.localhost:{self.port(zone)}" for site, zone in ZONE_OF_SITE.items()}

    @property
    def demo_sites(self) -> dict[str, str]:
        return {site: f"http://{site}.localhost:{self.port(site)}" for site in DEMO_SITES}

    def folder(self, *parts: str) -> Path:
        """A folder below `var` that only its owner may enter; made if missing."""
        path = self.var.joinpath(*parts)
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path

    def log(self, name: str) -> Path:
        return self.folder("log") / f"{name}.log"

    def config(self, name: str) -> Path:
        return self.folder("config") / f"{name}.json"

    @property
    def key_store(self) -> Store:
        """Of a demonstration; in production the officers' half lies on another machine."""
        return Store(self.folder("keys"))

    @property
    def run_file(self) -> Path:
        return self.var / "run.json"

    @property
    def vault_socket(self) -> Path:
        """May be longer than a socket's address (107 bytes, unix(7)): client and vault shorten it themselves."""
        return self.folder("run") / "vault.sock"
