"""The vault's own configuration file; docs/vault.md lists its parts."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workpermit.sealing.assertion import Relying
from workpermit.sealing.canonical import unb64
from workpermit.vault.database import conninfo

ZONE_OF_SITE = {
    "applicant": "public",
    "centre": "operator",
    "registrar": "government",
    "signing": "government",
    "oversight": "government",
}
# The one site whose sessions a credential may present.
SITE_OF_CREDENTIAL = {
    "public": "applicant",
    "operator": "centre",
    "registrar": "registrar",
    "signing": "signing",
    "oversight": "oversight",
}


@dataclass(frozen=True, slots=True)
class NationalLogin:
    """The provider's keys are pinned here; nothing is fetched."""

    issuer: str
    client_id: str
    jwks: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bank:
    public_key: dict[str, str]
    biller: str


@dataclass(frozen=True, slots=True)
class Config:
    database: str
    main_database: str
    socket: Path
    keys: Path
    credentials: dict[str, bytes]
    sites: dict[str, str]
    national_login: NationalLogin | None
    bank: Bank | None
    processes: int = 2
    production: bool = False
    limits: dict[str, int] = field(default_factory=dict)

    @classmethod
    def from_map(cls, said: dict[str, Any]) -> "Config":
        login, bank = said.get("national_login"), said.get("bank")
        return cls(
            database=conninfo(said["database"]),
            main_database=conninfo(said["main_database"]),
            socket=Path(said["socket"]),
            keys=Path(said["keys"]),
            credentials={name: unb64(secret) for name, secret in said["credentials"].items()},
            sites=said["sites"],
            national_login=NationalLogin(login["issuer"], login["client_id"], login["jwks"]) if login else None,
            bank=Bank(bank["public_key"], bank["biller"]) if bank else None,
            processes=said.get("processes", 2),
            production=said.get("production", False),
        )

    @classmethod
    def from_file(cls, path: Path) -> "Config":
        return cls.from_map(json.loads(path.read_text()))

    def relying(self, site: str) -> Relying:
        return Relying.at(self.sites[site])
