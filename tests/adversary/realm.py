"""The running system as its people and its enemies reach it: the vault's socket, and every login of the databases."""

import json
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.jwk import ECKey
from psycopg.conninfo import make_conninfo

from tests.system import System
from tests.vault.world import Filing, Person, World, payment
from workpermit.cli.authenticator import SoftAuthenticator
from workpermit.core.actors import Role
from workpermit.sealing.canonical import unb64
from workpermit.sealing.client import TIMEOUT
from workpermit.sealing.frame import receive_frame, send_frame
from workpermit.sealing.keys import PublicKeys
from workpermit.sealing.software_device import SoftwareDevice
from workpermit.vault.config import Config
from workpermit.vault.database import Database
from workpermit.vault.init import Store


@dataclass(frozen=True, slots=True)
class Tables:
    """`database` is the vault's own, only looked at; `main` is the main database, as its superuser."""

    database: Database
    main: Database


class Realm(World):
    """The people of the vault's tests, at the sites and with the keys of an installation that runs."""

    def __init__(self, system: System) -> None:
        self.system, self.passwords = system, system.secrets()["passwords"]
        said = system.secrets()
        self.sites = system.run["sites"]
        self.credentials = {name: unb64(text) for name, text in said["credentials"].items()}
        self.config = Config.from_file(system.var / "config" / "vault.json")
        self.store = Store(system.var / "keys")
        self.keys = PublicKeys.from_file(self.store.public_keys)
        self.provider = ECKey.import_key(said["login_key"])
        self.bank = Ed25519PrivateKey.from_private_bytes(unb64(said["bank_key"]["d"]))
        self.superuser = said["superuser"]
        self.vault = Tables(Database(self.config.database), Database(self.address("workpermit")))  # type: ignore[assignment]

    def close(self) -> None:
        self.vault.database.close()
        self.vault.main.close()

    @property
    def now(self) -> datetime:  # type: ignore[override]
        return datetime.now(UTC)

    def address(self, database: str, login: str = "postgres") -> str:
        """How a login reaches a database of the installation."""
        password = self.superuser if login == "postgres" else self.passwords[login]
        port = self.config.database.split("port=")[1].split()[0]
        return make_conninfo(host="127.0.0.1", port=port, dbname=database, user=login, password=password)

    def connect(self, login: str, database: str = "workpermit") -> psycopg.Connection:
        return psycopg.connect(self.address(database, login), autocommit=True, connect_timeout=3)

    def send(self, request: dict[str, Any]) -> dict[str, Any]:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(4 * TIMEOUT)
            connection.connect(str(self.config.socket))
            send_frame(connection, request)
            return receive_frame(connection)

    def id_token(self, nonce: str, *, subject: str) -> str:
        login, now = self.config.national_login, int(time.time())
        assert login is not None
        claims = {"iss": login.issuer, "aud": login.client_id, "sub": subject, "nonce": nonce}
        header = {"alg": "ES256", "kid": self.provider.kid}
        return jwt.encode(header, claims | {"iat": now, "exp": now + 600, "name": "สมชาย ใจดี"}, self.provider)

    def paid(self, number: str, **changes: Any) -> str:
        """The bank's notice of a payment, signed with the demonstration bank's own key unless `key` says another."""
        said: dict[str, Any] = {"key": self.bank, "biller": self.biller, "id": f"bank-{time.time_ns()}"}
        return payment(number, **(said | changes))

    @property
    def biller(self) -> str:
        return self.config.bank.biller if self.config.bank else ""

    def known(self, role: Role, place: str, site: str) -> Person:
        """Somebody of the installation's staff, signed in with the demonstration's keyring."""
        keyring = json.loads((self.system.var / "demo" / "authenticator" / "keys.json").read_text())["keys"]
        entries = [one for one in keyring if (one["role"], one["place"]) == (role.value, place)]
        person = self.person_of([one for one in entries if one["person"] == entries[0]["person"]])
        return self.sign_in(person, site)

    def person_of(self, entries: list[dict[str, Any]]) -> Person:
        authenticator = SoftAuthenticator()
        for entry in entries:
            authenticator.load(entry)
        return Person(UUID(entries[0]["account"]), "", authenticator)

    def registrar(self, office: str = "O-50", provinces: tuple[str, ...] = ("50",), site: str = "signing") -> Person:
        return self.known(Role.REGISTRAR, office, site)

    def clerk(self, centre: str = "CMI-SC-M-001") -> Person:
        """A clerk at the demonstration's device of the centre."""
        clerk = self.known(Role.OPERATOR_CLERK, centre, "centre")
        devices = json.loads((self.system.var / "demo" / "authenticator" / "devices.json").read_text())["devices"]
        clerk.device = next(SoftwareDevice.from_map(one) for one in devices if one["centre"] == centre)
        return clerk

    def checkin_code(self, filing: Filing, appointment: UUID, centre: str = "CMI-SC-M-001") -> str:
        return super().checkin_code(filing, appointment, centre)

    @property
    def folder(self) -> Path:
        return self.system.var
