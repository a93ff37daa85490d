"""A real installation's key store, its officers and the files that go around between them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.vault.world import configuration
from workpermit.cli.main import main
from workpermit.vault.database import Database, conninfo
from workpermit.vault.file_keys import read_root
from workpermit.vault.init import Store
from workpermit.vault.power import Power

NOW = datetime.now(UTC)


class Office:
    """A real key store of one ministry, its vault's database, and a folder for the files that go around."""

    def __init__(self, folder: Path, databases: dict[str, Any]) -> None:
        self.folder, self.databases = folder, databases
        self.store = Store(folder / "keys")
        self.config = folder / "vault.json"
        self.config.write_text(json.dumps(configuration(databases, self.store.keys, folder / "vault.sock")))

    def run(self, *words: object) -> int:
        return main(["vault", *map(str, words)])

    def propose(self, kind: str, **said: object) -> Path:
        file = self.folder / f"{kind}-{uuid4()}.json"
        options = [part for name, value in said.items() for part in (f"--{name}", value)]
        assert self.run("propose", kind, *options, "--out", file, "--config", self.config) == 0
        return file

    def sign(self, file: Path, *officers: str) -> Path:
        for officer in officers:
            assert self.run("sign", file, "--officer", self.store.officers / f"{officer}.pem", "--yes") == 0
        return file

    def add(self, file: Path) -> int:
        return self.run("add", file, "--config", self.config)

    @property
    def dsn(self) -> str:
        return conninfo(self.databases["database"])

    def roles(self, account: UUID, at: datetime | None = None) -> list[tuple[str, str]]:
        database = Database(self.dsn)
        root = self.root()
        try:
            return Power(database, root).roles(account, at=at or datetime.now(UTC))
        finally:
            database.close()

    def statement_of(self, account: UUID) -> str:
        with psycopg.connect(self.dsn) as database:
            row = database.execute("SELECT id FROM statement WHERE subject = %s", [str(account)]).fetchone()
        assert row is not None
        return str(row[0])

    def root(self) -> Ed25519PublicKey:
        return read_root(self.store.keys)


def refused(capsys: pytest.CaptureFixture[str], status: int, words: str) -> None:
    assert status == 1
    assert words in capsys.readouterr().err
